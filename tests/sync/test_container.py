# SPDX-License-Identifier: MIT
"""The file itself: written whole or not at all, read whole or refused in one sentence."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exchanging import make_town
from sync.packages import parts

from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.sync.container import (
    MAGIC,
    assembled,
    open_package,
    opened,
    write_package,
)

if TYPE_CHECKING:
    from bizenv_desktop.sync.container import Sealed


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A submission on a stick."""
    folder = tmp_path_factory.mktemp("sent")
    return make_town(folder / "town").submit(folder / "stick").path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def whole(sent: Path) -> tuple[Sealed, bytes, tuple[bytes, ...]]:
    return parts(sent)


def read_all(content: bytes) -> None:
    package = opened(io.BytesIO(content))
    package.core()
    for sha256 in package.carried:
        package.check_blob(sha256)


def test_it_is_read_back_as_it_was_written(sent: Path, whole: Any) -> None:
    sealed, core, blobs = whole
    assert assembled(sealed, core, blobs) == sent.read_bytes()
    read_all(sent.read_bytes())


def test_a_level_above_may_leave_blobs_behind(whole: Any) -> None:
    sealed, core, _ = whole
    package = opened(io.BytesIO(assembled(sealed, core)))
    assert package.core() == core
    assert package.carried == frozenset()
    assert package.id == sealed.id


@pytest.mark.parametrize("percent", range(100))
def test_cut_off_anywhere_it_is_refused(sent: Path, percent: int) -> None:
    content = sent.read_bytes()
    with pytest.raises(PackageError, match=r"^[^。]*[。]$"):
        read_all(content[: len(content) * percent // 100])


def test_every_byte_of_header_signature_and_length_counts(sent: Path) -> None:
    content = sent.read_bytes()
    with open_package(sent) as package:
        ending = len(package.sealed.content) + 64 + 8 + len(MAGIC)
    for place in range(len(content) - ending, len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises(PackageError):
            read_all(bytes(changed))


def test_bytes_of_core_and_blobs_count(sent: Path) -> None:
    content = sent.read_bytes()
    with open_package(sent) as package:
        body = len(content) - len(package.sealed.content) - 80
    for place in range(0, body, 997):
        changed = bytearray(content)
        changed[place] ^= 0x80
        with pytest.raises(PackageError, match="改动过或已损坏"):
            read_all(bytes(changed))


def test_more_behind_it_or_between_is_refused(sent: Path) -> None:
    content = sent.read_bytes()
    for changed in (content + b"\0", content[:-80] + b"\0" + content[-80:], b"\0" + content):
        with pytest.raises(PackageError):
            read_all(changed)


def test_a_copied_database_is_named_as_one(tmp_path: Path) -> None:
    town = make_town(tmp_path / "town")
    with (
        pytest.raises(PackageError, match="不要直接复制数据库"),
        open_package(town.database),
    ):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_links_pipes_and_folders_are_not_opened(tmp_path: Path, sent: Path) -> None:
    link, pipe, folder = (tmp_path / f"{name}.bizenv" for name in ("link", "pipe", "folder"))
    link.symlink_to(sent)
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (link, pipe, folder, Path("/dev/zero")):
        with pytest.raises(PackageError, match="不是普通文件"), open_package(path):
            pass
    with pytest.raises(PackageError, match="找不到“none"), open_package(tmp_path / "none.bizenv"):
        pass


class _Stick:
    """A file on a stick that is pulled out, or full, at the n-th thing done with it."""

    def __init__(self, file: Any, left: list[int], error: OSError) -> None:
        self._file, self._left, self._error = file, left, error

    def _count(self) -> None:
        self._left[0] -= 1
        if self._left[0] < 0:
            raise self._error

    def write(self, content: bytes) -> int:
        self._count()
        written: int = self._file.write(content)
        return written

    def read(self, size: int = -1) -> bytes:
        self._count()
        found: bytes = self._file.read(size)
        return found

    def flush(self) -> None:
        self._count()
        self._file.flush()

    def fileno(self) -> int:
        self._count()
        number: int = self._file.fileno()
        return number

    def __enter__(self) -> _Stick:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def pull_out_at(monkeypatch: pytest.MonkeyPatch, step: int, error: OSError) -> list[int]:
    """From now on the `step`-th thing done with any opened file fails."""
    left, really = [step], Path.open

    def opening(self: Path, mode: str = "r", **options: Any) -> Any:
        return _Stick(really(self, mode, **options), left, error)

    monkeypatch.setattr(Path, "open", opening)
    return left


STEPS = [(step, code) for step in range(14) for code in (errno.EIO, errno.ENOSPC)]


@pytest.mark.parametrize(("step", "code"), STEPS)
def test_pulled_out_or_full_at_any_step_the_old_file_stays(
    stick: Path, whole: Any, monkeypatch: pytest.MonkeyPatch, step: int, code: int
) -> None:
    sealed, core, blobs = whole
    path = stick / "上报.bizenv"
    path.write_bytes(b"what was there")
    refusal = ""
    with monkeypatch.context() as patched:
        left = pull_out_at(patched, step, OSError(code, os.strerror(code)))
        try:
            write_package(path, sealed, core, [(blob,) for blob in blobs])
        except UserError as refused:
            refusal = str(refused)
    failed = left[0] < 0
    assert refusal.startswith("上报包没有写成，原来的文件没有改动") == failed
    written = b"what was there" if failed else assembled(sealed, core, blobs)
    assert path.read_bytes() == written
    assert [entry.name for entry in stick.iterdir()] == ["上报.bizenv"]


def test_what_the_stick_does_not_keep_is_noticed(
    stick: Path, whole: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed, core, blobs = whole
    really = os.fsync

    def forgetful(handle: int) -> None:
        really(handle)
        os.pwrite(handle, b"\xff", 5000)

    monkeypatch.setattr(os, "fsync", forgetful)
    with pytest.raises(UserError, match="读回来不一样"):
        write_package(stick / "上报.bizenv", sealed, core, [(blob,) for blob in blobs])
    assert list(stick.iterdir()) == []


def test_a_missing_or_read_only_place_is_named(stick: Path, whole: Any) -> None:
    sealed, core, blobs = whole
    with pytest.raises(UserError, match="找不到文件夹"):
        write_package(stick / "none" / "a.bizenv", sealed, core, [(blob,) for blob in blobs])


def test_more_than_a_fat32_stick_can_hold_is_told_before(
    stick: Path, whole: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed, core, blobs = whole
    monkeypatch.setattr("bizenv_desktop.sync.container.LARGEST_PACKAGE", len(core))
    with pytest.raises(UserError, match="请减少佐证照片"):
        write_package(stick / "a.bizenv", sealed, core, [(blob,) for blob in blobs])
    assert list(stick.iterdir()) == []
