# SPDX-License-Identifier: MIT
"""汇总: who has reported, and figures over all that was received, from the summary tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bizenv_desktop.actions import OWN_ORGANISATION
from bizenv_desktop.actions.relayed_reviews import relayed_reviews
from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.exchange.comparability import comparability
from bizenv_desktop.domain.exchange.consolidation import (
    Consolidation,
    LosingUnits,
    by_weight,
    dimension_means,
    whole_mean,
)
from bizenv_desktop.domain.exchange.finding_figures import finding_figures
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.unit_view import UnitView
from bizenv_desktop.domain.exchange.wall import build_wall, handing_on
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.record_json import from_json
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.exchange.consolidation import (
        ItemFigures,
        UnitLoss,
    )
    from bizenv_desktop.domain.exchange.finding_figures import UnitFinding
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.domain.exchange.wall import Coverage, ExpectedUnit, Wall
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage import Change, Store
    from bizenv_desktop.storage.consolidation_rows import Scope

DUE_DAYS = "report_due"
"""The setting that keeps the last day for reporting by period code."""
MOST_LOSING = 200
"""So many of the units that lose points on an item are listed unless all are asked for."""
_MOST_CHECKLISTS = 40
"""Of one family: titles are looked up in no more of the checklists units made of their own."""


def due_days(store: Store) -> dict[str, date]:
    """By period code: the last day for reporting, where one was set."""
    kept = store.setting(DUE_DAYS)
    found = {}
    for code, day in kept.items() if isinstance(kept, dict) else ():
        try:
            found[code] = date.fromisoformat(day)
        except (TypeError, ValueError):
            continue  # another program's version may have written what this one cannot read
    return found


def set_due(store: Store, period_code: str, day: date | None) -> Change:
    """Set the last day for reporting a period, or take it back with None.

    `UserError` for a day before the period has begun.
    """
    period = Period.parse(period_code)
    if day is not None and day < period.first_day:
        raise UserError(
            f"{period.label}从{period.first_day}开始，上报期限不能更早；请重新选择日期。"
        )
    days = {code: each.isoformat() for code, each in due_days(store).items()}
    days.pop(period.code, None)
    if day is not None:
        days[period.code] = day.isoformat()
    return store.save_setting(DUE_DAYS, days)


def stem_of(under: str) -> str:
    """What the codes of a unit's area begin with: 231200 stands for 2312.

    `UserError` for what is no unit's code.
    """
    stem = under.strip().upper()
    if not stem:
        return ""
    if not (stem.isascii() and stem.isalnum()):
        raise UserError(f"“{under}”不是单位代码；请写代码或它的开头几位，如 231222。")
    while len(stem) > 2 and len(stem) % 2 == 0 and stem.endswith("00") and stem.isdigit():
        stem = stem[:-2]
    return stem


def reporting_periods(store: Store, today: date) -> tuple[Period, ...]:
    """Every period something was received for or is due, and the current quarter; latest first."""
    codes = {*store.consolidation.periods(), *due_days(store), Period.containing(today).code}
    found = []
    for code in codes:
        try:
            found.append(Period.parse(code))
        except UserError:
            continue
    return tuple(sorted(found, key=lambda each: (each.last_day, each.first_day), reverse=True))


def latest_period(store: Store, today: date) -> Period:
    """The latest period something was received for; the current quarter before that."""
    received = set(store.consolidation.periods())
    found = [each for each in reporting_periods(store, today) if each.code in received]
    return found[0] if found else Period.containing(today)


def expected_units(store: Store, under: str = "") -> tuple[ExpectedUnit, ...]:
    """The units of the list, by code; those that owe nothing have `expected` off."""
    return store.consolidation.expected(stem_of(under))


def wall(store: Store, periods: Iterable[Period | str], today: date, *, under: str = "") -> Wall:
    """应报未报 of these periods, the units by code; `under` keeps to an area's codes."""
    wanted = tuple(Period.parse(each) if isinstance(each, str) else each for each in periods)
    standings = [
        standing
        for period in wanted
        for standing in store.consolidation.standings(_scope(store, period, under))
    ]
    units = expected_units(store, under)
    relays = [
        relay
        for code in handing_on(units)
        for period in wanted
        for relay in store.consolidation.relays(code, period.code)
    ]
    built = build_wall(units, standings, wanted, due_days(store), today, relays)
    return replace(built, waiting=len(store.packages.quarantined()))


