# SPDX-License-Identifier: MIT
"""A self-check out of the program's tables into a core's, and back out of a core as records."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
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
from bizenv_desktop.storage.core_database import all_rows, open_core
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
        _check_owners(core, kind, key)
        _check_keys(core, kind)
        store = Store(core, Path("上报包"), read_only=True)
        (check,) = store.self_checks()
        return Submission(
            check=check,
            answers=store.answers(key),
            findings=store.findings(key),
            logs=store.finding_logs(key),
            visits=store.visits(key),
            evidence=store.evidence.book(key),
            edits=store.report_edits(key),
            citations=store.citations(),
            closings=tuple(
                Closing(row["period"], row["item"], date.fromisoformat(row["day"]))
                for row in all_rows(core, kind, "closing")
            ),
            frozen=_frozen(core, kind),
            looks=store.looks(key),
        )


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
            each["item"]: FrozenItem(ItemState(each["state"]), _number(each["score"]))
            for each in all_rows(core, kind, "frozen_item")
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


def _check_owners(core: sqlite3.Connection, kind: PackageKind, key: CheckKey) -> None:
    """Every row is of this self-check; one of another unit would be somebody else's data."""
    for table in CORE_TABLES[kind]:
        if {"organisation", "period"} <= set(columns(kind, table)):
            foreign = core.execute(
                f"SELECT 1 FROM {table} WHERE (organisation, period) IS NOT (?, ?) LIMIT 1", key
            ).fetchone()
            if foreign is not None:
                raise PackageError("包里混有别的单位或期次的数据，没有接收；请让对方重新导出。")
    owners = [row["code"] for row in all_rows(core, kind, "organisation")]
    if owners != [key[0]]:
        raise PackageError("包里混有别的单位或期次的数据，没有接收；请让对方重新导出。")


def _check_keys(core: sqlite3.Connection, kind: PackageKind) -> None:
    for table, key in _KEYS.items():
        all_rows(core, kind, table)  # refuses absurdly many
        twice = core.execute(
            f"SELECT 1 FROM {table} GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if twice is not None:
            raise PackageError("包里同一项数据有两份，没有接收；请让对方重新导出。")


@contextmanager
def _believed() -> Iterator[None]:
    """Rows that make no record mean a package nobody honest wrote."""
    try:
        yield
    except PackageError:
        raise
    except (UserError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise PackageError("包里有读不懂的数据，没有接收；请让对方重新导出。") from error


def _plain(found: Iterable[sqlite3.Row]) -> Rows:
    return [tuple(row) for row in found]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else _decimal(text)


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)
