# SPDX-License-Identifier: MIT
"""What starting the command line brings in: never Qt, and for help nearly nothing."""

from __future__ import annotations

import json

import pytest
from command_line import RUN, WITHOUT_QT, run_program
from helpers import believable_answers, fill_database

from bizenv_desktop.cli.followup_commands import _OUTCOMES
from bizenv_desktop.cli.rectification_commands import _STEPS
from bizenv_desktop.cli.visits_commands import _KINDS
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.domain.findings.visit import VisitKind

HEAVY = (
    *("PySide6", "reportlab", "sqlite_utils", "sqlite3", "tomllib", "pypdfium2", "PIL"),
    *("chinese_calendar", "platformdirs", "openpyxl", "docx", "hypothesis"),
)
TELL = f"""
import atexit, json, sys
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
{RUN}
"""


def modules(*arguments):
    outcome = run_program(*arguments, program=TELL)
    assert outcome.code == 0
    return set(json.loads(outcome.err.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["print", "list", "--help"], ["--version"]])
def test_help_brings_in_nothing_heavy(arguments):
    loaded = modules(*arguments)
    assert loaded.isdisjoint(HEAVY)
    parts = {name.split(".")[1] for name in loaded if name.startswith("bizenv_desktop.")}
    assert parts.isdisjoint({"actions", "gui", "library", "reports", "storage"})
    rules = {name for name in loaded if name.startswith("bizenv_desktop.domain.")}
    papers = "bizenv_desktop.domain.papers"  # tables of names
    assert rules <= {papers, f"{papers}.paper_kinds", f"{papers}.consolidated_kinds"}


def test_the_names_told_without_the_rules_are_theirs():
    steps = [str(step) for step in Step if step is not Step.EXTEND]
    assert [list(_STEPS), list(_KINDS)] == [steps, [str(kind) for kind in VisitKind]]
    seen = [one for one in LookOutcome if one is not LookOutcome.TAKEN_BACK]
    assert list(_OUTCOMES) == [str(outcome) for outcome in seen]


def test_a_score_brings_in_no_drawing(tmp_path, small):
    path = tmp_path / "a.db"
    fill_database(path, small, believable_answers(small.items))
    loaded = modules("--db", path, "score")
    assert loaded.isdisjoint({"PySide6", "reportlab", "sqlite_utils", "tomllib", "PIL"})


def test_no_command_needs_qt_but_the_window_and_its_picture(tmp_path, small):
    path = tmp_path / "a.db"
    fill_database(path, small, believable_answers(small.items))
    for arguments in (
        ["score"],
        ["score", "--json"],
        ["print", "list", "--out", tmp_path / "a.pdf"],
        ["print", "all", "--out", tmp_path / "all"],
        ["checklist", "validate"],
        ["check"],
        ["check", "--program"],
        ["unit"],
        ["unit", "231222105"],
        ["backup"],
    ):
        outcome = run_program("--db", path, *arguments, program=WITHOUT_QT)
        assert (outcome.code, outcome.err) == (0, ""), arguments


def test_without_qt_a_sample_keeps_its_papers_and_says_what_is_missing(tmp_path):
    outcome = run_program("sample", tmp_path / "out", program=WITHOUT_QT)
    assert outcome.code == 1
    assert "窗口图片没有生成" in outcome.err
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"sample.db", "整改清单.pdf"}


def test_without_qt_the_window_is_refused_in_words():
    outcome = run_program(program=WITHOUT_QT)
    assert outcome.code == 1
    assert "缺少显示窗口用的系统库" in outcome.err
    assert outcome.err.count("\n") == 1
