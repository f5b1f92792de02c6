# SPDX-License-Identifier: MIT
from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import pytest
from children import run_as_clerk
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.errors import UserError
from bizenv_desktop.files import (
    explain_os_error,
    make_folder,
    safe_file_name,
    write_atomically,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "出 口"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        (
            "榆林镇_整改清单_2026年第4季度_20261123.pdf",
            "榆林镇_整改清单_2026年第4季度_20261123.pdf",
        ),
        ("榆林/镇\\中心.pdf", "榆林_镇_中心.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a<b>c:d"e|f?g*h.db', "a_b_c_d_e_f_g_h.db"),
        ("一\n二\t三\x00.pdf", "一_二_三_.pdf"),
        ("  前后 . ", "前后"),
        ("", "未命名"),
        (" .. ", "未命名"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("console.pdf", "console.pdf"),
        ("𬭎㐱喆㎡℃①〔〕.pdf", "𬭎㐱喆㎡℃①〔〕.pdf"),
        ("fdp.\u202eexe", "fdp._exe"),
        ("一\ud842二.pdf", "一_二.pdf"),
        (".bizenv", "bizenv"),
        ("a.这不是文件名的结尾部分", "a.这不是文件名的结尾部分"),
    ],
)
def test_a_name_becomes_one_every_disk_takes(folder: Path, name: str, safe: str) -> None:
    assert safe_file_name(name) == safe
    write_atomically(folder / safe, b"x")
    assert [entry.name for entry in folder.iterdir()] == [safe]


def test_a_long_name_is_cut_but_keeps_its_ending(folder: Path) -> None:
    name = safe_file_name(f"{'𬭎' * 300}.pdf")
    assert name == f"{'𬭎' * 49}.pdf"
    assert len(name.encode()) == 200
    (folder / name).touch()
    assert len(safe_file_name("x" * 255).encode()) == 200
    assert len(safe_file_name("." + "喆" * 255).encode()) <= 200


@given(st.text())
def test_any_text_becomes_a_name_that_stays_a_name(text: str) -> None:
    name = safe_file_name(text)
    assert 0 < len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name == name.strip(" .")
    assert safe_file_name(name) == name


def test_a_file_is_replaced_whole(folder: Path) -> None:
    path = folder / "清单.pdf"
    for content in (b"", b"one", bytes(3_000_000)):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert [entry.name for entry in folder.iterdir()] == ["清单.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁盘已满，“{path}”没有写入；请清理磁盘或换一个位置再试。"),
        (errno.EIO, "“{path}”写入失败（Input/output error）；请换一个位置再试。"),
        (
            errno.EACCES,
            "“清单.pdf”不能改写，可能正在别的程序中打开；请关闭它或换一个文件名再试。",
        ),
    ],
)
def test_a_write_that_fails_at_any_step_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, sentence: str
) -> None:
    path = folder / "清单.pdf"
    write_atomically(path, b"old")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, step, fail)
        with pytest.raises(UserError) as refused:
            write_atomically(path, b"new")
    assert str(refused.value) == sentence.format(path=path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in folder.iterdir()] == ["清单.pdf"]


def no_folder(folder: Path) -> Path:
    return folder / "没有" / "清单.pdf"


def a_file_for_a_folder(folder: Path) -> Path:
    (folder / "文件").touch()
    return folder / "文件" / "清单.pdf"


def a_folder_for_a_file(folder: Path) -> Path:
    (folder / "清单.pdf").mkdir()
    return folder / "清单.pdf"


def a_name_too_long(folder: Path) -> Path:
    return folder / ("喆" * 100)


@pytest.mark.skipif(sys.platform == "win32", reason="refused with other codes there")
@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (no_folder, "找不到文件夹“{path.parent}”；请先建好文件夹，或检查U盘是否已插好。"),
        (a_file_for_a_folder, "找不到文件夹“{path.parent}”；请先建好文件夹，或检查U盘是否已插好。"),
        (a_folder_for_a_file, "“{path}”是一个文件夹；请换一个文件名再试。"),
        (
            a_name_too_long,
            "文件名“喆喆喆喆喆喆喆喆喆喆喆喆喆喆喆喆喆喆喆喆…”太长；请换一个短些的文件名再试。",
        ),
    ],
)
def test_a_place_that_cannot_be_written_is_told(
    folder: Path, place: Callable[[Path], Path], sentence: str
) -> None:
    path = place(folder)
    before = sorted(folder.rglob("*"))
    with pytest.raises(UserError) as refused:
        write_atomically(path, b"x")
    assert str(refused.value) == sentence.format(path=path)
    assert sorted(folder.rglob("*")) == before


_WRITE = """
import sys
from pathlib import Path
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import make_folder, write_atomically
path = Path(sys.argv[1])
for write in (lambda: write_atomically(path, b"x"), lambda: make_folder(path.parent / "a")):
    try:
        write()
    except UserError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are given otherwise there")
def test_a_folder_without_permission_is_told(folder: Path) -> None:
    path = folder / "清单.pdf"
    folder.chmod(0o555)
    told = run_as_clerk(_WRITE, path)
    folder.chmod(0o755)
    assert told.splitlines() == [
        f"没有权限写入“{path}”；请换一个能写入的文件夹（如“文档”）再试。",
        f"没有权限写入“{folder / 'a'}”；请换一个能写入的文件夹（如“文档”）再试。",
    ]
    assert list(folder.iterdir()) == []


def test_folders_are_made_down_to_the_last(folder: Path) -> None:
    make_folder(folder / "一" / "二")
    make_folder(folder / "一" / "二")
    assert (folder / "一" / "二").is_dir()
    (folder / "文件").touch()
    with pytest.raises(UserError, match=r"已有名为“.*文件”的文件，不能在那里建文件夹"):
        make_folder(folder / "文件")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EROFS, "所在的磁盘是只读的"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EPERM, "没有权限写入"),
    ],
)
def test_every_reason_is_one_sentence_with_advice(folder: Path, code: int, words: str) -> None:
    sentence = explain_os_error(OSError(code, os.strerror(code)), folder / "a.pdf")
    assert words in sentence
    assert "；请" in sentence
    assert sentence.endswith("。")
