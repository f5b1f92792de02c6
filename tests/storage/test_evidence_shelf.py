# SPDX-License-Identifier: MIT
"""Files are kept once and whole; missing or altered ones are found, unneeded ones swept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from children import start
from helpers import NOW, PERIOD, RARE, TOWNSHIP, fill_database, small_checklist

from bizenv_desktop.domain.evidence import (
    Elsewhere,
    Evidence,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = (TOWNSHIP.code, PERIOD.code)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "db" / "自查.db"
    made.parent.mkdir()
    fill_database(made, small_checklist())
    return made


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def file_of(content: bytes, name: str = "a.jpg") -> Evidence:
    digest = hashlib.sha256(content).hexdigest()
    return Evidence(digest, name, EvidenceKind.PHOTO, "jpg", len(content), NOW, taken=NOW)


def keep(store: Store, content: bytes, item: str = "A01", use: Use = Use.ANSWER) -> Evidence:
    file = file_of(content)
    store.evidence.keep(file, content)
    entry = store.evidence.book(KEY).of(item)
    link = EvidenceLink(file.sha256, use, RARE)
    store.evidence.save_links(KEY, [replace(entry, links=(*entry.links, link))])
    return file


def names(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))


def test_a_file_lies_once_under_its_hash_beside_the_database(store: Store, path: Path) -> None:
    file = file_of(b"photo", RARE)
    assert store.evidence.keep(file, b"photo") is True
    assert store.evidence.keep(replace(file, name="again.jpg"), b"photo") is False
    folder = path.with_name("自查.佐证")
    assert store.evidence.files.path(file.sha256).read_bytes() == b"photo"
    assert names(folder) == [file.sha256[:2], f"{file.sha256[:2]}/{file.sha256[2:]}"]
    change = store.evidence.save_links(
        KEY,
        [
            ItemEvidence(code, (EvidenceLink(file.sha256, Use.ANSWER, RARE),))
            for code in ("A01", "B02")
        ],
    )
    assert change.evidence == {(*KEY, "A01"), (*KEY, "B02")}
    book = store.evidence.book(KEY)
    assert book.files == {file.sha256: file}
    assert book.of("B02").links[0].caption == RARE


def test_the_order_is_kept(store: Store) -> None:
    for content in (b"1", b"2", b"3"):
        keep(store, content)
    entry = store.evidence.book(KEY).of("A01")
    store.evidence.save_links(KEY, [replace(entry, links=entry.links[::-1])])
    assert store.evidence.book(KEY).of("A01").links == entry.links[::-1]


def test_what_serves_a_finding_of_another_period_is_known(store: Store) -> None:
    old = Period.parse("2026Q3")
    store.create_self_check(replace(store.self_check(KEY), period=old))
    file = keep(store, b"photo", use=Use.AFTER)
    book = store.evidence.book((TOWNSHIP.code, old.code))
    assert book.elsewhere == (Elsewhere(file.sha256, "2026年第4季度A01的整改"),)
    assert book.items == {}


def test_missing_and_altered_files_are_named(store: Store) -> None:
    whole, gone, bent = (keep(store, content) for content in (b"1", b"2", b"3"))
    store.evidence.files.path(gone.sha256).unlink()
    store.evidence.files.path(bent.sha256).write_bytes(b"4")
    end = "；请把“自查.佐证”文件夹和数据库放在一起，或重新添加这个文件。"
    assert store.evidence.faults() == (
        f"2026年第4季度A01的佐证“a.jpg”文件不见了{end}",
        f"2026年第4季度A01的佐证“a.jpg”文件内容被改动过{end}",
    )
    for file, content in ((gone, b"2"), (bent, b"3"), (whole, b"1")):
        store.evidence.keep(file, content)
    assert store.evidence.faults() == (), "adding a file again mends it"


def test_the_sweep_takes_what_nothing_needs_and_nothing_else(store: Store, path: Path) -> None:
    kept = keep(store, b"kept")
    removed = keep(store, b"removed", "B01")
    store.evidence.save_links(KEY, [ItemEvidence("B01")])
    assert store.evidence.files.fault(removed.sha256) is None, "the removal may be undone"
    folder = path.with_name("自查.佐证")
    stray = folder / "ab" / ("c" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"orphan")
    (folder / ".~0123.tmp").write_bytes(b"half")
    (folder / "说明.txt").write_text("somebody's own")
    assert store.evidence.strays() == 3
    assert store.evidence.sweep() == 3
    assert store.evidence.strays() == 0
    assert names(folder) == sorted(
        [kept.sha256[:2], f"{kept.sha256[:2]}/{kept.sha256[2:]}", "说明.txt"]
    )
    assert set(store.evidence.book(KEY).files) == {kept.sha256}


def test_forgetting_spares_what_is_needed(store: Store) -> None:
    kept, new = keep(store, b"kept"), file_of(b"new")
    store.evidence.keep(new, b"new")
    store.evidence.forget([kept.sha256, new.sha256])
    assert set(store.evidence.book(KEY).files) == {kept.sha256}
    assert store.evidence.files.fault(new.sha256) == "文件不见了"


def test_links_to_what_is_not_kept_are_refused(store: Store) -> None:
    with pytest.raises(UserError, match="已被清理"):
        store.evidence.save_links(KEY, [ItemEvidence("A01", (EvidenceLink("a" * 64, Use.ANSWER),))])
    assert store.evidence.book(KEY).items == {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes; only an administrator can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs a disk of its own")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]).returncode:
        pytest.skip("no right to mount a disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_keeps_nothing_half(small_disk: Path) -> None:
    path = small_disk / "满.db"
    fill_database(path, small_checklist())
    with Store.open(path) as store:
        keep(store, b"small")
        with pytest.raises(UserError, match="磁盘已满"):
            store.evidence.keep(file_of(bytes(3 << 20)), bytes(3 << 20))
        assert len(store.evidence.book(KEY).files) == 1
        assert store.evidence.strays() == 0
        assert store.evidence.faults() == ()


_ADD_ON = """
import hashlib, os, sys
from datetime import datetime
from itertools import count
from pathlib import Path
from bizenv_desktop.domain.evidence import (
    Evidence, EvidenceKind, EvidenceLink, ItemEvidence, Use, with_files
)
from bizenv_desktop.storage import Store
store = Store.open(Path(sys.argv[1]))
key = (sys.argv[2], sys.argv[3])
now = datetime(2026, 11, 23)
while True:
    content = os.urandom(60_000)
    digest = hashlib.sha256(content).hexdigest()
    store.evidence.keep(Evidence(digest, "a.jpg", EvidenceKind.PHOTO, "jpg", 60_000, now), content)
    print("kept", digest, flush=True)
    entry = with_files(store.evidence.book(key).of("A01"), [digest], Use.ANSWER)
    store.evidence.save_links(key, [entry])
    print("linked", digest, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 5, 12, 31, 60])
