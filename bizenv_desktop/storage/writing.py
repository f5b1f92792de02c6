# SPDX-License-Identifier: MIT
"""The statements that write records, each to be run inside a transaction of the Store's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.selfcheck import Answer, SelfCheck
    from bizenv_desktop.storage.change import CheckKey

Written = frozenset[tuple[str, str, str]]
"""Organisation, period and item of the rows written."""


def write_organisation(connection: sqlite3.Connection, organisation: Organisation) -> None:
    """Insert it, or bring its row up to date."""
    connection.execute(_UPSERT_ORGANISATION, rows.organisation_values(organisation))


def write_setting(connection: sqlite3.Connection, name: str, value: Any) -> None:  # noqa: ANN401
    """Keep a setting: whatever JSON can hold."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, clean_text(json.dumps(value, ensure_ascii=False))),
    )


def insert_self_check(connection: sqlite3.Connection, check: SelfCheck) -> None:
    """Insert a self-check; its organisation and checklist must be there."""
    checklist = (check.checklist, check.checklist_version)
    connection.execute(_INSERT_SELF_CHECK, (*check.key, *checklist, *rows.check_values(check)))


def update_self_check(connection: sqlite3.Connection, check: SelfCheck) -> bool:
    """Write its switches and signatories; False when there is no such self-check."""
    found = connection.execute(_UPDATE_SELF_CHECK, (*rows.check_values(check), *check.key))
    return found.rowcount == 1


def write_answers(
    connection: sqlite3.Connection, key: CheckKey, answers: Iterable[Answer]
) -> Written:
    """Put the answers in place of those stored; a blank one is removed."""
    changed = set()
    for answer in answers:
        where = (*key, answer.item)
        # the occurrences go with the row they hang on
        connection.execute(_DELETE_ANSWER, where)
        if not answer.is_blank:
            connection.execute(_INSERT_ANSWER, (*where, *rows.answer_values(answer)))
            connection.executemany(
                _INSERT_OCCURRENCE,
                [
                    (*where, position, *rows.occurrence_values(found))
                    for position, found in enumerate(answer.occurrences, 1)
                ],
            )
        changed.add(where)
    return frozenset(changed)


def write_findings(
    connection: sqlite3.Connection, key: CheckKey, findings: Iterable[Finding]
) -> Written:
    """Insert the findings, or bring their rows up to date."""
    changed = set()
    for finding in findings:
        where = (*key, finding.item)
        connection.execute(_UPSERT_FINDING, (*where, *rows.finding_values(finding)))
        changed.add(where)
    return frozenset(changed)


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def _upsert(table: str, key: Sequence[str], columns: Sequence[str]) -> str:
    changed = ", ".join(f"{column} = excluded.{column}" for column in columns)
    return (
        f"{_insert(table, (*key, *columns))} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"
    )


_CHECK_KEY = ("organisation", "period")
_ITEM_KEY = (*_CHECK_KEY, "item")
_WHERE_CHECK = " WHERE organisation = ? AND period = ?"

_UPSERT_ORGANISATION = _upsert("organisation", ("code",), rows.ORGANISATION_COLUMNS)
_INSERT_SELF_CHECK = _insert(
    "self_check", (*_CHECK_KEY, "checklist", "checklist_version", *rows.CHECK_COLUMNS)
)
_UPDATE_SELF_CHECK = (
    "UPDATE self_check SET "
    + ", ".join(f"{column} = ?" for column in rows.CHECK_COLUMNS)
    + _WHERE_CHECK
)
_DELETE_ANSWER = f"DELETE FROM answer{_WHERE_CHECK} AND item = ?"
_INSERT_ANSWER = _insert("answer", (*_ITEM_KEY, *rows.ANSWER_COLUMNS))
_INSERT_OCCURRENCE = _insert("occurrence", (*_ITEM_KEY, "position", *rows.OCCURRENCE_COLUMNS))
_UPSERT_FINDING = _upsert("finding", _ITEM_KEY, rows.FINDING_COLUMNS)
