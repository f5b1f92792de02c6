# SPDX-License-Identifier: MIT
"""What holds of every score, on random checklists and answers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from scoring_strategies import filled, hundredths, items, options, scored_answers_to

from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist, Method, ScoringOptions
from bizenv_desktop.domain.scoring import item_points, score_check
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict

if TYPE_CHECKING:
    from random import Random

Filled = tuple[Checklist, dict[str, Answer]]


def points_of(item: CheckItem, answer: Answer) -> Decimal:
    points = item_points(item, answer)
    assert points is not None
    return points


@given(filled(), options)
def test_the_denominator_depends_on_not_applicable_alone(
    sample: Filled, switches: ScoringOptions
) -> None:
    checklist, answers = sample
    left_out = {
        code: Answer(code, Verdict.NOT_APPLICABLE)
        for code, answer in answers.items()
        if answer.verdict is Verdict.NOT_APPLICABLE and answer.confirmed
    }
    full, bare = score_check(checklist, answers, switches), score_check(checklist, left_out)
    assert full.base_points == bare.base_points
    assert [d.points for d in full.dimensions] == [d.points for d in bare.dimensions]
    everything = sum((i.points for i in checklist.items if i.method.in_base), Decimal(0))
    kept = [i.points for i in checklist.items if i.method.in_base and i.code in left_out]
    assert full.base_points == everything - sum(kept, Decimal(0))


@given(filled(), options)
def test_scores_are_bounded(sample: Filled, switches: ScoringOptions) -> None:
    checklist, answers = sample
    card = score_check(checklist, answers, switches)
    for scored in card.items:
        assert scored.score is None or 0 <= scored.score <= scored.item.points
        assert scored.score is None or scored.score == scored.score.quantize(Decimal("0.01"))
    assert 0 <= card.bonus <= (checklist.bonus_cap if switches.bonus else 0)
    assert card.base_score <= card.filled_points <= card.base_points
    if card.total is not None:
        assert card.bonus <= card.total <= 100 + card.bonus
    if card.filled_total is not None:
        assert card.total is not None
        assert card.total <= card.filled_total <= 100 + card.bonus
    assert card.answered <= card.asked
    assert sum((d.score for d in card.dimensions), Decimal(0)) == card.base_score


@given(filled(), options, st.data())
def test_a_better_answer_never_lowers_the_total(
    sample: Filled, switches: ScoringOptions, data: st.DataObject
) -> None:
    checklist, answers = sample
    item = data.draw(st.sampled_from(checklist.items))
    answer = scored_answers_to(item)
    one, other = sorted((data.draw(answer), data.draw(answer)), key=lambda a: points_of(item, a))
    low = score_check(checklist, {**answers, item.code: one}, switches)
    high = score_check(checklist, {**answers, item.code: other}, switches)
    assert low.total is None or (high.total is not None and low.total <= high.total)
    assert low.filled_total is None or (
        high.filled_total is not None and low.filled_total <= high.filled_total
    )
    assert low.bonus <= high.bonus


judged = items("A01", Method.JUDGEMENT, Method.BONUS)
deducting = items("A01", Method.DEDUCTION)
measuring = items("A01", Method.MEASURE)


@given(judged)
def test_a_better_verdict_scores_more(item: CheckItem) -> None:
    verdicts = (Verdict.NOT_MET, Verdict.PARTLY_MET, Verdict.MET)
    scores = [points_of(item, Answer(item.code, verdict)) for verdict in verdicts]
    assert scores[0] == 0
    assert scores[0] < scores[1] < scores[2] == item.points


@given(deducting, st.data())
def test_one_more_occurrence_never_scores_more(item: CheckItem, data: st.DataObject) -> None:
    kinds = st.sampled_from([kind.code for kind in item.deductions])
    found = tuple(
        data.draw(st.lists(st.builds(Occurrence, kinds, count=st.integers(1, 9)), min_size=1))
    )
    answer = Answer(item.code, Verdict.PARTLY_MET, occurrences=found)
    more = replace(answer, occurrences=(*found, Occurrence(data.draw(kinds))))
    before, after = points_of(item, answer), points_of(item, more)
    assert after <= before < item.points
    assert after == 0 or after < before


def figured(item: CheckItem, figure: Decimal) -> Answer:
    """The answer that measures that figure, a ratio in percent."""
    return Answer(item.code, numerator=figure, denominator=Decimal(100), value=figure)


@given(measuring, hundredths(0, 20_000), hundredths(0, 20_000))
def test_a_figure_nearer_to_its_target_never_scores_less(
    item: CheckItem, one: Decimal, other: Decimal
) -> None:
    measure = item.measure
    assert measure is not None
    low, high = sorted((one, other), reverse=measure.less_is_better)
    assert points_of(item, figured(item, low)) <= points_of(item, figured(item, high))


@given(measuring)
def test_the_floor_scores_nothing_and_the_target_everything(item: CheckItem) -> None:
    measure = item.measure
    assert measure is not None
    for figure, score in ((measure.floor, Decimal(0)), (measure.target, item.points)):
        assert points_of(item, figured(item, figure)) == score


@given(filled(), options, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(sample: Filled, switches: ScoringOptions, dice: Random) -> None:
    checklist, answers = sample
    shuffled_items = list(checklist.items)
    dice.shuffle(shuffled_items)
    shuffled_answers = list(answers.items())
    dice.shuffle(shuffled_answers)
    one = score_check(checklist, answers, switches)
    other = score_check(
        replace(checklist, items=tuple(shuffled_items)), dict(shuffled_answers), switches
    )
    assert {scored.item.code: scored for scored in one.items} == {
        scored.item.code: scored for scored in other.items
    }
    assert set(one.vetoed_by) == set(other.vetoed_by)
    assert one == replace(other, items=one.items, vetoed_by=one.vetoed_by)
