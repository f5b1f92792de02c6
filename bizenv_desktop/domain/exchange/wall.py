# SPDX-License-Identifier: MIT
"""应报未报: who owes a self-check, who has reported, and how what came stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import check_code
from bizenv_desktop.domain.exchange.keys import is_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bizenv_desktop.domain.period import Period

_MOST_NAMED = 20


class WallState(StrEnum):
    """How a unit's period stands; where several hold, the one that asks for something first."""

    REPORTED = "reported"
    LATE = "late"
    OLD_VERSION = "old_version"
    RETURNED = "returned"
    FORK = "fork"
    MISSING = "missing"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """已报, 迟报, 旧版, 退回, 分叉, 未报 or 逾期."""
        return _LABELS[self]

    @property
    def is_reported(self) -> bool:
        """Whether something stands for the period."""
        return self not in (WallState.MISSING, WallState.OVERDUE)


_LABELS = {
    WallState.REPORTED: "已报",
    WallState.LATE: "迟报",
    WallState.OLD_VERSION: "旧版",
    WallState.RETURNED: "退回",
    WallState.FORK: "分叉",
    WallState.MISSING: "未报",
    WallState.OVERDUE: "逾期",
}


@dataclass(frozen=True, slots=True)
class ExpectedUnit:
    """A unit on the wall; `expected` when it owes a report, `path` names its superiors.

    `between` is a level between, which hands on what those below it sent.
    """

    code: str
    name: str
    path: tuple[str, ...] = ()
    expected: bool = True
    between: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The package that stands for a unit's period, as far as the wall goes.

    `first_arrived` is when the first revision came, by our clock: a correction is never late;
    `others` counts the heads beside it, `returned` says that it was sent back for change.
    """

    organisation: str
    period: str
    name: str
    package: str
    revision: int
    made: str
    arrived: str
    first_arrived: str
    others: int
    returned: bool
    checklist: str
    checklist_version: int

    @property
    def place(self) -> tuple[str, str]:
        return (self.organisation, self.period)

    @property
    def is_relay(self) -> bool:
        """Whether it is a 汇总上报包, which stands for no self-check."""
        return not self.checklist


@dataclass(frozen=True, slots=True)
class WallCell:
    """One unit's period: its state, and what it follows from.

    `due` is the last day for reporting, `newest` the newest version of the unit's checklist that
    anybody reported with.
    """

    state: WallState
    standing: Standing | None
    due: date | None
    newest: int
    today: date

    @property
    def words(self) -> str:
        """Everything that is to be said of it, also what the state does not say."""
        if self.standing is None:
            return self._missing_words()
        return "；".join(_remarks(self))

    def _missing_words(self) -> str:
        if self.due is None:
            return "未报"
        days = (self.today - self.due).days
        return (
            f"应于{self.due}前上报，已逾期{days}天" if days > 0 else f"未报，应于{self.due}前上报"
        )


@dataclass(frozen=True, slots=True)
class WallRow:
    """A unit with its cells, one a period of the wall.

    One that hands on what the units below it sent is on the wall, and counts in no coverage unless
    it sent a self-check of its own: figures are made of self-checks.
    """

    unit: ExpectedUnit
    cells: tuple[WallCell, ...]
    hands_on: bool = False

    def owes(self, at: int) -> bool:
        """Whether it counts among 应报 in the period at that place."""
        return self.unit.expected and (not self.hands_on or self.own(at) is not None)

    @property
    def is_unlisted(self) -> bool:
        """Whether it reported without owing to."""
        return not self.unit.expected and not self.hands_on

    def own(self, at: int) -> Standing | None:
        """Its self-check in that period, None where only a relay or nothing came."""
        standing = self.cells[at].standing
        return None if standing is None or standing.is_relay else standing


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete a period's figures are: units that owe, those of them that reported.

    `missing` are the names of those that did not; `unlisted` those that reported without owing.
    """

    expected: int
    reported: int
    missing: tuple[str, ...]
    sentence: str
    unlisted: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return bool(self.expected) and not self.missing


@dataclass(frozen=True, slots=True)
class Wall:
    """Units by code against periods, and each period's coverage and due day.

    `waiting` packages are here whose key is not enrolled: who sent them counts as not reporting.
    """

    periods: tuple[Period, ...]
    rows: tuple[WallRow, ...]
    coverage: tuple[Coverage, ...]
    due: tuple[date | None, ...]
    waiting: int = 0

    def cell(self, organisation: str, period: str) -> WallCell | None:
        """The cell of a unit's period, None when either is not on the wall."""
        at = next((at for at, each in enumerate(self.periods) if each.code == period), None)
        row = next((row for row in self.rows if row.unit.code == organisation), None)
        return None if at is None or row is None else row.cells[at]

    def counts(self, at: int) -> Mapping[WallState, int]:
        """How many units that owe a report are in which state in the period at that place."""
        found = dict.fromkeys(WallState, 0)
        for row in self.rows:
            if row.owes(at):
                found[row.cells[at].state] += 1
        return {state: count for state, count in found.items() if count}


