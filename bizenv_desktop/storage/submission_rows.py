# SPDX-License-Identifier: MIT
"""A self-check out of the program's tables into a core's, and back out of a core as records."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.evidence import EvidenceBook
from bizenv_desktop.domain.exchange.submission import (
    FrozenFinding,
    FrozenItem,
    FrozenScore,
    Submission,
)
from bizenv_desktop.domain.findings.comeback import Closing
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.errors import PackageError, UserError
from bizenv_desktop.storage.core_database import MOST_ROWS, all_rows, open_core
from bizenv_desktop.storage.core_schema import CORE_TABLES, columns
from bizenv_desktop.storage.store import Store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from bizenv_desktop.domain.exchange.header import PackageKind
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.storage.change import CheckKey

    Rows = list[Sequence[str | int | None]]

_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,20})?")
_WHERE = "WHERE organisation = ? AND period = ?"
_ORDER = {
    "answer": "item",
    "occurrence": "item, position",
    "finding": "item",
    "finding_event": "item, position",
    "look_back": "item, position",
    "visit": "number",
    "visit_finding": "visit, position",
    "evidence_link": "item, position",
    "report_edit": "paragraph",
}
"""Tables copied row for row, and in what order."""
_KEYS = {
    **_ORDER,
    "visit_finding": "item",
    "evidence": "sha256",
    "confirmed_citation": "checklist, item, edition",
    "frozen_item": "item",
    "frozen_finding": "item",
}
"""What may stand in a core's table once only."""
_STATES = {str(state): state for state in ItemState}
_BY_ITEM = ("answer", "finding", "frozen_item", "frozen_finding")
"""Tables that are read into one record an item: a second one would make a row too many."""
_TWICE = "包里同一项数据有两份，没有接收；请让对方重新导出。"
_EVIDENCE = ("evidence", "evidence_link")


def copied_rows(
    connection: sqlite3.Connection, key: CheckKey, kind: PackageKind
) -> dict[str, Rows]:
    """The rows of a self-check by core table, read in the transaction the caller began."""
    found: dict[str, Rows] = {}
    for table, order in (("self_check", "period"), *_ORDER.items()):
        names = ", ".join(columns(kind, table))
        query = f"SELECT {names} FROM {table} {_WHERE} ORDER BY {order}"
        found[table] = [tuple(row) for row in connection.execute(query, key)]
    own = ", ".join(columns(kind, "organisation"))
    found["organisation"] = _plain(
        connection.execute(f"SELECT {own} FROM organisation WHERE code = ?", key[:1])
    )
    files = ", ".join(columns(kind, "evidence"))
    found["evidence"] = _plain(
        connection.execute(
            f"SELECT {files} FROM evidence WHERE sha256 IN"
            f" (SELECT sha256 FROM evidence_link {_WHERE}) ORDER BY sha256",
            key,
        )
    )
    return found


def filled_rows(filled: FilledCheck, frozen: FrozenScore) -> dict[str, Rows]:
    """The rows of a core that are not copied: what the self-check rests on, the frozen score."""
    from bizenv_desktop.storage.regulation_rows import citation_values

    return {
        "confirmed_citation": [
            citation_values(each) for _, each in sorted(filled.provincial.items())
        ],
        "closing": [(one.period, one.item, one.day.isoformat()) for one in filled.closed_elsewhere],
        "frozen_score": [
            (
                frozen.checklist_sha256,
                _text(frozen.total),
                _text(frozen.filled_total),
                plain(frozen.bonus),
                frozen.grade,
                json.dumps(list(frozen.vetoed_by)),
                frozen.submitted_by,
            )
        ],
        "frozen_item": [
            (code, str(each.state), _text(each.score)) for code, each in frozen.items.items()
        ],
        "frozen_finding": [
            (one.item, one.check_item, str(one.state), one.due.isoformat(), one.recurrence)
            for one in frozen.findings.values()
        ],
    }