def test_a_killed_process_leaves_nothing_the_next_start_does_not_sweep(
    path: Path, lines: int
) -> None:
    child = start(_ADD_ON, path, *KEY)
    assert child.stdout is not None
    said = [child.stdout.readline().split() for _ in range(lines)]
    child.kill()
    said += [line.split() for line in child.stdout.read().splitlines() if " " in line]
    child.wait()
    child.stdout.close()
    linked = {digest for word, digest in said if word == "linked" and len(digest) == 64}
    with Store.open(path) as store:
        assert store.evidence.faults() == (), "what a record knows is there and whole"
        store.evidence.sweep()
        book = store.evidence.book(KEY)
        assert linked <= book.files.keys(), "what was acknowledged is there"
        assert {link.sha256 for link in book.of("A01").links} == book.files.keys()
        assert store.evidence.strays() == 0
        assert store.evidence.faults() == ()
        assert store.faults() == ()
    files = [each for each in path.with_name("自查.佐证").rglob("*") if each.is_file()]
    assert len(files) == len(book.files)


def test_a_book_knows_only_the_files_it_may_need(store: Store) -> None:
    old = Period.parse("2026Q3")
    store.create_self_check(replace(store.self_check(KEY), period=old))
    answer, finding = keep(store, b"1"), keep(store, b"2", use=Use.BEFORE)
    removed = file_of(b"3")
    store.evidence.keep(removed, b"3")
    book = store.evidence.book((TOWNSHIP.code, old.code))
    assert set(book.files) == {finding.sha256, removed.sha256}
    assert set(store.evidence.book(KEY).files) == {answer.sha256, *book.files}
