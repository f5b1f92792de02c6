# SPDX-License-Identifier: MIT
"""What the program does about findings after they are raised: steps, visits, follow-up.

Both front ends call these; the clock is an argument.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bizenv_desktop import actions
from bizenv_desktop.domain.findings.lifecycle import (
    MOST_EXTENSIONS,
    Event,
    State,
    Step,
    check_responsible,
    take_step,
)
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.followup import FollowUp
    from bizenv_desktop.domain.findings.looks import LookOutcome
    from bizenv_desktop.domain.findings.rectification import Finding, FindingView
    from bizenv_desktop.domain.findings.visit import Visit, VisitKind
    from bizenv_desktop.storage import Change, CheckKey, Store

EXTENSIONS_SETTING = "most_extensions"
"""The setting that says how often a finding's deadline may be put off."""
MOST_OF_ALL = 9


def most_extensions(store: Store) -> int:
    """How often a deadline may be put off in this database."""
    kept = store.setting(EXTENSIONS_SETTING)
    return kept if isinstance(kept, int) and 0 <= kept <= MOST_OF_ALL else MOST_EXTENSIONS


def set_most_extensions(store: Store, number: int) -> Change:
    """Say how often a deadline may be put off; 0 allows none."""
    if not 0 <= number <= MOST_OF_ALL:
        raise UserError(f"延期次数应在0与{MOST_OF_ALL}之间，请重新填写。")
    return store.save_setting(EXTENSIONS_SETTING, number)


def finding_of(filled: FilledCheck, code: str) -> FindingView:
    """The finding of that code; `UserError` when there is none."""
    for view in filled.findings:
        if view.item.code == code:
            return view
    raise UserError(f"{filled.check.period.label}没有“{code}”这个问题；请核对编号。")


def take_steps(
    store: Store,
    filled: FilledCheck,
    codes: Iterable[str],
    step: Step,
    *,
    who: str,
    at: datetime,
    words: str = "",
    new_due: date | None = None,
) -> Change:
    """Take one step about each of these findings, all or none.

    `UserError` says why one cannot be taken. A finding not yet stored is stored with it, as its
    day counts from then on.
    """
    most = most_extensions(store)
    events, raised = {}, []
    for code in codes:
        view = finding_of(filled, code)
        extended = step is Step.EXTEND
        event = Event(
            step,
            at,
            clean_text(who).strip(),
            clean_text(words).strip(),
            view.finding.person.strip(),
            view.due if extended else None,
            new_due if extended else None,
        )
        take_step(view.log, event, most)
        events[code] = (len(view.log.events) + 1, event)
        if code not in filled.stored_findings:
            raised.append(view.finding)
    return store.add_events(filled.check.key, events, raised)


def save_findings(store: Store, filled: FilledCheck, findings: Iterable[Finding]) -> Change:
    """Save what was written about findings, as far as what was done about them allows.

    `UserError` for a person responsible who verified it, and for another deadline once work began:
    that takes an extension.
    """
    written = tuple(findings)
    views = {view.item.code: view for view in filled.findings}
    for finding in written:
        view = views.get(finding.item)
        if view is None:
            continue
        if finding.person != view.finding.person:
            check_responsible(view.log, finding.person)
        if finding.due != view.finding.due and view.log.state is not State.OPEN:
            raise UserError(f"{finding.item}已经{view.log.state.label}，整改时限只能用延期来改。")
    return store.save_findings(filled.check.key, written)


def add_visit(
    store: Store,
    filled: FilledCheck,
    day: date,
    kind: VisitKind,
    inspectors: str,
    summary: str,
    found: Iterable[tuple[str, str]],
) -> Change:
    """Record an inspection; each problem is a place (item or dimension code) and words."""
    from bizenv_desktop.domain.findings.visit import Visit, visit_problems

    number = max((visit.number for visit in filled.visits), default=0) + 1
    _check_day(filled, day)
    problems = visit_problems(number, filled.checklist, found)
    visit = Visit(number, day, kind, inspectors, summary, problems)
    return store.save_visits(filled.check.key, [visit])