def read_submission(kind: PackageKind, content: bytes, key: CheckKey) -> Submission:
    """The one self-check of a core's bytes; `PackageError` unless it is that of `key` alone."""
    with open_core(kind, content) as core, _believed():
        counts = _counts(core, kind)
        filled = frozenset(table for table, count in counts.items() if count)
        _check_keys(core, filled)
        _check_owners(core, kind, filled, key)
        store = Store(core, Path("上报包"), read_only=True)
        (check,) = store.self_checks()
        lacks = filled.isdisjoint  # what is empty need not be asked for
        found = Submission(
            check=check,
            answers=store.answers(key),
            findings=store.findings(key),
            logs={} if lacks(("finding_event",)) else store.finding_logs(key),
            looks={} if lacks(("look_back",)) else store.looks(key),
            visits=() if lacks(("visit", "visit_finding")) else store.visits(key),
            evidence=EvidenceBook() if lacks(_EVIDENCE) else store.evidence.book(key),
            edits={} if lacks(("report_edit",)) else store.report_edits(key),
            citations=() if lacks(("confirmed_citation",)) else store.citations(),
            closings=tuple(
                Closing(row["period"], row["item"], date.fromisoformat(row["day"]))
                for row in all_rows(core, kind, "closing")
            ),
            frozen=_frozen(core, kind),
        )
        by_item = (found.answers, found.findings, found.frozen.items, found.frozen.findings)
        if [len(each) for each in by_item] != [counts[table] for table in _BY_ITEM]:
            raise PackageError(_TWICE)
        return found


def _frozen(core: sqlite3.Connection, kind: PackageKind) -> FrozenScore:
    (row,) = all_rows(core, kind, "frozen_score")
    return FrozenScore(
        checklist_sha256=row["checklist_sha256"],
        total=_number(row["total"]),
        filled_total=_number(row["filled_total"]),
        bonus=_decimal(row["bonus"]),
        grade=row["grade"],
        vetoed_by=tuple(json.loads(row["vetoed_by"])),
        submitted_by=row["submitted_by"],
        items={
            item: FrozenItem(_STATES[state], _number(score))
            for item, state, score in all_rows(core, kind, "frozen_item")
        },
        findings={
            each["item"]: FrozenFinding(
                each["item"],
                each["check_item"],
                State(each["state"]),
                date.fromisoformat(each["due"]),
                each["recurrence"],
            )
            for each in all_rows(core, kind, "frozen_finding")
        },
    )


def _counts(core: sqlite3.Connection, kind: PackageKind) -> dict[str, int]:
    """How many rows each table holds; `PackageError` when one holds absurdly many."""
    tables = CORE_TABLES[kind]
    counts = _figures(core, [f"SELECT count(*) FROM {table}" for table in tables])
    if max(counts) > MOST_ROWS:
        raise PackageError("包里的数据多得不合常理，没有接收；请让对方重新导出。")
    return dict(zip(tables, counts, strict=True))


def _check_owners(
    core: sqlite3.Connection, kind: PackageKind, filled: frozenset[str], key: CheckKey
) -> None:
    """Every row is of this self-check; one of another unit would be somebody else's data."""
    foreign = _figures(
        core,
        [
            f"SELECT count(*) FROM {table} WHERE organisation IS NOT ?1 OR period IS NOT ?2"
            for table in sorted(filled)
            if {"organisation", "period"} <= set(columns(kind, table))
        ],
        key,
    )
    owners = [row["code"] for row in all_rows(core, kind, "organisation")]
    if any(foreign) or owners != [key[0]]:
        raise PackageError("包里混有别的单位或期次的数据，没有接收；请让对方重新导出。")


def _check_keys(core: sqlite3.Connection, filled: frozenset[str]) -> None:
    """Of what is not read by item, nothing stands there twice."""
    for table in (_KEYS.keys() & filled).difference(_BY_ITEM):
        keys = core.execute(f"SELECT {_KEYS[table]} FROM {table}").fetchall()
        if len(set(keys)) != len(keys):
            raise PackageError(_TWICE)


def _figures(
    core: sqlite3.Connection, queries: list[str], values: tuple[str, ...] = ()
) -> list[int]:
    """What several queries that give one number each give, asked at once."""
    if not queries:
        return []
    together = ", ".join(f"({query})" for query in queries)
    return list(core.execute(f"SELECT {together}", values).fetchone())


@contextmanager
def _believed() -> Iterator[None]:
    """Rows that make no record mean a package nobody honest wrote."""
    try:
        yield
    except PackageError:
        raise
    except (
        UserError,
        ValueError,
        LookupError,
        TypeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise PackageError("包里有读不懂的数据，没有接收；请让对方重新导出。") from error


def _plain(found: Iterable[sqlite3.Row]) -> Rows:
    return [tuple(row) for row in found]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else _decimal(text)


@lru_cache(maxsize=4096)  # scores repeat, from item to item and from unit to unit
def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)
