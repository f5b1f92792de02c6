# SPDX-License-Identifier: MIT
"""What two versions differ in: the laws of bringing together, whatever both sides did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from helpers import LONG_NOTE, NOW, RARE, TOWNSHIP, small_checklist
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.evidence import (
    Evidence,
    EvidenceBook,
    EvidenceKind,
    EvidenceLink,
    ItemEvidence,
    Use,
)
from bizenv_desktop.domain.exchange.common_base import common_base
from bizenv_desktop.domain.exchange.difference_words import NOTHING, lines, summary
from bizenv_desktop.domain.exchange.differences import (
    Difference,
    Origin,
    Part,
    Side,
    Version,
    count_words,
    differences,
)
from bizenv_desktop.domain.exchange.merging import merged, undecided
from bizenv_desktop.domain.exchange.renumbering import renumbered
from bizenv_desktop.domain.findings.lifecycle import Event, Log, Step
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.findings.visit import Visit, VisitKind, VisitProblem
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck, Verdict
from bizenv_desktop.errors import UserError

CHECKLIST = small_checklist()
CODES = ("A01", "A02", "B01")
CHECK = SelfCheck(
    TOWNSHIP, Period.parse("2026Q4"), "small", 1, ScoringOptions(), NOW, "王喆", "赵六", "钱七"
)
FILES = {
    f"{number:064x}": Evidence(
        f"{number:064x}", f"照片{number}.jpg", EvidenceKind.PHOTO, "jpg", 10, NOW
    )
    for number in range(5)
}

ANSWERS = [
    answer
    for verdict in (None, Verdict.MET, Verdict.NOT_MET)
    for note in ("", "甲", RARE)
    for value in (None, Decimal("2.5"))
    if not (answer := Answer("A01", verdict, note, value=value)).is_blank
]
FINDINGS = [Finding("A01", NOW.date(), person=person) for person in ("", "李㐱")]
PHOTOS = [
    ItemEvidence("A01", tuple(EvidenceLink(each, Use.ANSWER, caption) for each in chosen))
    for chosen in (sorted(FILES)[:1], sorted(FILES)[:2], [min(FILES), max(FILES)], [max(FILES)])
    for caption in ("", "门厅")
]
EVENTS = [
    tuple(
        Event(Step.TAKE_BACK if at % 2 else Step.START, NOW + timedelta(hours=at + late), who)
        for at in range(length)
    )
    for length in (1, 2, 3)
    for late, who in ((0, "王喆"), (1, "李㐱"))
]


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """A version of three items, each with an answer, a finding, photos and steps or without."""

    def some(values: list[object]) -> dict[str, object]:
        drawn = {code: draw(st.sampled_from([None, *values])) for code in CODES}
        return {code: each for code, each in drawn.items() if each is not None}

    def own(values: list[object]) -> dict[str, object]:
        return {code: replace(each, item=code) for code, each in some(values).items()}  # type: ignore[type-var]

    return Version(
        replace(CHECK, preparer=draw(st.sampled_from(["王喆", "李㐱"]))),
        own(ANSWERS),  # type: ignore[arg-type]
        own(FINDINGS),  # type: ignore[arg-type]
        {code: Log(each) for code, each in some(EVENTS).items()},  # type: ignore[arg-type]
        {},
        (),
        EvidenceBook(FILES, own(PHOTOS)),  # type: ignore[arg-type]
        {"situation": EditedParagraph("改", "原")} if draw(st.booleans()) else {},
    )


@st.composite
def sides(draw: st.DrawFn) -> tuple[Version, Version, Version]:
    """What both began with, and what each made of it: steps are only added."""
    base, one, other = draw(versions()), draw(versions()), draw(versions())

    def after(version: Version) -> Version:
        events = {code: log.events for code, log in base.logs.items()}
        for code, log in version.logs.items():
            known = events.get(code, ())
            if len(known) % 2 == 0:
                events[code] = (*known, *log.events)
        return replace(version, logs={code: Log(each) for code, each in events.items()})

    return base, after(one), after(other)


MIRROR = {
    Origin.OURS: Origin.THEIRS,
    Origin.THEIRS: Origin.OURS,
    Origin.ASK: Origin.ASK,
    Origin.JOINED: Origin.JOINED,
}


def all_of(found: tuple[Difference, ...], side: Side) -> dict[str, Side]:
    return {each.name: side if side in each.choices else Side.OURS for each in found}


def written(ours: Version, theirs: Version, choices: dict[str, Side], base: Version) -> Version:
    """Ours after the merge was written."""
    found = differences(ours, theirs, base)
    merge = merged(found, choices, ours, theirs, CHECKLIST, NOW.date())
    kept = {**ours.answers, **merge.answers}
    logs = {
        code: Log((*ours.logs.get(code, Log()).events, *merge.events.get(code, ())))
        for code in ours.logs.keys() | merge.events.keys()
    }
    edits = {**ours.edits, **merge.edits}
    return replace(
        ours,
        check=merge.check or ours.check,
        answers={code: each for code, each in kept.items() if not each.is_blank},
        findings={**ours.findings, **merge.findings},
        logs=logs,
        evidence=ours.evidence.with_items(merge.evidence.values()),
        edits={code: each for code, each in edits.items() if each is not None},
    )


@given(versions(), versions())
def test_identical_sides_differ_in_nothing(base: Version, side: Version) -> None:
    assert differences(side, side, base) == ()
    assert differences(side, side) == ()


@given(sides())
def test_it_does_not_matter_which_side_is_ours(three: tuple[Version, Version, Version]) -> None:
    base, one, other = three
    here = {each.name: each for each in differences(one, other, base)}
    there = {each.name: each for each in differences(other, one, base)}
    for name in here.keys() & there.keys():
        assert MIRROR[here[name].origin] is there[name].origin
        assert here[name].joined == there[name].joined
        assert (here[name].ours, here[name].theirs) == (there[name].theirs, there[name].ours)
    # a finding nobody has there is no difference there: findings are never taken away
    assert all(each.part is Part.FINDING for name, each in here.items() if name not in there)


@given(versions(), versions())
def test_what_one_side_alone_changed_is_taken_or_kept(base: Version, side: Version) -> None:
    assert {each.origin for each in differences(base, side, base)} <= {
        Origin.THEIRS,
        Origin.ASK,  # histories that part
        Origin.OURS,  # a history cut short there, which cannot be
    }
    for each in differences(side, base, base):
        assert each.origin is Origin.OURS, each


@given(sides())
def test_merging_again_changes_nothing(three: tuple[Version, Version, Version]) -> None:
    base, ours, theirs = three
    found = differences(ours, theirs, base)
    choices = {each.name: each.default or Side.OURS for each in found}
    try:
        after = written(ours, theirs, choices, base)
    except UserError:
        return  # these choices do not go together, and say so
    again = differences(after, theirs, theirs)
    assert {each.origin for each in again} <= {Origin.OURS}
    assert written(after, theirs, {}, theirs) == after


@given(sides())
def test_no_event_is_ever_lost_or_changed(three: tuple[Version, Version, Version]) -> None:
    base, ours, theirs = three
    found = differences(ours, theirs, base)
    try:
        after = written(ours, theirs, all_of(found, Side.THEIRS), base)
    except UserError:
        return
    for code, log in ours.logs.items():
        assert after.logs[code].events[: len(log.events)] == log.events


@given(versions(), versions())
def test_without_a_base_everything_but_histories_is_asked(one: Version, other: Version) -> None:
    for each in differences(one, other):
        assert each.part.is_history or each.origin is Origin.ASK


@given(sides())
def test_every_difference_has_words(three: tuple[Version, Version, Version]) -> None:
    base, ours, theirs = three
    for each in differences(ours, theirs, base):
        item = CHECKLIST.by_code.get(each.item)
        assert summary(each, FILES, item)
        if each.part is not Part.EVIDENCE:
            assert lines(each, FILES, item)


# -- examples


def version(**parts: object) -> Version:
    return replace(Version(CHECK, {}, {}, {}, {}, (), EvidenceBook(FILES)), **parts)  # type: ignore[arg-type]


def one_answer(**fields: object) -> Version:
    return version(answers={"A01": Answer("A01", **fields)})  # type: ignore[arg-type]


def test_words_for_an_answer() -> None:
    ours = one_answer(verdict=Verdict.MET, note="短")
    theirs = one_answer(verdict=Verdict.NOT_MET, note=LONG_NOTE)
    (found,) = differences(ours, theirs)
    item = CHECKLIST.by_code["A01"]
    assert summary(found, {}, item) == "结论符合→不符合；说明改了"
    assert lines(found, {}, item)[1].theirs == LONG_NOTE
    (back,) = differences(theirs, one_answer(verdict=Verdict.NOT_MET))
    assert summary(back, {}, item) == "说明清空了"


def test_words_for_numbers_and_occurrences() -> None:
    ours = version(answers={"A03": Answer("A03", numerator=Decimal(9), denominator=Decimal(10))})
    theirs = version(
        answers={"A03": Answer("A03", numerator=Decimal("9.5"), denominator=Decimal(10))}
    )
    (found,) = differences(ours, theirs)
    assert summary(found, {}, CHECKLIST.by_code["A03"]) == "按时办结数9→9.5"
    taken = version(
        answers={"A02": Answer("A02", occurrences=(Occurrence("a", "3号窗口", "<旧>", 2),))}
    )
    (found,) = differences(version(), taken)
    (line,) = lines(found, {}, CHECKLIST.by_code["A02"])
    assert (line.field, line.ours) == ("扣分处", NOTHING)
    assert line.theirs == "3号窗口：牌子缺项（<旧>） 2处"


def photos(*numbers: int) -> Version:
    found = tuple(EvidenceLink(f"{number:064x}", Use.ANSWER) for number in numbers)
    items = {"A01": ItemEvidence("A01", found)} if found else {}
    return version(evidence=EvidenceBook(FILES, items))


def test_photos_added_on_both_sides_are_joined() -> None:
    (found,) = differences(photos(0, 1), photos(0, 2, 3), photos(0))
    assert found.origin is Origin.JOINED
    assert found.default is Side.JOINED
    assert found.joined == photos(0, 1, 2, 3).evidence.items["A01"]
    assert summary(found, FILES) == "对方多照片2，本机多照片1"
    (more,) = differences(photos(0), photos(0, 2, 3), photos(0))
    assert summary(more, FILES) == "照片+2"
    (ours,) = differences(photos(0, 1), photos(0), photos(0))
    assert summary(ours, FILES) == "照片+1", "what ours changed"
    (removed,) = differences(photos(1), photos(0, 2), photos(0))
    assert removed.origin is Origin.ASK
    assert Side.JOINED not in removed.choices


def event(step: Step, who: str, hours: int = 0) -> Event:
    return Event(step, NOW + timedelta(hours=hours), who)


def test_a_longer_history_is_never_cut_short() -> None:
    start, submit = event(Step.START, "李"), event(Step.SUBMIT, "李", 1)
    ours, theirs = version(logs={"A01": Log((start, submit))}), version(logs={"A01": Log((start,))})
    (found,) = differences(ours, theirs, theirs)
    assert (found.origin, found.choices) == (Origin.OURS, (Side.OURS,))
    with pytest.raises(UserError, match="只能保留本机的"):
        merged([found], {found.name: Side.THEIRS}, ours, theirs, CHECKLIST, NOW.date())
    (other,) = differences(theirs, ours, theirs)
    assert other.origin is Origin.THEIRS
    merge = merged([other], {}, theirs, ours, CHECKLIST, NOW.date())
    assert merge.events == {"A01": (submit,)}
    assert "A01" in merge.findings, "a finding with steps is stored"


def test_parted_histories_are_noted_once() -> None:
    ours = version(logs={"A01": Log((event(Step.START, "王喆"),))})
    theirs = version(logs={"A01": Log((event(Step.START, "李㐱", 2),))})
    (found,) = differences(ours, theirs, version())
    assert found.parted
    assert undecided([found], {}) == (found,)
    merge = merged([found], {found.name: Side.THEIRS}, ours, theirs, CHECKLIST, NOW.date())
    assert merge.events == {}
    noted = replace(ours, findings=merge.findings)
    again = merged([found], {found.name: Side.THEIRS}, noted, theirs, CHECKLIST, NOW.date())
    assert again.is_empty


def test_a_deadline_does_not_move_without_an_extension() -> None:
    finding = Finding("A01", NOW.date(), due=NOW.date() + timedelta(days=5))
    moved = replace(finding, due=NOW.date() + timedelta(days=50))
    log = Log((event(Step.START, "王喆"),))
    ours = version(findings={"A01": finding}, logs={"A01": log})
    theirs = version(findings={"A01": moved})
    base = version(findings={"A01": finding})
    found = differences(ours, theirs, base)
    with pytest.raises(UserError, match="整改时限要和办理过程取同一边"):
        merged(found, {}, ours, theirs, CHECKLIST, NOW.date())


def visit(number: int, words: str) -> Visit:
    problem = VisitProblem(f"督{number}-1", words, "A", "A01")
    return Visit(number, NOW.date(), VisitKind.SUPERVISION, "县督导组", "", (problem,))


def test_new_visits_get_numbers_that_are_free_here() -> None:
    ours = version(visits=(visit(1, "甲"), visit(2, "乙")))
    theirs = version(
        visits=(visit(1, "甲"), visit(2, "丙"), visit(3, "丁")),
        logs={"督2-1": Log((event(Step.START, "李"),))},
        findings={"督2-1": Finding("督2-1", NOW.date())},
    )
    base = version(visits=(visit(1, "甲"),))
    moved = renumbered(theirs, ours, base)
    assert [(each.number, each.problems[0].problem) for each in moved.visits] == [
        (1, "甲"),
        (3, "丁"),
        (4, "丙"),
    ]
    assert set(moved.logs) == set(moved.findings) == {"督4-1"}
    found = differences(ours, moved, base)
    assert {each.item for each in found if each.part is Part.VISIT} == {"督3", "督4"}
    assert renumbered(moved, replace(ours, visits=moved.visits), base) == moved


def test_two_packages_in_common_are_brought_together() -> None:
    older = version(answers={"A01": Answer("A01", note="旧"), "B01": Answer("B01", note="旧")})
    one = version(answers={**older.answers, "A01": Answer("A01", note="甲")})
    other = version(
        answers={**older.answers, "B01": Answer("B01", note="乙")}, visits=(visit(1, "丙"),)
    )
    both = common_base(one, other, older)
    assert {code: each.note for code, each in both.answers.items()} == {"A01": "甲", "B01": "乙"}
    assert both.visits == other.visits
    # ours went on from both, theirs has both: only ours changed anything
    ours = replace(both, answers={**both.answers, "A01": Answer("A01", note="甲二")})
    assert [each.origin for each in differences(ours, both, both)] == [Origin.OURS]
    assert common_base(one, other, None).answers["A01"].note == "甲"


def test_counting_in_words() -> None:
    ours, theirs = one_answer(note="甲"), one_answer(note="乙")
    assert count_words(differences(ours, theirs, version())) == "两边改得不一样、要选择的1处"
    assert count_words(()) == ""
