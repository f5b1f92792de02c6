# SPDX-License-Identifier: MIT
"""The life of a finding: 待整改 → 整改中 → 待复核 → 已销号, with 退回 and 延期.

Only what happened is kept, as events that are never changed; the state, the deadline and the number
of extensions follow from them, so nothing can disagree. Taking a step back is an event of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from bizenv_desktop.domain.text import clean_fields
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

MOST_EXTENSIONS = 1
"""How often a deadline may be put off, unless the settings say otherwise."""
LONGEST_WORDS = 2000


class State(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    WORKING = "working"
    SUBMITTED = "submitted"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return _STATE_LABELS[self]


class Step(StrEnum):
    """What can be done to a finding."""

    START = "start"
    SUBMIT = "submit"
    CLOSE = "close"
    RETURN = "return"
    EXTEND = "extend"
    TAKE_BACK = "take_back"

    @property
    def label(self) -> str:
        """The step in Chinese, as it stands on its button."""
        return _STEP_LABELS[self]


_STATE_LABELS = {
    State.OPEN: "待整改",
    State.WORKING: "整改中",
    State.SUBMITTED: "待复核",
    State.CLOSED: "已销号",
}
_STEP_LABELS = {
    Step.START: "开始整改",
    Step.SUBMIT: "报请复核",
    Step.CLOSE: "同意销号",
    Step.RETURN: "退回整改",
    Step.EXTEND: "延期",
    Step.TAKE_BACK: "撤回上一步",
}
_LEADS = {
    (State.OPEN, Step.START): State.WORKING,
    (State.OPEN, Step.EXTEND): State.OPEN,
    (State.WORKING, Step.SUBMIT): State.SUBMITTED,
    (State.WORKING, Step.EXTEND): State.WORKING,
    (State.SUBMITTED, Step.CLOSE): State.CLOSED,
    (State.SUBMITTED, Step.RETURN): State.WORKING,
}
_VERIFYING = (Step.CLOSE, Step.RETURN)
_NEEDS_WORDS = {Step.RETURN: "退回要写明理由", Step.EXTEND: "延期要写明理由"}


@dataclass(frozen=True, slots=True)
class Event:
    """One step: who took it, when, with what words.

    `at` is what the clock on the wall showed, to the second; the order of events is not read from
    it. `responsible` is who was to put the finding right at that time; `old_due` and `new_due`
    belong to an extension alone.
    """

    step: Step
    at: datetime
    who: str
    words: str = ""
    responsible: str = ""
    old_due: date | None = None
    new_due: date | None = None

    def __post_init__(self) -> None:
        clean_fields(self, "who", "words", "responsible")
        object.__setattr__(self, "at", self.at.replace(tzinfo=None, microsecond=0))


@dataclass(frozen=True)
class Log:
    """A finding's events in the order they happened, and what follows from them."""

    events: tuple[Event, ...] = ()

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where the events that hold stand among all, counted from 1: without those taken back."""
        kept: list[int] = []
        for place, event in enumerate(self.events, 1):
            if event.step is Step.TAKE_BACK:
                kept = kept[:-1]
            else:
                kept.append(place)
        return tuple(kept)

    @cached_property
    def effective(self) -> tuple[Event, ...]:
        """The events that hold."""
        return tuple(self.events[place - 1] for place in self.places)

    @cached_property
    def state(self) -> State:
        """Where the finding stands."""
        state = State.OPEN
        for event in self.effective:
            state = _LEADS.get((state, event.step), state)
        return state

    @property
    def last(self) -> Event | None:
        """The last event that holds."""
        return self.effective[-1] if self.effective else None

    @property
    def extensions(self) -> tuple[Event, ...]:
        """The extensions that hold."""
        return tuple(event for event in self.effective if event.step is Step.EXTEND)

    @property
    def new_due(self) -> date | None:
        """The deadline after the last extension; None when there was none."""
        extended = self.extensions
        return extended[-1].new_due if extended else None

    @property
    def closing(self) -> Event | None:
        """The event that closed it; None while it is not closed."""
        return self.last if self.state is State.CLOSED else None

    @property
    def closing_place(self) -> int | None:
        """Where the closing stands among all events, from 1; None while it is not closed."""
        return self.places[-1] if self.state is State.CLOSED else None

    @property
    def returned(self) -> bool:
        """Whether it came back from verification and was not handed in again."""
        steps = [event.step for event in self.effective if event.step is not Step.EXTEND]
        return bool(steps) and steps[-1] is Step.RETURN

    def steps(self, most_extensions: int = MOST_EXTENSIONS) -> tuple[Step, ...]:
        """What can be done next, in the order of the buttons."""
        found = [step for (state, step) in _LEADS if state is self.state]
        if len(self.extensions) >= most_extensions and Step.EXTEND in found:
            found.remove(Step.EXTEND)
        return (*found, Step.TAKE_BACK) if self.effective else tuple(found)


NO_LOG = Log()


def take_step(log: Log, event: Event, most_extensions: int = MOST_EXTENSIONS) -> Log:
    """The log with one more event; `UserError` says why a step cannot be taken.

    Neither the person responsible nor whoever handed the work in verifies it.
    """
    if event.step not in log.steps(most_extensions):
        raise UserError(_why_not(log, event.step, most_extensions))
    if not event.who.strip():
        raise UserError(f"没有填写是谁办理的；{event.step.label}要写明办理人。")
    if not event.words.strip() and (needs := _NEEDS_WORDS.get(event.step)):
        raise UserError(f"{needs}，请填写后再试。")
    if len(event.words) > LONGEST_WORDS:
        raise UserError(f"说明有{len(event.words)}个字，最多{LONGEST_WORDS}个字；请缩短后再试。")
    if event.step in _VERIFYING:
        _check_verifier(log, event)
    _check_days(event)
    return Log((*log.events, event))


def replay(events: Iterable[Event], most_extensions: int | None = None) -> Log:
    """The log of events that came from outside, each held to the same rules.

    Without `most_extensions` any number of extensions is believed: the settings there allowed it.
    """
    log = NO_LOG
    for event in events:
        most = len(log.extensions) + 1 if most_extensions is None else most_extensions
        log = take_step(log, event, most)
    return log


def same_person(one: str, other: str) -> bool:
    """Whether two fields name a person in common; a field may name several: 王喆、李㐱."""
    return bool(_names(one) & _names(other))


def check_responsible(log: Log, person: str) -> None:
    """Refuse to make the verifier of a finding the person responsible for it, afterwards."""
    for event in log.effective:
        if event.step in _VERIFYING and same_person(event.who, person):
            raise UserError(
                f"“{event.who.strip()}”是这个问题的复核人，不能同时作责任人；请另选责任人。"
            )


def _check_verifier(log: Log, event: Event) -> None:
    if same_person(event.who, event.responsible):
        raise UserError(
            f"“{event.who.strip()}”是这个问题的责任人，不能自己复核；请由另一个人复核。"
        )
    handed_in = next(past for past in reversed(log.effective) if past.step is Step.SUBMIT)
    if same_person(event.who, f"{handed_in.who}、{handed_in.responsible}"):
        raise UserError(f"“{event.who.strip()}”报请了复核，不能自己复核；请由另一个人复核。")


def _check_days(event: Event) -> None:
    if event.step is not Step.EXTEND:
        if event.old_due is not None or event.new_due is not None:
            raise UserError(f"{event.step.label}不能改整改时限；请用延期。")
    elif event.old_due is None or event.new_due is None or event.new_due <= event.old_due:
        raise UserError("延期后的时限应晚于原来的时限；请重新选择日期。")


def _why_not(log: Log, step: Step, most_extensions: int) -> str:
    state = log.state
    if step is Step.EXTEND and (state, step) in _LEADS:
        if not most_extensions:
            return "设置里不允许延期；请按时整改，或在设置中修改延期次数。"
        return f"已经延期{len(log.extensions)}次，最多{most_extensions}次；请按时整改。"
    if step is Step.TAKE_BACK:
        return "还没有办理过任何一步，没有可以撤回的。"
    return f"这个问题现在是“{state.label}”，不能{step.label}；请先办理前面的步骤。"


def _names(field: str) -> frozenset[str]:
    parts = re.split(r"[、，,；;/／\n\t]|\s{2,}", field)
    return frozenset(name for part in parts if (name := re.sub(r"\s", "", part)))