def build_wall(
    units: Iterable[ExpectedUnit],
    standings: Iterable[Standing],
    periods: Sequence[Period],
    due: Mapping[str, date],
    today: date,
    relays: Iterable[Standing] = (),
) -> Wall:
    """The wall; units that reported without being on the list come with `expected` off.

    Of several `relays` of a unit the first counts; one of all periods ("") wherever something of
    the units below it stands.
    """
    by_place = {each.place: each for each in standings}
    known = {unit.code: unit for unit in units}
    passing = handing_on(known.values())
    newest = _newest_versions(by_place.values())
    _add_relays(by_place, relays, periods)
    codes = [period.code for period in periods]
    wanted, days = set(codes), [(code, due.get(code)) for code in codes]
    reporting = set()
    for each in by_place.values():
        if each.period in wanted:
            reporting.add(each.organisation)
            if each.organisation not in known:
                unlisted = ExpectedUnit(each.organisation, each.name, expected=False)
                known[each.organisation] = unlisted
    rows = tuple(
        WallRow(
            unit,
            tuple(_cell(by_place.get((code, period)), day, newest, today) for period, day in days),
            code in passing,
        )
        for code, unit in sorted(known.items())
        if unit.expected or unit.between or code in reporting
    )
    coverage = tuple(_coverage_at(rows, at, period) for at, period in enumerate(periods))
    return Wall(tuple(periods), rows, coverage, tuple(day for _, day in days))


def handing_on(units: Iterable[ExpectedUnit]) -> frozenset[str]:
    """The codes of units with others below them on the list, and of those between that owe nothing.

    They hand on what was sent to them.
    """
    listed = {unit.code: unit for unit in units}
    above = {one for one, after in pairwise(sorted(listed)) if is_below(after, one)}
    between = {code for code, unit in listed.items() if unit.between and not unit.expected}
    return frozenset(above | between)


def _add_relays(
    by_place: dict[tuple[str, str], Standing],
    relays: Iterable[Standing],
    periods: Sequence[Period],
) -> None:
    """Let a relay stand where the unit sent no self-check of its own."""
    sent = {
        period.code: sorted(code for code, of in by_place if of == period.code)
        for period in periods
    }
    for relay in relays:
        for code in [relay.period] if relay.period else sent:
            below = relay.period or any(is_below(each, relay.organisation) for each in sent[code])
            if below:
                by_place.setdefault((relay.organisation, code), relay)


def _coverage_at(rows: Iterable[WallRow], at: int, period: Period) -> Coverage:
    pairs = [
        (row.unit, row.own(at))
        for row in rows
        if row.owes(at) or (not row.unit.expected and row.own(at))
    ]
    return coverage_of(pairs, period)


def coverage_of(units: Iterable[tuple[ExpectedUnit, Standing | None]], period: Period) -> Coverage:
    """应报n 实报m，未报：… of units with what stands for each in the period."""
    pairs = list(units)
    owing = [(unit, standing) for unit, standing in pairs if unit.expected]
    missing = tuple(unit.name for unit, standing in owing if standing is None)
    unlisted = tuple(unit.name for unit, standing in pairs if standing and not unit.expected)
    reported = len(owing) - len(missing)
    if not owing:
        words = f"{period.label}还没有设定应报单位"
        words += f"，已收到{len(unlisted)}个单位的上报" if unlisted else "，也没有收到上报"
        return Coverage(0, 0, (), f"{words}；请登记下级单位的密钥卡后再看应报未报。", unlisted)
    words = f"{period.label}应报{len(owing)}个单位，实报{reported}个，"
    words += f"未报：{named(missing)}" if missing else "已全部上报"
    if unlisted:
        words += f"；另有名单外单位上报：{named(unlisted)}"
    return Coverage(len(owing), reported, missing, f"{words}。", unlisted)


def named(names: Sequence[str]) -> str:
    """The names in a row; a long row stops and says how many there are: 甲、乙等37个."""
    shown = "、".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等{len(names)}个"


def _newest_versions(standings: Iterable[Standing]) -> dict[tuple[str, str], int]:
    """By period and checklist: the newest version anybody reported with."""
    newest: dict[tuple[str, str], int] = {}
    for each in standings:
        key = (each.period, each.checklist)
        newest[key] = max(newest.get(key, 0), each.checklist_version)
    return newest


def _cell(
    standing: Standing | None,
    due: date | None,
    newest: Mapping[tuple[str, str], int],
    today: date,
) -> WallCell:
    if standing is None:
        overdue = due is not None and today > due
        state = WallState.OVERDUE if overdue else WallState.MISSING
        return WallCell(state, None, due, 0, today)
    latest = newest.get((standing.period, standing.checklist), 0)
    return WallCell(_state(standing, due, latest), standing, due, latest, today)


def _state(standing: Standing, due: date | None, newest: int) -> WallState:
    if standing.others:
        return WallState.FORK
    if standing.returned:
        return WallState.RETURNED
    if standing.checklist_version < newest:
        return WallState.OLD_VERSION
    return WallState.LATE if _days_late(standing, due) else WallState.REPORTED


def _days_late(standing: Standing, due: date | None) -> int:
    return 0 if due is None else max(0, (_day(standing.first_arrived) - due).days)


def _remarks(cell: WallCell) -> Iterator[str]:
    """What is to be said of a report, for each state that holds."""
    standing = cell.standing
    assert standing is not None
    code = check_code(standing.package)
    what = "汇总上报包" if standing.is_relay else ""
    yield f"{what}第{standing.revision}版，核对码{code}，{standing.arrived[:10]}收到"
    if late := _days_late(standing, cell.due):
        yield f"比{cell.due}的期限迟{late}天"
    if standing.checklist_version < cell.newest:
        yield f"用的是自查表第{standing.checklist_version}版，本期已有第{cell.newest}版"
    if standing.returned:
        yield "已退回，待重新上报"
    if standing.others:
        yield f"另有{standing.others}份互不包含的上报，待该单位合并后再报"


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