def correct_visit(
    store: Store,
    filled: FilledCheck,
    number: int,
    day: date,
    kind: VisitKind,
    inspectors: str,
    summary: str,
    words: Mapping[str, str],
    more: Iterable[tuple[str, str]] = (),
) -> Change:
    """Put a recorded inspection right; `words` are its problems' by code, the others stay.

    Problems keep their codes and places; `more` are forgotten ones, as in `add_visit`. `UserError`
    for a visit that is not there.
    """
    from bizenv_desktop.domain.findings.visit import visit_problems

    visit = visit_of(filled, number)
    _check_day(filled, day)
    added = visit_problems(number, filled.checklist, more, len(visit.problems))
    problems = tuple(
        replace(problem, problem=words.get(problem.code, problem.problem))
        for problem in visit.problems
    )
    corrected = replace(
        visit,
        day=day,
        kind=kind,
        inspectors=inspectors,
        summary=summary,
        problems=problems + added,
    )
    return store.correct_visit(filled.check.key, corrected)


def visit_of(filled: FilledCheck, number: int) -> Visit:
    """The inspection of that number; `UserError` when there is none."""
    visit = next((one for one in filled.visits if one.number == number), None)
    if visit is None:
        raise UserError(f"没有第{number}次检查；请核对是哪一次。")
    return visit


def _check_day(filled: FilledCheck, day: date) -> None:
    if day > filled.today:
        raise UserError("检查日期在今天之后，请核对日期。")


def history(
    store: Store, today: date, organisation: str, since: date | None = None
) -> tuple[FilledCheck, ...]:
    """Every self-check of an organisation, the latest first; a checklist is read once.

    With `since` only those whose period ends on that day or later.
    """
    checklists: dict[tuple[str, int], Checklist] = {}
    found = []
    for check in store.self_checks():
        early = since is not None and check.period.last_day < since
        if check.organisation.code != organisation or early:
            continue
        version = (check.checklist, check.checklist_version)
        if version not in checklists:
            checklists[version] = store.checklist(*version)
        found.append(actions.filled_with(store, check, checklists[version], today))
    return tuple(found)


def follow_up(store: Store, today: date, organisation: str) -> FollowUp:
    """反弹 and 回头看 over all periods of an organisation."""
    from bizenv_desktop.domain.findings.followup import follow_up as of

    return of(history(store, today, organisation), today)


def look_backs_due(store: Store, today: date, organisation: str) -> int:
    """How many closed findings are to be looked at by Sunday, or were seen wrong again.

    Reads no self-check from before the first one whose look-backs may be listed.
    """
    from bizenv_desktop.domain.findings.followup import first_listed
    from bizenv_desktop.domain.findings.followup import follow_up as of
    from bizenv_desktop.domain.period import Period

    periods = store.closed_since(organisation, first_listed(today))
    if not periods:
        return 0
    since = min(Period.parse(code).last_day for code in periods)
    found = of(history(store, today, organisation, since), today)
    sunday = today + timedelta(days=6 - today.weekday())
    due = sum(look.day <= sunday for look in found.look_backs)
    return due + sum(one.waits for one in found.looked)


def look_back(
    store: Store,
    today: date,
    places: Iterable[tuple[CheckKey, str, int]],
    outcome: LookOutcome,
    *,
    day: date,
    who: str,
    at: datetime,
    words: str = "",
) -> Change:
    """Record what was seen when closed findings were looked at again, or take that back.

    A place is self-check, finding's code, and how many days from closing the look was due. All or
    none; `UserError` says why one cannot be recorded.
    """
    from bizenv_desktop.domain.findings.looks import Look, check_look

    chosen = tuple(places)
    checks = {key: actions.fill(store, key, today) for key in {key for key, *_ in chosen}}
    looks = []
    for key, code, after in chosen:
        view = finding_of(checks[key], code)
        place = view.log.closing_place or 0
        named, said = clean_text(who).strip(), clean_text(words).strip()
        look = Look(place, after, day, named, outcome, at, said)
        try:
            check_look(view.looks, view.log, look, today)
        except UserError as error:
            raise UserError(f"{code}：{error}" if len(chosen) > 1 else str(error)) from error
        looks.append((key, code, len(view.looks) + 1, look))
    return store.add_looks(looks)