def coverage(store: Store, period_code: str, today: date, *, under: str = "") -> Coverage:
    """应报n 实报m，未报：… of a period: what every consolidated figure says with it."""
    return wall(store, (period_code,), today, under=under).coverage[0]


def consolidated(store: Store, period_code: str, today: date, *, under: str = "") -> Consolidation:
    """A period over all units that were received, or over those `under` a code."""
    period = Period.parse(period_code)
    scope = _scope(store, period, under)
    units = store.consolidation.units(scope, period.previous().code)
    checklists = used_checklists(store, period.code, under=under)
    titles = {name: versions[0].title for name, versions in checklists.items() if versions}
    kinds = _kind_names(checklists)
    counts = store.consolidation.finding_counts(scope, today)
    return Consolidation(
        period=period,
        under=scope.under,
        today=today,
        coverage=coverage(store, period.code, today, under=under),
        units=units,
        whole=whole_mean(units),
        dimensions=dimension_means(units),
        items=_titled(store.consolidation.items(scope), checklists),
        findings=finding_figures(counts, kinds, _dimension_names(checklists)),
        notes=comparability(units, len(store.packages.quarantined()), titles),
        titles=titles,
        kinds=kinds,
    )


def items(store: Store, period_code: str, *, under: str = "") -> tuple[ItemFigures, ...]:
    """Every item over the units, those most units lose points on first."""
    scope = _scope(store, Period.parse(period_code), under)
    checklists = used_checklists(store, scope.period, under=under)
    return _titled(store.consolidation.items(scope), checklists)


def first_losing(
    store: Store, period_code: str, item: ItemFigures, *, under: str = "", most: int = MOST_LOSING
) -> LosingUnits:
    """The units that lose points on an item, by code; of very many the first, all points first."""
    if item.losing <= most:
        found = losing_units(store, period_code, item.family, item.code, under=under)
        return LosingUnits(found, len(found))
    scope = _scope(store, Period.parse(period_code), under)
    units = store.consolidation.first_losing(scope, item.family, item.code, most)
    return LosingUnits(units, item.losing)


def losing_units(
    store: Store, period_code: str, family: str, item: str, *, under: str = ""
) -> tuple[UnitLoss, ...]:
    """The units that lose points on an item, by code."""
    scope = _scope(store, Period.parse(period_code), under)
    return store.consolidation.losing(scope, family, item)


def unit_findings(
    store: Store,
    period_code: str,
    *,
    under: str = "",
    states: Iterable[State] = State,
    overdue_on: date | None = None,
    check_item: str = "",
) -> tuple[UnitFinding, ...]:
    """The units' findings by unit, dimension and item, in these states, overdue on that day."""
    scope = _scope(store, Period.parse(period_code), under)
    return store.consolidation.findings(
        scope, states=states, overdue_on=overdue_on, check_item=check_item
    )


def used_checklists(
    store: Store, period_code: str, *, under: str = ""
) -> Mapping[str, tuple[Checklist, ...]]:
    """By family: the checklists units reported with, the newest version of the list itself first.

    They came with the packages; one that is missing or damaged is left out.
    """
    scope = _scope(store, Period.parse(period_code), under)
    found: dict[str, list[Checklist]] = {}
    asked: Counter[str] = Counter()
    for used in store.consolidation.checklists(scope):
        known = found.setdefault(family(used.id), [])
        asked[family(used.id)] += 1
        if asked[family(used.id)] > _MOST_CHECKLISTS:
            continue
        content = store.packages.attachment(used.sha256)
        if content is not None:
            known.append(read_checklist(content))
    return {name: tuple(checklists) for name, checklists in found.items()}


