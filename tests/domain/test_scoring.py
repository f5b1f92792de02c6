# SPDX-License-Identifier: MIT
"""Tables of cases for every method, the sums, the switches, and the words they are told in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from helpers import make_item, small_checklist

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.checklists.checklist import (
    Band,
    CheckItem,
    Checklist,
    Deduction,
    Measure,
    Method,
    ScoringOptions,
    Tiers,
)
from bizenv_desktop.domain.figures import half_up
from bizenv_desktop.domain.scoring import ItemState, percent, score_check, score_item
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict

MET, PARTLY, NOT_MET, NA = Verdict
ON = ScoringOptions(bonus=True, veto=True, grades=True)


def number(text: str) -> Decimal:
    return Decimal(text)


JUDGEMENT = make_item("A01", points=number("2"))
THIRD = make_item("A01", points=number("0.5"), partial=number("0.6"))
DEDUCTION = make_item(
    "A02",
    Method.DEDUCTION,
    points=number("2"),
    deductions=(
        Deduction("a", "缺牌", number("0.2")),
        Deduction("b", "缺岗", number("0.5"), "人次"),
    ),
)
RATIO = make_item(
    "A03",
    Method.MEASURE,
    points=number("2"),
    measure=Measure(
        number("80"), number("95"), "%", numerator="按时签收数", denominator="收到工单数"
    ),
)
WAITING = make_item(
    "A04",
    Method.MEASURE,
    points=number("1"),
    measure=Measure(number("30"), number("10"), "分钟", value="平均等候"),
)
TIER = make_item(
    "A05",
    Method.TIER,
    points=number("1"),
    tiers=Tiers(
        "本期开展次数",
        "次",
        (
            Band(number("1"), "3次及以上", at_least=number("3")),
            Band(number("0.5"), "1至2次", at_least=number("1")),
            Band(number("0"), "未开展"),
        ),
    ),
)
FEWER = make_item(
    "A05",
    Method.TIER,
    points=number("1"),
    tiers=Tiers(
        "差错",
        "件",
        (Band(number("1"), "没有差错", at_most=number("0")), Band(number("0"), "有差错")),
    ),
)
BONUS = make_item("B04", Method.BONUS, points=number("3"))
VETO = make_item("B05", Method.VETO)


def found(*occurrences: tuple[str, int], verdict: Verdict = PARTLY) -> Answer:
    return Answer(
        "A02",
        verdict=verdict,
        occurrences=tuple(Occurrence(kind, count=count) for kind, count in occurrences),
    )


def counted(**numbers: str) -> Answer:
    return Answer("A03", **{name: number(text) for name, text in numbers.items()})


@pytest.mark.parametrize(
    ("item", "answer", "score", "words"),
    [
        (JUDGEMENT, Answer("A01", MET), "2", "符合，得满分，得2.00/2.00"),
        (JUDGEMENT, Answer("A01", PARTLY), "1", "部分符合，2×0.5，得1.00/2.00"),
        (JUDGEMENT, Answer("A01", NOT_MET), "0", "不符合，不得分，得0.00/2.00"),
        (THIRD, Answer("A01", PARTLY), "0.3", "部分符合，0.5×0.6，得0.30/0.50"),
        (DEDUCTION, Answer("A02", MET), "2", "未发现扣分情形，得满分，得2.00/2.00"),
        (DEDUCTION, Answer("A02", NOT_MET), "0", "不符合，不得分，得0.00/2.00"),
        (DEDUCTION, found(("a", 3)), "1.4", "发现3处×0.2=−0.6，得1.40/2.00"),
        (DEDUCTION, found(("a", 1), ("a", 2)), "1.4", "发现3处×0.2=−0.6，得1.40/2.00"),
        (
            DEDUCTION, found(("a", 2), ("b", 1)), "1.1",
            "发现2处×0.2=−0.4、1人次×0.5=−0.5，共−0.9，得1.10/2.00",
        ),
        (DEDUCTION, found(("a", 10)), "0", "发现10处×0.2=−2，得0.00/2.00"),
        (DEDUCTION, found(("b", 9999)), "0", "发现9999人次×0.5=−4999.5，扣完为止，得0.00/2.00"),
        (DEDUCTION, found(("a", 1), verdict=NOT_MET), "0", "不符合，不得分，得0.00/2.00"),
        (DEDUCTION, found(("a", 1), ("gone", 7)), "1.8", "发现1处×0.2=−0.2，得1.80/2.00"),
        (
            RATIO, counted(numerator="95", denominator="100"), "2",
            "按时签收数95÷收到工单数100=95%；95%及以上得满分，80%及以下不得分，之间按比例，得2.00/2.00",
        ),
        (
            RATIO, counted(numerator="90", denominator="100"), "1.33",
            "按时签收数90÷收到工单数100=90%；95%及以上得满分，80%及以下不得分，之间按比例："
            "（90÷100×100−80）÷（95−80）×2，得1.33/2.00",
        ),
        (
            RATIO, counted(numerator="8", denominator="9"), "1.19",
            "按时签收数8÷收到工单数9≈88.89%；95%及以上得满分，80%及以下不得分，之间按比例："
            "（8÷9×100−80）÷（95−80）×2，得1.19/2.00",
        ),
        (
            RATIO, counted(numerator="0", denominator="3"), "0",
            "按时签收数0÷收到工单数3=0%；95%及以上得满分，80%及以下不得分，之间按比例，得0.00/2.00",
        ),
        (
            RATIO, counted(numerator="7", denominator="1"), "2",
            "按时签收数7÷收到工单数1=700%；95%及以上得满分，80%及以下不得分，之间按比例，得2.00/2.00",
        ),
        (
            WAITING, counted(value="12.5"), "0.88",
            "平均等候12.5分钟；10分钟及以下得满分，30分钟及以上不得分，之间按比例："
            "（30−12.5）÷（30−10）×1，得0.88/1.00",
        ),
        (
            WAITING, counted(value="0"), "1",
            "平均等候0分钟；10分钟及以下得满分，30分钟及以上不得分，之间按比例，得1.00/1.00",
        ),
        (
            WAITING, counted(value="99999999.99"), "0",
            "平均等候99999999.99分钟；10分钟及以下得满分，30分钟及以上不得分，之间按比例，得0.00/1.00",
        ),
        (TIER, counted(value="3"), "1", "本期开展次数3次，属“3次及以上”档，得1.00/1.00"),
        (TIER, counted(value="2.99"), "0.5", "本期开展次数2.99次，属“1至2次”档，得0.50/1.00"),
        (TIER, counted(value="0"), "0", "本期开展次数0次，属“未开展”档，得0.00/1.00"),
        (FEWER, counted(value="0"), "1", "差错0件，属“没有差错”档，得1.00/1.00"),
        (FEWER, counted(value="0.01"), "0", "差错0.01件，属“有差错”档，得0.00/1.00"),
        (BONUS, Answer("B04", PARTLY), "1.5", "部分符合，3×0.5，得1.50/3.00"),
        (VETO, Answer("B05", MET), "0", "未触发一票否决"),
        (VETO, Answer("B05", NOT_MET), "0", "触发一票否决"),
    ],
)  # fmt: skip
def test_an_answer_is_scored_and_told_in_words(
    item: CheckItem, answer: Answer, score: str, words: str
) -> None:
    scored = score_item(item, answer)
    assert scored.state is ItemState.SCORED
    assert scored.score == number(score)
    assert scored.lost == item.points - number(score)
    assert scored.explanation == words


@pytest.mark.parametrize(
    ("item", "answer", "state", "words"),
    [
        (JUDGEMENT, None, ItemState.UNANSWERED, "未填"),
        (JUDGEMENT, Answer("A01"), ItemState.UNANSWERED, "未填"),
        (JUDGEMENT, Answer("A01", note="先记一笔"), ItemState.UNANSWERED, "未填"),
        (JUDGEMENT, Answer("A01", MET, confirmed=False), ItemState.UNCONFIRMED, "沿用上期，待确认"),
        (JUDGEMENT, Answer("A01", NA, confirmed=False), ItemState.UNCONFIRMED, "沿用上期，待确认"),
        (
            JUDGEMENT, Answer("A01", NA, na_reason=" 未承接 "), ItemState.NOT_APPLICABLE,
            "不适用（未承接），合理缺项，2分不计入总分",
        ),
        (
            RATIO, replace(counted(numerator="1", denominator="2"), verdict=NA),
            ItemState.NOT_APPLICABLE, "不适用（未写原因），合理缺项，2分不计入总分",
        ),
        (BONUS, Answer("B04", NA), ItemState.NOT_APPLICABLE, "不适用（未写原因），合理缺项"),
        (DEDUCTION, Answer("A02", PARTLY), ItemState.UNANSWERED, "部分符合，还没有登记扣分处"),
        (DEDUCTION, found(("gone", 2)), ItemState.UNANSWERED, "部分符合，还没有登记扣分处"),
        (RATIO, counted(numerator="5"), ItemState.UNANSWERED, "数字没有填全"),
        (RATIO, counted(denominator="5"), ItemState.UNANSWERED, "数字没有填全"),
        (RATIO, counted(numerator="0", denominator="0"), ItemState.UNANSWERED, "分母为0，不能计算"),
        (WAITING, counted(before="20"), ItemState.UNANSWERED, "未填"),
        (TIER, Answer("A05", MET), ItemState.UNANSWERED, "未填"),
        (VETO, Answer("B05"), ItemState.UNANSWERED, "未填"),
    ],
)  # fmt: skip
def test_what_is_not_answered_loses_nothing_yet(
    item: CheckItem, answer: Answer | None, state: ItemState, words: str
) -> None:
    scored = score_item(item, answer)
    assert (scored.state, scored.score, scored.lost) == (state, None, 0)
    assert scored.explanation == words
    assert scored.state.is_done is (state is ItemState.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(0), "0.00"),
        (Fraction(49999, 10_000_000), "0.00"),
        (Fraction(235, 200), "1.18"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (number("2.675"), "2.68"),
        (number("1E+2"), "100.00"),
    ],
)
def test_halves_are_rounded_up(value: Fraction | Decimal, rounded: str) -> None:
    assert str(half_up(value)) == rounded


def test_numbers_are_printed_without_exponents() -> None:
    assert [plain(number(text)) for text in ("1.50", "1E+2", "0", "0.10", "100")] == [
        "1.5",
        "100",
        "0",
        "0.1",
        "100",
    ]
    assert [money_like(number(text)) for text in ("1.4", "0.125", "1E+2")] == [
        "1.40",
        "0.13",
        "100.00",
    ]


def test_a_share_without_points_is_none() -> None:
    assert percent(number("1"), number("3")) == number("33.33")
    assert percent(number("0"), number("0")) is None


@pytest.fixture
def answered(small: Checklist) -> dict[str, Answer]:
    """All eleven items, points lost here and there: 1+1.3+1+1.5+1+2+2+2+0.75 of 17.5."""
    return {
        "A01": Answer("A01", PARTLY),
        "A02": Answer("A02", PARTLY, occurrences=(Occurrence("a"), Occurrence("b"))),
        "A03": Answer("A03", numerator=number("80"), denominator=number("100")),
        "A04": Answer("A04", value=number("15")),
        "A05": Answer("A05", value=number("4")),
        "A06": Answer("A06", MET),
        "B01": Answer("B01", MET),
        "B02": Answer("B02", MET),
        "B03": Answer("B03", PARTLY),
        "B04": Answer("B04", MET),
        "B05": Answer("B05", MET),
    }


def test_the_total_follows_from_the_sums(small: Checklist, answered: dict[str, Answer]) -> None:
    card = score_check(small, answered)
    assert (card.base_score, card.base_points, card.filled_points) == (
        number("12.55"),
        number("17.5"),
        number("17.5"),
    )
    assert card.total == card.filled_total == number("71.71")
    assert card.explanation == "得分合计12.55÷应得分合计17.5×100=71.71"
    assert (card.answered, card.asked, card.complete) == (9, 9, True)
    assert (card.bonus, card.grade, card.vetoed_by) == (0, None, ())
    first, second = card.dimensions
    assert (first.name, first.score, first.points, first.rate) == (
        "政务环境",
        number("7.80"),
        number("12"),
        number("65.00"),
    )
    assert (second.score, second.points, second.answered, second.asked) == (
        number("4.75"),
        number("5.5"),
        3,
        3,
    )
    assert card.of("A02").score == number("1.3")


def test_bonus_comes_on_top_up_to_its_cap(small: Checklist, answered: dict[str, Answer]) -> None:
    card = score_check(small, answered, ON)
    assert (card.bonus, card.total, card.filled_total) == (3, number("74.71"), number("74.71"))
    assert card.explanation == "得分合计12.55÷应得分合计17.5×100=71.71，加分3.00，总分74.71"
    assert (card.answered, card.asked) == (11, 11)
    capped = score_check(replace(small, bonus_cap=number("2.5")), answered, ON)
    assert (capped.bonus, capped.total) == (number("2.5"), number("74.21"))


def test_a_total_may_exceed_a_hundred(small: Checklist) -> None:
    perfect = {item.code: Answer(item.code, MET) for item in small.items}
    perfect["A03"] = Answer("A03", numerator=number("9"), denominator=number("9"))
    perfect["A04"] = Answer("A04", value=number("10"))
    perfect["A05"] = Answer("A05", value=number("6"))
    assert score_check(small, perfect).total == 100
    card = score_check(small, perfect, ON)
    assert (card.total, card.grade) == (103, "优")


def test_without_answers_the_two_figures_differ(small: Checklist) -> None:
    card = score_check(small, {}, ON)
    assert (card.total, card.filled_total) == (0, None)
    assert (card.answered, card.asked, card.complete) == (0, 11, False)
    assert card.grade == "差"
    half = score_check(small, {"A01": Answer("A01", MET)})
    assert (half.total, half.filled_total) == (number("11.43"), 100)


def test_what_does_not_apply_leaves_both_sides(
    small: Checklist, answered: dict[str, Answer]
) -> None:
    answered["A01"] = Answer("A01", NA, na_reason="未承接")
    card = score_check(small, answered)
    assert (card.base_score, card.base_points) == (number("11.55"), number("15.5"))
    assert card.explanation == ("得分合计11.55÷应得分合计15.5×100=74.52（合理缺项2分不计入应得分）")
    assert card.complete


def test_a_dimension_where_nothing_applies_has_no_rate(
    small: Checklist, answered: dict[str, Answer]
) -> None:
    for code in ("B01", "B02", "B03"):
        answered[code] = Answer(code, NA, na_reason="没有招商")
    card = score_check(small, answered)
    assert (card.dimensions[1].points, card.dimensions[1].rate) == (0, None)
    assert card.base_points == 12
    nothing = score_check(small, {item.code: Answer(item.code, NA) for item in small.items}, ON)
    assert (nothing.total, nothing.filled_total, nothing.grade) == (None, None, None)
    assert nothing.explanation == "没有可计分的检查项"
    assert nothing.complete


def test_unconfirmed_answers_count_as_unanswered(
    small: Checklist, answered: dict[str, Answer]
) -> None:
    carried = {code: replace(answer, confirmed=False) for code, answer in answered.items()}
    card = score_check(small, carried)
    assert (card.total, card.filled_total, card.answered) == (0, None, 0)
    assert card.base_points == number("17.5")


@pytest.mark.parametrize(
    ("code", "answer", "vetoed"),
    [
        ("A06", Answer("A06", NOT_MET), True),
        ("A06", Answer("A06", PARTLY), False),
        ("A06", Answer("A06", NA, na_reason="无收费"), False),
        ("A06", Answer("A06", NOT_MET, confirmed=False), False),
        ("B05", Answer("B05", NOT_MET), True),
    ],
)
def test_a_veto_forces_the_lowest_grade_and_is_named(
    small: Checklist, answered: dict[str, Answer], code: str, answer: Answer, vetoed: bool
) -> None:
    generous = replace(
        small, grades=(replace(small.grades[0], minimum=number("1")), *small.grades[2:])
    )
    answered[code] = answer
    card = score_check(generous, answered, ON)
    assert card.vetoed_by == ((code,) if vetoed else ())
    assert card.grade == ("差" if vetoed else "优")
    off = score_check(generous, answered, ScoringOptions(grades=True))
    assert (off.vetoed_by, off.grade) == ((), "优")


def test_a_figure_that_scores_nothing_vetoes_whatever_its_verdict_says() -> None:
    vetoing = replace(RATIO, veto=True)
    assert score_item(vetoing, counted(numerator="1", denominator="2")).vetoes
    assert not score_item(vetoing, counted(numerator="81", denominator="100")).vetoes


@pytest.mark.parametrize(
    ("total", "grade"), [("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "差"), ("0", "差")]
)
def test_a_grade_begins_at_its_minimum(total: str, grade: str) -> None:
    hundred = replace(
        small_checklist(),
        items=(
            replace(RATIO, points=number("100"), measure=replace(RATIO.measure, floor=number("0"),
                                                                 target=number("100"))),
        ),
    )  # fmt: skip
    answers = {"A03": counted(numerator=total, denominator="100")}
    card = score_check(hundred, answers, ON)
    assert (card.total, card.grade) == (number(total), grade)


def test_only_switched_on_items_are_asked(small: Checklist) -> None:
    def asked(**on: bool) -> set[str]:
        return {item.code for item in small.asked(ScoringOptions(**on))}

    base = {item.code for item in small.items if item.method.in_base}
    assert asked() == base
    assert asked(bonus=True) == base | {"B04"}
    assert asked(veto=True) == base | {"B05"}


def test_items_and_dimensions_are_found_by_code(small: Checklist) -> None:
    assert small.item("A03").measure is not None
    assert small.get("Z99") is None
    assert small.dimension("B").name == "守信践诺"
    assert small.problem_kind("duty") == "主体责任落实不够到位"
    assert small.problem_kind("gone") == ""
    with pytest.raises(KeyError):
        small.dimension("Z")
    with pytest.raises(KeyError):
        score_check(small, {}).of("B05")
