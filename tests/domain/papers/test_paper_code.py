# SPDX-License-Identifier: MIT
"""核对码: what it says, which slips it catches, what it notices in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from filled_checks import PRINTED, filled_check, met_everywhere
from helpers import TOWNSHIP, small_checklist

from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.paper_check import compared
from bizenv_desktop.domain.papers.paper_code import (
    ALPHABET,
    differing,
    opened,
    paper_code,
    parse_code,
    sealed,
)
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, Part, format_of, paper_kind
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import UserError

NOT_MET = Answer("A01", Verdict.NOT_MET, note="东侧窗口")
MET = met_everywhere(small_checklist())[1:]


@pytest.fixture
def filled():
    return filled_check([NOT_MET, *MET], [Finding("A01", PRINTED, unit="便民中心", person="王喆")])


def test_a_code_says_kind_day_and_parts(filled):
    code = paper_code(filled, "3", (Part.FINDINGS,))
    assert parse_code(code.text) == code
    assert (code.letter, code.printed) == ("3", PRINTED)
    assert code.parts[0] == "00"
    assert code.parts[2] != "00"
    assert len(code.text) == 19


def test_a_code_may_be_typed_in_any_way(filled):
    code = paper_code(filled, "1", Part)
    bare = code.text.replace("-", "")
    wide = "".join(chr(ord(char) + 0xFEE0) for char in bare)
    for typed in (bare, code.text.lower(), f" {code.text}\n", wide, bare.replace("0", "O")):
        assert parse_code(typed) == code


def test_every_wrong_character_is_caught(filled):
    bare = paper_code(filled, "1", Part).text.replace("-", "")
    for at in range(len(bare)):
        for char in ALPHABET:
            if char != bare[at]:
                with pytest.raises(UserError, match="不是核对码"):
                    parse_code(f"{bare[:at]}{char}{bare[at + 1 :]}")


@pytest.mark.parametrize("typed", ["", "1234", "汉字" * 8, "1" * 17, "1234-5678-9ABC-DEF!"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(UserError, match="不是核对码"):
        parse_code(typed)


def test_sealing_holds_for_other_lengths():
    assert opened(sealed("W123456789A"), 12) == sealed("W123456789A").replace("-", "")


def test_each_part_notices_its_own_changes(filled):
    before = paper_code(filled, "1", Part)
    noted = {**filled.answers, "A01": replace(NOT_MET, note="西侧窗口")}
    scored = {**filled.answers, "A01": replace(NOT_MET, verdict=Verdict.PARTLY_MET)}
    done = {"A01": replace(filled.stored_findings["A01"], progress="已完成")}

    def after(**changes: object) -> tuple[Part, ...]:
        return differing(before, paper_code(replace(filled, **changes), "1", Part))

    assert after() == ()
    assert after(answers=noted) == (Part.ANSWERS, Part.FINDINGS)
    assert after(answers=scored) == (Part.SCORE, Part.ANSWERS)
    assert after(stored_findings=done) == (Part.DUTIES,)
    assert after(check=replace(filled.check, head="李")) == (Part.DUTIES,)


def test_the_same_facts_give_the_same_code_on_every_pc(filled):
    """A code printed today must be found by every later program."""
    assert paper_code(filled, "1", Part).text == paper_code(filled, "1", Part).text
    assert paper_code(filled_check([]), "2", ()).text == "22EP-JN00-0000-000E"


def test_checking_names_the_paper_and_what_changed(filled):
    kind = paper_kind("list")
    code = paper_code(filled, kind.letter, kind.parts)
    same = compared(code, [filled])
    assert same.same
    assert same.words.startswith("核对一致：榆林镇2026年第4季度的整改清单，2026年11月23日打印")
    done = {"A01": replace(filled.stored_findings["A01"], progress="已完成")}
    changed = compared(code, [replace(filled, stored_findings=done)])
    assert changed.differing == (Part.DUTIES,)
    assert "责任人、时限、整改情况或签字人有变化" in changed.words


def test_of_several_self_checks_its_own_is_found(filled):
    other = filled_check([], organisation=replace(TOWNSHIP, code="231222103"))
    code = paper_code(filled, "1", Part)
    assert compared(code, [other, filled]).filled is filled
    with pytest.raises(UserError, match="没有这张整改清单对应的自查"):
        compared(code, [other])


def test_a_paper_of_a_later_program_is_told(filled):
    code = replace(paper_code(filled, "Z", Part), printed=date(2030, 1, 1))
    with pytest.raises(UserError, match="更新版本"):
        compared(code, [filled])


def test_no_two_kinds_share_a_letter_or_a_name():
    for facts in ("id", "letter", "name", "stem"):
        found = [getattr(kind, facts) for kind in PAPER_KINDS]
        assert len(set(found)) == len(found)


def test_endings_decide_the_format():
    kind = paper_kind("scoresheet")
    assert [format_of(kind, name) for name in ("a.PDF", "a.docx", "a.b.xlsx")] == list(kind.formats)
    for name in ("pdf", "a.doc", "a"):
        with pytest.raises(UserError, match="不是自查评分表能写成的文件"):
            format_of(kind, name)
    with pytest.raises(UserError, match="list（整改清单）"):
        paper_kind("lst")