def unit_view(
    store: Store, organisation_code: str, period_code: str, today: date, package: str = ""
) -> UnitView:
    """A unit's self-check rebuilt from the package that stands, for drill-down.

    With `package` from that one instead, as for the other side of a fork. `UserError` when nothing
    of the period is here.
    """
    period = Period.parse(period_code)
    place = (organisation_code, period.code)
    standing = [each.id for each in store.packages.standing(place)]
    if not standing:
        raise UserError(f"没有收到{organisation_code}{period.label}的上报；请先接收它的上报包。")
    shown = package or standing[0]
    record = store.packages.record(shown)
    if record is None or (record.organisation, record.period) != place:
        raise UserError("这个上报包不是该单位这一期的；请重新选择。")
    submission, filled = _rebuilt(store, record, today)
    others = (store.packages.record(each) for each in standing if each != shown)
    revisions = tuple(
        each for each in store.packages.records(place) if each.kind is PackageKind.SUBMISSION
    )
    return UnitView(
        filled,
        record,
        submitted_by=submission.frozen.submitted_by,
        device_name=store.packages.content(shown).header.device_name,
        others=tuple(each for each in others if each is not None),
        revisions=revisions,
        previous=_previous(store, filled, today),
        missing_photos=store.packages.missing(filled.evidence.files),
        relayed=relayed_reviews(store, filled, shown, revisions),
    )


def received_check(
    store: Store, organisation_code: str, period_code: str, today: date
) -> FilledCheck | None:
    """A unit's self-check alone, rebuilt from the package that stands; None without one."""
    standing = store.packages.standing((organisation_code, period_code))
    record = store.packages.record(standing[0].id) if standing else None
    return None if record is None else _rebuilt(store, record, today)[1]


def _rebuilt(store: Store, record: PackageRecord, today: date) -> tuple[Submission, FilledCheck]:
    from bizenv_desktop.storage.submission_rows import read_submission

    core = store.packages.content(record.id).core
    submission = read_submission(record.kind, core, (record.organisation, record.period))
    content = store.packages.attachment(submission.frozen.checklist_sha256)
    if content is None:
        raise UserError("数据库里缺少这个上报包的自查表；请重新接收它，或用备份恢复。")
    return submission, submission.filled(read_checklist(content), today)


def _previous(store: Store, filled: FilledCheck, today: date) -> FilledCheck | None:
    """The unit's last period before this one, if it was made with the same family of checklists."""
    check = filled.check
    earlier = [
        period
        for code in store.consolidation.periods_of(check.organisation.code)
        if (period := Period.parse(code)).last_day < check.period.last_day
    ]
    for period in sorted(earlier, key=lambda each: each.last_day, reverse=True):
        before = received_check(store, check.organisation.code, period.code, today)
        if before is not None and family(before.checklist.id) == family(filled.checklist.id):
            return before
    return None


@lru_cache(maxsize=64)
def read_checklist(content: bytes) -> Checklist:
    """The checklist an attachment holds; the same one is read for every unit."""
    return from_json(Checklist, content.decode())


def _scope(store: Store, period: Period, under: str) -> Scope:
    from bizenv_desktop.storage.consolidation_rows import Scope

    own = store.setting(OWN_ORGANISATION)
    return Scope(period.code, stem_of(under), own if isinstance(own, str) else "")


def _titled(
    found: Iterable[ItemFigures], checklists: Mapping[str, Sequence[Checklist]]
) -> tuple[ItemFigures, ...]:
    """The items with the words of the newest checklist that has them, by weight."""
    known: dict[tuple[str, str], tuple[Checklist, CheckItem]] = {}
    for name, versions in checklists.items():
        for checklist in reversed(versions):
            known.update({(name, item.code): (checklist, item) for item in checklist.items})
    titled = []
    for each in found:
        if entry := known.get((each.family, each.code)):
            checklist, item = entry
            each = replace(
                each,
                title=item.title,
                dimension=checklist.dimension(item.dimension).name,
                kind=checklist.problem_kind(item.problem_kind),
            )
        titled.append(each)
    return by_weight(titled)


def _kind_names(checklists: Mapping[str, Sequence[Checklist]]) -> dict[str, str]:
    return {
        kind.code: kind.name
        for versions in checklists.values()
        for checklist in reversed(versions)
        for kind in checklist.problem_kinds
    }


def _dimension_names(checklists: Mapping[str, Sequence[Checklist]]) -> dict[str, str]:
    return {
        dimension.code: dimension.name
        for versions in checklists.values()
        for checklist in reversed(versions)
        for dimension in checklist.dimensions
    }
