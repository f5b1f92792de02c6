# SPDX-License-Identifier: MIT
"""The life of a finding: any sequence of steps keeps its promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers import NOW, RARE
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.findings.lifecycle import (
    LONGEST_WORDS,
    NO_LOG,
    Event,
    Log,
    State,
    Step,
    check_responsible,
    replay,
    same_person,
    take_step,
)
from bizenv_desktop.errors import UserError

DUE = date(2026, 11, 30)
PEOPLE = ("王喆", "李㐱", "赵𬭎", "王喆、李㐱")


def event(step: Step, who: str = "王喆", words: str = "说明", responsible: str = "王喆") -> Event:
    days = (DUE, DUE + timedelta(days=5)) if step is Step.EXTEND else (None, None)
    return Event(step, NOW, who, words, responsible, *days)


def taken(*steps: tuple[Step, str]) -> Log:
    return replay(event(step, who) for step, who in steps)


events = st.builds(
    event,
    st.sampled_from(Step),
    st.sampled_from(PEOPLE),
    st.sampled_from(("", "说明", RARE)),
    st.sampled_from(PEOPLE),
)


@given(st.lists(events, max_size=40), st.integers(0, 3))
def test_whatever_is_tried_the_log_keeps_its_promises(tried: list[Event], most: int) -> None:
    log = NO_LOG
    for one in tried:
        before = log
        try:
            log = take_step(log, one, most)
        except UserError:
            assert log is before
            continue
        assert log.events[: len(before.events)] == before.events, "events are only added"
        if one.step is Step.TAKE_BACK:
            assert log.effective == before.effective[:-1]
        else:
            assert log.effective == (*before.effective, one)
        assert len(log.extensions) <= most
        assert (log.closing is not None) == (log.state is State.CLOSED)
        if log.closing is not None:
            handed_in = [past for past in log.effective if past.step is Step.SUBMIT][-1]
            assert not same_person(log.closing.who, log.closing.responsible)
            assert not same_person(log.closing.who, handed_in.who)
            assert log.steps(most) == (Step.TAKE_BACK,)
    assert replay(log.events) == log, "what was accepted here is accepted from outside"


@given(st.lists(events, max_size=20))
def test_taking_every_step_back_leads_to_the_beginning(tried: list[Event]) -> None:
    log = NO_LOG
    for one in tried:
        try:
            log = take_step(log, one, 9)
        except UserError:
            continue
    while log.effective:
        log = take_step(log, event(Step.TAKE_BACK), 9)
    assert log.state is State.OPEN
    assert log.new_due is None


def test_the_whole_road() -> None:
    log = taken(
        (Step.START, "王喆"),
        (Step.EXTEND, "赵𬭎"),
        (Step.SUBMIT, "王喆"),
        (Step.RETURN, "李㐱"),
    )
    assert (log.state, log.returned) == (State.WORKING, True)
    assert log.new_due == date(2026, 12, 5)
    log = take_step(log, event(Step.SUBMIT))
    assert (log.state, log.returned) == (State.SUBMITTED, False)
    log = take_step(log, event(Step.CLOSE, "李㐱"))
    assert log.state.label == "已销号"
    assert log.closing == event(Step.CLOSE, "李㐱")


@pytest.mark.parametrize("step", [Step.CLOSE, Step.RETURN])
@pytest.mark.parametrize("who", ["王喆", " 王 喆 ", "李㐱、王喆"])
def test_nobody_verifies_their_own_work(step: Step, who: str) -> None:
    log = taken((Step.START, "王喆"), (Step.SUBMIT, "王喆"))
    with pytest.raises(UserError, match="责任人，不能自己复核"):
        take_step(log, event(step, who))


def test_who_handed_it_in_does_not_verify_it_either() -> None:
    log = taken((Step.START, "王喆"), (Step.SUBMIT, "赵𬭎"))
    with pytest.raises(UserError, match="报请了复核，不能自己复核"):
        take_step(log, event(Step.CLOSE, "赵𬭎"))


def test_the_verifier_cannot_be_made_responsible_afterwards() -> None:
    log = taken((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱"))
    check_responsible(log, "赵𬭎")
    with pytest.raises(UserError, match="复核人，不能同时作责任人"):
        check_responsible(log, "赵𬭎、李㐱")


def test_a_forged_log_is_refused() -> None:
    with pytest.raises(UserError, match="现在是“待整改”，不能同意销号"):
        replay([event(Step.CLOSE, "李㐱")])
    own = [event(Step.START), event(Step.SUBMIT), event(Step.CLOSE, "王喆")]
    with pytest.raises(UserError, match="不能自己复核"):
        replay(own)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (event(Step.EXTEND, words=" "), "延期要写明理由"),
        (event(Step.START, who=" "), "没有填写是谁办理的"),
        (event(Step.START, words="长" * (LONGEST_WORDS + 1)), "最多2000个字"),
        (Event(Step.EXTEND, NOW, "王喆", "雨", "", DUE, DUE), "应晚于原来的时限"),
        (Event(Step.START, NOW, "王喆", "", "", DUE, DUE), "不能改整改时限"),
        (event(Step.TAKE_BACK), "没有可以撤回的"),
    ],
)
def test_a_step_that_says_too_little_is_refused(one: Event, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        take_step(NO_LOG, one)


def test_extensions_are_counted() -> None:
    once = taken((Step.EXTEND, "王喆"))
    assert Step.EXTEND not in once.steps()
    assert Step.EXTEND in once.steps(2)
    with pytest.raises(UserError, match="已经延期1次，最多1次"):
        take_step(once, event(Step.EXTEND))
    with pytest.raises(UserError, match="设置里不允许延期"):
        take_step(NO_LOG, event(Step.EXTEND), 0)
    assert take_step(once, event(Step.TAKE_BACK)).extensions == ()


def test_words_are_cleaned_and_times_are_those_of_the_wall() -> None:
    one = Event(Step.START, NOW.astimezone(), "王\x00喆", "甲\r\n乙")
    assert (one.who, one.words, one.at) == ("王喆", "甲\n乙", NOW)
