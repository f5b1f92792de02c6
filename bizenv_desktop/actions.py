# SPDX-License-Identifier: MIT
"""Everything the program can do that takes more than one step, one function each: the table of contents.

Both front ends call these. The clock and the paths are arguments.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.rectification import Finding, raises_finding
from bizenv_desktop.domain.selfcheck import SelfCheck, carry_over
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Change, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from bizenv_desktop.domain.checklist import Checklist
    from bizenv_desktop.domain.divisions import Divisions
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.storage.second_scorer import SecondScore

OWN_ORGANISATION = "organisation"
"""The setting that says whose database this is."""

CheckKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check_database` looked at, and what it found wrong; no faults means all is well."""

    faults: tuple[str, ...]
    self_checks: int
    answers: int


def organisation_from_division(divisions: Divisions, code: str) -> Organisation:
    """The organisation of a division code, with its superiors' names; `UserError` for an unknown code."""
    path = divisions.path(code)
    if not path:
        raise UserError(f"没有代码为“{code}”的行政区划；请核对代码，或在首次使用时新增单位。")
    own = path[-1]
    return Organisation(own.code, own.name, own.level, tuple(part.name for part in path[:-1]))


def new_organisation(superior: Organisation | None, name: str, number: int) -> Organisation:
    """A unit entered by hand: a township under `superior`, or standing alone when there is none.

    Its code is its superior's with “X” and a running number, so that it never meets an official one.
    """
    cleaned = " ".join(name.split())
    if not cleaned:
        raise UserError("单位名称是空的，请填写单位名称。")
    if superior is None:
        return Organisation(f"X{number:03d}", cleaned, Level.TOWNSHIP)
    path = (*superior.path, superior.name)
    return Organisation(f"{superior.code}X{number:03d}", cleaned, Level.TOWNSHIP, path)


def own_organisation(store: Store) -> Organisation | None:
    """Whose database it is; None before the first start was finished."""
    code = store.setting(OWN_ORGANISATION)
    return None if code is None else store.organisation(code)


def set_own_organisation(store: Store, organisation: Organisation) -> Change:
    """Say whose database this is."""
    change = store.save_organisation(organisation)
    return change | store.save_setting(OWN_ORGANISATION, organisation.code)


def begin_self_check(
    store: Store,
    checklist: Checklist,
    organisation: Organisation,
    period: Period,
    now: datetime,
    *,
    carry: bool = False,
) -> Change:
    """Begin this period's self-check; `carry` brings the last one's answers along as unconfirmed.

    The signatories of the last self-check are taken over either way.
    """
    previous = latest_before(store, organisation, period)
    check = SelfCheck(organisation, period, checklist.id, checklist.version, checklist.options, now)
    answers: Iterable[Answer] = ()
    if previous is not None:
        check = replace(
            check, preparer=previous.preparer, reviewer=previous.reviewer, head=previous.head
        )
        if carry:
            answers = carry_over(store.answers(previous.key), checklist.items).values()
    store.save_organisation(organisation)
    store.save_checklist(checklist)
    return store.create_self_check(check, answers)


def latest_before(store: Store, organisation: Organisation, period: Period) -> SelfCheck | None:
    """The organisation's last self-check that ended before this period does, None when it is the first."""
    earlier = [
        check
        for check in store.self_checks()
        if check.organisation.code == organisation.code and check.period.last_day < period.last_day
    ]
    return earlier[0] if earlier else None


def carried_over(store: Store, filled: FilledCheck) -> tuple[Answer, ...]:
    """沿用上期: last period's answers, unconfirmed, for the items that have none yet.

    `UserError` when there is no earlier self-check.
    """
    previous = latest_before(store, filled.check.organisation, filled.check.period)
    if previous is None:
        raise UserError("没有更早的自查可以沿用；请直接填写本期结果。")
    carried = carry_over(store.answers(previous.key), filled.checklist.items)
    return tuple(answer for code, answer in carried.items() if code not in filled.answers)


def fill(store: Store, key: CheckKey, today: date) -> FilledCheck:
    """A self-check with everything filled into it, as of `today`."""
    check = store.self_check(key)
    checklist = store.checklist(check.checklist, check.checklist_version)
    return FilledCheck(check, checklist, store.answers(key), store.findings(key), today)


def save_answers(store: Store, filled: FilledCheck, answers: Iterable[Answer]) -> Change:
    """Save answers; one that newly loses points raises its finding, dated `filled.today`, in the same transaction."""
    changed = tuple(answers)
    raised = [
        Finding(answer.item, filled.today)
        for answer in changed
        if answer.item not in filled.stored_findings
        and raises_finding(filled.checklist.item(answer.item), answer)
    ]
    return store.save_answers(filled.check.key, changed, raised)


def check_database(store: Store, today: date) -> CheckReport:
    """Read everything back and score every self-check twice; each fault is one Chinese sentence."""
    faults = list(store.faults())
    for checklist_id, version in store.checklist_versions():
        with _noting(faults):
            store.checklist(checklist_id, version)
    checks: tuple[SelfCheck, ...] = ()
    with _noting(faults):
        store.organisations()
        checks = store.self_checks()
    answers = 0
    for check in checks:
        with _noting(faults):
            filled = fill(store, check.key, today)
            answers += len(filled.answers)
            faults.extend(_faults_of(filled, store.second_score(check.key)))
    return CheckReport(tuple(faults), len(checks), answers)


@contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Note what cannot be read and go on with the rest."""
    try:
        yield
    except UserError as error:
        faults.append(str(error))


def _faults_of(filled: FilledCheck, second: SecondScore) -> Iterator[str]:
    """Answers nobody asks for, and every figure on which the two scorers differ."""
    name = f"{filled.check.organisation.name}{filled.check.period.label}"
    known = filled.checklist.by_code
    for code in filled.answers:
        if code not in known:
            yield f"{name}：自查表里没有{code}这一项，它的填报结果无处可用。"
    card = filled.card
    first = {entry.item.code: entry.score for entry in card.items if entry.score is not None}
    for code in sorted(first.keys() | second.items.keys()):
        if first.get(code) != second.items.get(code):
            got = f"{first.get(code, '未计')}和{second.items.get(code, '未计')}"
            yield f"{name}：{code}两种算法得分不一致（{got}）。"
    figures = (
        ("总分", card.total, second.total),
        ("已填部分得分", card.filled_total, second.filled_total),
        ("加分", card.bonus, second.bonus),
        ("等级", card.grade, second.grade),
    )
    for title, one, other in figures:
        if one != other:
            yield f"{name}：{title}两种算法不一致（{one}和{other}）。"
