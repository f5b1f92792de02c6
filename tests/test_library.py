# SPDX-License-Identifier: MIT
from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers import RESOURCES

from bizenv_desktop.errors import ContentError, UserError
from bizenv_desktop.library import Library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the built-in regulations and checklists, to be spoilt."""
    for name in ("regulations", "checklists"):
        shutil.copytree(RESOURCES / name, tmp_path / "resources" / name)
    return tmp_path / "resources"


def test_the_built_in_content_is_found_by_id(library: Library) -> None:
    assert library.checklist("township-centre") in library.checklists
    assert library.editions["cn.yhyshj.2020"].article(72) is not None
    with pytest.raises(UserError, match="程序里没有自查表“none”"):
        library.checklist("none")


def test_a_file_that_is_no_utf8_is_named(content: Path) -> None:
    path = next((content / "checklists" / "township-centre").glob("a-*.toml"))
    path.write_bytes("标题 = '乡镇'".encode("gb18030"))
    with pytest.raises(ContentError) as refused:
        _ = Library(content).checklists
    assert str(refused.value) == f"{path.name}：不是 UTF-8 编码，请另存为 UTF-8 再试。"


def test_two_editions_of_one_id_are_refused(content: Path) -> None:
    original = content / "regulations" / "cn.xzxkf.2019.toml"
    shutil.copy(original, original.with_name("cn.xzxkf.2019-2.toml"))
    with pytest.raises(ContentError) as refused:
        _ = Library(content).editions
    assert refused.value.reason == "编号“cn.xzxkf.2019”已在别的文件用过"


def test_a_folder_without_a_checklist_is_refused(tmp_path: Path, library: Library) -> None:
    with pytest.raises(
        UserError, match=r"^找不到文件夹“.*没有”；请选择放着自查表 \.toml 文件的文件夹。$"
    ):
        library.read_checklist(tmp_path / "没有")
    with pytest.raises(ContentError, match="自查表文件夹里没有这个文件"):
        library.read_checklist(tmp_path)


def test_an_unreadable_file_is_named(content: Path) -> None:
    folder = content / "checklists" / "township-centre"
    (folder / "z.toml").mkdir()
    with pytest.raises(ContentError, match=r"^z\.toml：读不出来（"):
        Library(content).read_checklist(folder)
