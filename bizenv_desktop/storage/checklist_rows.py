# SPDX-License-Identifier: MIT
"""The statements that keep checklist versions and move a self-check from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.record_json import to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.storage.change import CheckKey


def insert_checklist(connection: sqlite3.Connection, checklist: Checklist) -> None:
    """Keep this version; one once kept is never rewritten, as self-checks rest on it."""
    connection.execute(
        "INSERT INTO checklist (id, version, content) VALUES (?, ?, ?)"
        " ON CONFLICT (id, version) DO NOTHING",
        (checklist.id, checklist.version, to_json(checklist)),
    )


def point_to(connection: sqlite3.Connection, check: SelfCheck, checklist: Checklist) -> bool:
    """Let the self-check rest on this version; False when it is gone or was moved meanwhile."""
    done = connection.execute(
        "UPDATE self_check SET checklist = ?, checklist_version = ?"
        " WHERE organisation = ? AND period = ? AND checklist = ? AND checklist_version = ?",
        (
            checklist.id,
            checklist.version,
            *check.key,
            check.checklist,
            check.checklist_version,
        ),
    )
    return done.rowcount == 1


def forget_items(
    connection: sqlite3.Connection, key: CheckKey, codes: Iterable[str]
) -> frozenset[tuple[str, str, str]]:
    """Delete answers, findings and evidence of these items; the keys of all of them."""
    forgotten = frozenset((*key, code) for code in codes)
    for where in forgotten:
        for table in ("answer", "finding", "evidence_link"):
            connection.execute(
                f"DELETE FROM {table} WHERE organisation = ? AND period = ? AND item = ?", where
            )
    return forgotten
