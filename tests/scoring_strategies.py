# SPDX-License-Identifier: MIT
"""Random checklists that keep the rules of a checklist, and answers to them that keep no rules.

Answers are drawn field by field: their verdicts may contradict their facts, as in a database that
another program wrote.
"""

from __future__ import annotations

from decimal import Decimal
from math import gcd
from typing import TYPE_CHECKING, Any

from helpers import make_item
from hypothesis import strategies as st

from bizenv_desktop.domain.checklists.checklist import (
    Band,
    CheckItem,
    Checklist,
    Deduction,
    Dimension,
    Grade,
    Measure,
    Method,
    ProblemKind,
    ScoringOptions,
    Tiers,
)
from bizenv_desktop.domain.numbers import LARGEST_NUMBER
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.selfcheck import LARGEST_COUNT, Answer, Occurrence, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = int(LARGEST_NUMBER * 100)
_DIMENSIONS = (Dimension("A", "政务环境"), Dimension("B", "守信践诺"))


def hundredths(least: int, most: int) -> st.SearchStrategy[Decimal]:
    """Numbers of two decimals, given and drawn in hundredths."""
    return st.integers(least, most).map(lambda number: Decimal(number).scaleb(-2))


_FIGURES = st.one_of(
    hundredths(0, 20_000), hundredths(0, _MOST), st.sampled_from([Decimal(0), LARGEST_NUMBER])
)


@st.composite
def _points_and_partial(draw: Callable[..., Any]) -> tuple[Decimal, Decimal]:
    """Points and a share of them that has two decimals as well."""
    points = draw(st.sampled_from([2, 5, 10, 20, 50, 100])) * draw(st.integers(1, 100))
    step = 100 // gcd(points, 100)
    partial = step * draw(st.integers(1, (99 // step)))
    return Decimal(points).scaleb(-2), Decimal(partial).scaleb(-2)


@st.composite
def _measures(draw: Callable[..., Any]) -> Measure:
    ratio = draw(st.booleans())
    bounds = hundredths(0, 10_000) if ratio else _FIGURES
    floor, target = draw(st.tuples(bounds, bounds).filter(lambda pair: pair[0] != pair[1]))
    names = {"numerator": "分子", "denominator": "分母"} if ratio else {"value": "数值"}
    return Measure(floor, target, "%" if ratio else "分钟", **names)


@st.composite
def _tiers(draw: Callable[..., Any], points: Decimal) -> Tiers:
    bounds = draw(st.lists(_FIGURES, min_size=1, max_size=4, unique=True))
    rising = draw(st.booleans())
    bound = "at_most" if rising else "at_least"
    lesser = hundredths(0, int(points * 100))
    scores = [points, *(draw(lesser) for _ in bounds)]
    bands = [
        Band(score, f"第{number}档", **{bound: edge})
        for number, (score, edge) in enumerate(
            zip(scores, sorted(bounds, reverse=not rising), strict=False), 1
        )
    ]
    return Tiers("次数", "次", (*bands, Band(scores[-1], "其余")))


@st.composite
def items(draw: Callable[..., Any], code: str, *methods: Method) -> CheckItem:
    """An item of one of the methods, of any when none is named."""
    method = draw(st.sampled_from(methods or tuple(Method)))
    points, partial = draw(_points_and_partial())
    parts: dict[str, Any] = {"veto": draw(st.booleans())}
    match method:
        case Method.VETO:
            points = Decimal(0)
        case Method.DEDUCTION:
            each = hundredths(1, int(points * 100))
            kinds = draw(st.lists(each, min_size=1, max_size=3))
            parts["deductions"] = tuple(
                Deduction(letter, f"情形{letter}", amount)
                for letter, amount in zip("abc", kinds, strict=False)
            )
        case Method.MEASURE:
            parts["measure"] = draw(_measures())
        case Method.TIER:
            parts["tiers"] = draw(_tiers(points))
    return make_item(code, method, points=points, partial=partial, **parts)


@st.composite
def checklists(draw: Callable[..., Any], most_items: int = 8) -> Checklist:
    """A checklist of up to `most_items` items over up to two dimensions."""
    codes = [f"{'AB'[n % 2]}{n:02d}" for n in range(draw(st.integers(1, most_items)))]
    chosen = tuple(draw(items(code)) for code in codes)
    minimums = sorted(draw(st.sets(hundredths(1, 12_000), max_size=3)), reverse=True)
    return Checklist(
        id="random",
        version=1,
        title="随机自查表",
        level=Level.TOWNSHIP,
        edition="hlj.yhyshj.2026",
        base_points=sum((item.points for item in chosen if item.method.in_base), Decimal(0)),
        dimensions=_DIMENSIONS[: len(chosen)],
        items=chosen,
        bonus_cap=draw(hundredths(1, 2_000)),
        grades=tuple(
            Grade(f"第{number}等", least) for number, least in enumerate([*minimums, Decimal(0)])
        ),
        problem_kinds=(ProblemKind("duty", "主体责任落实不够到位"),),
    )


@st.composite
def answers_to(draw: Callable[..., Any], item: CheckItem) -> Answer:
    """Anything a database can hold for the item; mostly what its method looks at."""
    kinds = st.sampled_from([*(kind.code for kind in item.deductions), "gone"])
    counts = st.one_of(st.integers(1, 4), st.just(LARGEST_COUNT))
    occurrences = st.lists(st.builds(Occurrence, kind=kinds, count=counts), max_size=4)
    number = st.one_of(st.none(), _FIGURES)
    numbered = item.measure is not None or item.tiers is not None
    return Answer(
        item.code,
        verdict=draw(st.sampled_from([None, *Verdict])),
        numerator=draw(number) if numbered else None,
        denominator=draw(number) if numbered else None,
        value=draw(number) if numbered else None,
        occurrences=tuple(draw(occurrences)) if item.deductions else (),
        confirmed=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def scored_answers_to(draw: Callable[..., Any], item: CheckItem) -> Answer:
    """An answer to the item that decides its score."""
    if item.measure is not None or item.tiers is not None:
        whole = draw(hundredths(1, 20_000))
        return Answer(item.code, numerator=draw(_FIGURES), denominator=whole, value=draw(_FIGURES))
    verdict = draw(st.sampled_from([Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET]))
    if not item.deductions:
        return Answer(item.code, verdict)
    kinds = st.sampled_from([kind.code for kind in item.deductions])
    found = st.lists(st.builds(Occurrence, kinds, count=st.integers(1, 4)), min_size=1, max_size=3)
    return Answer(item.code, verdict, occurrences=tuple(draw(found)))


@st.composite
def filled(draw: Callable[..., Any]) -> tuple[Checklist, dict[str, Answer]]:
    """A checklist and answers to some of its items."""
    checklist = draw(checklists())
    answers = {
        item.code: draw(answers_to(item)) for item in checklist.items if draw(st.integers(0, 4))
    }
    return checklist, answers


options = st.builds(ScoringOptions, bonus=st.booleans(), veto=st.booleans(), grades=st.booleans())
