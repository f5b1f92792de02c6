# SPDX-License-Identifier: MIT
"""The built-in checklist: whole, specific, resting on law, and covering what it came from."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from helpers import RESOURCES

from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist, Method, ScoringOptions
from bizenv_desktop.domain.checklists.faults import checklist_faults
from bizenv_desktop.domain.checklists.file import parse_checklist
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.scoring import score_check
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.library import Library

Files = dict[str, str]

# the items each row of the founding survey comes down to, and the word that shows it
SURVEY = {
    "S1": {"A10": "条号"},
    "S2": {"F13": "满意度"},
    "S3": {"F02": "责任人", "F03": "责任单位"},
    "S4": {"F04": "销号", "F06": "通报"},
    "S5": {"A45": "跑动", "A46": "环节", "A47": "材料", "A48": "时限", "A49": "费", "A50": "满意"},
    "S6": {"A43": "网上", "A44": "即办", "A45": "零跑动"},
    "S7": {"A01": "牌", "A07": "自助终端", "A08": "便民服务站"},
    "S8": {"A40": "签收", "A41": "办结", "A42": "满意"},
    "S9": {"C10": "敲门行动", "C14": "首席服务员", "D07": "专班"},
    "S10": {"C06": "惠企政策", "C07": "享受", "C08": "减税降费"},
    "S11": {"C11": "信易贷"},
    "S12": {"B09": "赋码", "E03": "执法证件"},
    "S13": {"E08": "一站式", "E09": "调解", "E10": "普法"},
    "S14": {"F06": "四不两直"},
    "S15": {"F03": "放管服"},
    "S16": {"A32": "电子印章", "C15": "免申", "E05": "省级决定"},
    "S17": {"F10": "条例"},
    "S18": {"A54": "下放", "E05": "承接", "F12": "培训"},
    "S19": {"A31": "共享", "A33": "录"},
    "S20": {"F17": "典型"},
}

# the law each row of the list of statutory requirements rests on: edition and its articles
STANDARDS: dict[int, tuple[str, set[int]]] = {
    **{row: ("cn.xzxkf.2019", articles) for row, articles in {
        1: {30}, 2: {29}, 3: {31}, 4: {32}, 5: {32}, 6: {32}, 7: {42}, 8: {44}, 9: {58, 59},
        10: {72},
    }.items()},
    **{row: ("cn.zxzwfw.2019", articles) for row, articles in {
        11: {6}, 12: {7}, 13: {8, 9, 10, 11}, 14: {12}, 15: {14},
    }.items()},
    **{row: ("cn.zfxxgk.2019", articles) for row, articles in {
        16: {20}, 17: {21}, 18: {25}, 19: {26}, 20: {33},
    }.items()},
    **{row: ("cn.shjz.2019", articles) for row, articles in {
        21: {60}, 22: {11, 4}, 23: {61},
    }.items()},
    24: ("cn.wzahj.2023", {40}),
    25: ("cn.wzahj.2023", {39}),
    **{row: ("cn.xfgz.2022", articles) for row, articles in {
        26: {23}, 27: {23}, 28: {34}, 29: {18},
    }.items()},
    **{row: ("cn.zxqykx.2025", articles) for row, articles in {
        30: {9}, 31: {14}, 32: {17}, 33: {8},
    }.items()},
    34: ("cn.xzcf.2021", {39, 42, 47}),
    35: ("cn.xzcf.2021", {24}),
    **{row: ("cn.yhyshj.2020", articles) for row, articles in {
        36: {36}, 37: {35}, 38: {37}, 39: {38}, 40: {25}, 41: {43}, 42: {44}, 43: {49},
    }.items()},
    44: ("cn.grxxbh.2021", {6, 19}),
}  # fmt: skip


def words_of(item: CheckItem) -> str:
    return "".join((item.title, item.standard, item.check, item.problem, *item.measures))


def test_the_checklist_is_whole(checklist: Checklist, library: Library) -> None:
    assert checklist_faults(checklist, library.editions) == ()
    assert 90 <= len(checklist.items) <= 130
    assert [dimension.name for dimension in checklist.dimensions] == [
        "政务环境",
        "守信践诺",
        "市场环境",
        "开放环境",
        "法治环境",
        "监督保障",
    ]
    assert (checklist.base_points, checklist.level) == (100, Level.TOWNSHIP)
    assert checklist.edition == "hlj.yhyshj.2026"
    methods = Counter(item.method for item in checklist.items)
    assert methods[Method.MEASURE] >= 15
    assert methods[Method.DEDUCTION] >= 25
    assert methods[Method.TIER] >= 5
    assert {kind.code for kind in checklist.problem_kinds} == {
        "reform",
        "duty",
        "data",
        "policy",
        "conduct",
    }
    assert {item.problem_kind for item in checklist.items} == {
        kind.code for kind in checklist.problem_kinds
    }


def test_bonus_and_veto_are_there_and_switched_off(checklist: Checklist) -> None:
    assert checklist.options == ScoringOptions()
    asked = checklist.asked(checklist.options)
    assert all(item.method.in_base for item in asked)
    assert len(checklist.asked(ScoringOptions(bonus=True))) > len(asked)
    assert len(checklist.asked(ScoringOptions(veto=True))) > len(asked)
    assert checklist.bonus_cap > 0
    assert len(checklist.grades) >= 3


def test_points_come_in_small_steps(checklist: Checklist) -> None:
    for item in checklist.items:
        assert item.points <= 2, item.code
        for kind in item.deductions:
            assert kind.each < item.points, f"{item.code}: one place takes all"


def test_a_perfect_centre_scores_a_hundred(checklist: Checklist) -> None:
    answers = {}
    for item in checklist.items:
        answer = Answer(item.code, Verdict.MET)
        if item.measure is not None:
            target = item.measure.target
            answer = Answer(item.code, numerator=target, denominator=Decimal(100), value=target)
        if item.tiers is not None:
            best = next(b for b in item.tiers.bands if b.score == item.points)
            bound = best.at_least if best.at_least is not None else best.at_most
            answer = Answer(item.code, value=bound or Decimal(0))
        answers[item.code] = answer
    assert score_check(checklist, answers).total == 100
    nothing = {item.code: Answer(item.code, Verdict.NOT_MET) for item in checklist.items}
    assert score_check(checklist, nothing).total == 0


@pytest.mark.parametrize(
    "field", ["title", "standard", "check", "problem", "measures", "evidence", "topic_words"]
)
def test_no_two_items_share_a_text(checklist: Checklist, field: str) -> None:
    doubled = [
        text for text, n in Counter(getattr(i, field) for i in checklist.items).items() if n > 1
    ]
    assert doubled == []


@pytest.mark.parametrize("field", ["measures", "evidence"])
def test_no_entry_of_a_list_is_boilerplate(checklist: Checklist, field: str) -> None:
    entries = Counter(entry for item in checklist.items for entry in getattr(item, field))
    assert [entry for entry, count in entries.items() if count > 1] == []


@pytest.mark.parametrize(("field", "least"), [("standard", 20), ("check", 50), ("problem", 8)])
def test_texts_say_something_of_their_own(checklist: Checklist, field: str, least: int) -> None:
    """By the runs of four characters two items have in common."""
    runs = {}
    for item in checklist.items:
        text = getattr(item, field)
        assert len(text) >= least, f"{item.code} {field}"
        runs[item.code] = {text[n : n + 4] for n in range(len(text) - 3)}
    for (one, mine), (other, theirs) in combinations(runs.items(), 2):
        share = len(mine & theirs) / min(len(mine), len(theirs))
        assert share < 0.5, f"{one} and {other} share {share:.0%} of their {field}"


def test_a_problem_can_carry_its_figure_behind_it(checklist: Checklist) -> None:
    for item in checklist.items:
        assert item.problem[-1] not in "。；，、", item.code


def test_every_item_rests_on_law_that_is_there_or_names_its_policy(
    checklist: Checklist, library: Library
) -> None:
    for item in checklist.items:
        assert item.citations or item.policy.startswith("政策要求"), item.code
        for citation in item.citations:
            edition = library.editions[citation.edition]
            assert edition.article(citation.article, citation.insert) is not None
            assert edition.digest_of(citation), f"{item.code} {citation.label()}"
            assert edition.regulation != "hlj.yhyshj", f"{item.code}: not verified"


def test_topic_words_and_on_fail_and_deadlines_are_filled(checklist: Checklist) -> None:
    for item in checklist.items:
        assert 2 <= len(item.topic_words) <= 6, item.code
        assert item.on_fail, item.code
        assert 1 <= item.deadline.days <= 30, item.code
        assert len(item.deadline.basis) >= 6, item.code
        assert item.ways, item.code


def test_every_row_of_the_survey_is_reached(checklist: Checklist) -> None:
    assert SURVEY.keys() == {f"S{row}" for row in range(1, 21)}
    assert {row for item in checklist.items for row in item.survey} == SURVEY.keys()
    for row, codes in SURVEY.items():
        for code, word in codes.items():
            item = checklist.item(code)
            assert row in item.survey, f"{code} does not carry {row}"
            assert word in words_of(item), f"{code} says nothing of {word}"


def test_the_six_bests_compare_with_before_the_reform(checklist: Checklist) -> None:
    compared = [item for item in checklist.items if item.measure and item.measure.before]
    for best in ("环节", "材料", "时限", "费用", "便利度", "满意度"):
        own = [item for item in compared if best in item.title]
        assert len(own) == 1, best
        assert "S5" in own[0].survey


@pytest.mark.parametrize("row", range(1, 45))
def test_every_statutory_requirement_is_checked_with_its_law(
    checklist: Checklist, row: int
) -> None:
    edition, articles = STANDARDS[row]
    using = [item for item in checklist.items if row in item.standards]
    assert using, f"row {row} is not used"
    cited = {
        citation.article
        for item in using
        for citation in item.citations
        if citation.edition == edition
    }
    assert cited & articles, f"row {row}: {[item.code for item in using]} cite {sorted(cited)}"


@pytest.fixture(scope="module")
def built_in() -> Files:
    folder = RESOURCES / "checklists" / "township-centre"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}


def first_items_file(files: Files) -> str:
    return next(name for name in sorted(files) if name.startswith("a-"))


def spoilt(files: Files, name: str, old: str, new: str) -> Files:
    assert old in files[name]
    return files | {name: files[name].replace(old, new, 1)}


def unknown_key(files: Files) -> Files:
    return spoilt(files, first_items_file(files), "\ntitle = ", '\ncolour = "red"\ntitle = ')


def misspelt_key(files: Files) -> Files:
    return spoilt(files, first_items_file(files), "\nproblem_kind = ", "\nproblem_king = ")


def doubled_code(files: Files) -> Files:
    return spoilt(files, first_items_file(files), 'code = "A02"', 'code = "A01"')


def code_of_another_file(files: Files) -> Files:
    other = next(name for name in sorted(files) if name.startswith("b-"))
    return spoilt(files, other, 'code = "B01"', 'code = "A01"')


def wrong_sum(files: Files) -> Files:
    return spoilt(files, "checklist.toml", 'base_points = "100"', 'base_points = "99.5"')


def article_too_high(files: Files) -> Files:
    old = "citations = ["
    new = 'citations = [\n  { edition = "cn.yhyshj.2020", article = 73 },'
    return spoilt(files, first_items_file(files), old, new)


def article_not_listed(files: Files) -> Files:
    old = "citations = ["
    new = 'citations = [\n  { edition = "cn.xzxkf.2019", article = 1 },'
    return spoilt(files, first_items_file(files), old, new)


def unknown_edition(files: Files) -> Files:
    old = "citations = ["
    new = 'citations = [\n  { edition = "cn.none.2020", article = 1 },'
    return spoilt(files, first_items_file(files), old, new)


def a_float(files: Files) -> Files:
    return spoilt(files, first_items_file(files), 'points = "1"', "points = 1.0")


@pytest.mark.parametrize(
    ("spoil", "file", "where", "reason"),
    [
        (unknown_key, "a-政务环境.toml", "A01", "有不认识的键：colour"),
        (misspelt_key, "a-政务环境.toml", "A01", "缺少 problem_kind（写成了 problem_king？）"),
        (doubled_code, "a-政务环境.toml", "A01", "编号已在a-政务环境.toml用过"),
        (code_of_another_file, "b-守信践诺.toml", "A01", "编号已在a-政务环境.toml用过"),
        (wrong_sum, "checklist.toml", "base_points", "合计100"),
        (article_too_high, "a-政务环境.toml", "A01 citations[1]", "共72条，没有第七十三条"),
        (article_not_listed, "a-政务环境.toml", "A01 citations[1]", "没有列出第一条"),
        (unknown_edition, "a-政务环境.toml", "A01 citations[1]", "没有编号为“cn.none.2020”的"),
        (a_float, "a-政务环境.toml", "points", '数要写在引号里，如 "0.5"'),
    ],
)
def test_a_spoilt_checklist_is_refused_with_file_item_and_reason(
    built_in: Files,
    library: Library,
    spoil: Callable[[Files], Files],
    file: str,
    where: str,
    reason: str,
) -> None:
    with pytest.raises(ContentError) as refused:
        parse_checklist(spoil(built_in), library.editions)
    error = refused.value
    assert error.file == file
    assert where in error.where
    assert reason in error.reason
    assert str(error) == f"{error.file} {error.where}：{error.reason}。"
