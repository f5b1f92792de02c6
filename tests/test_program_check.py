# SPDX-License-Identifier: MIT
"""The program checks itself."""

from __future__ import annotations

import shutil

import pytest
from helpers import RESOURCES

from bizenv_desktop.errors import UserError
from bizenv_desktop.library import Library
from bizenv_desktop.program_check import check_program


def test_a_whole_program_says_what_it_holds(library):
    said = check_program(library)
    assert said.startswith("程序完好：条例及法规14部，自查表1份（130项），行政区划44690个")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("help/使用说明.md", "使用说明.md”读不出来；请重新安装程序"),
        ("divisions/divisions.tsv.gz", "divisions.tsv.gz"),
        ("regulations/cn.xzxkf.2019.toml", "cn.xzxkf.2019"),
        ("checklists/township-centre/checklist.toml", "checklist.toml"),
    ],
)
def test_a_missing_part_is_found(tmp_path, part, words):
    folder = tmp_path / "resources"
    shutil.copytree(RESOURCES, folder)
    (folder / part).unlink()
    with pytest.raises(UserError, match=words):
        check_program(Library(folder))
