# SPDX-License-Identifier: MIT
"""The statements that write what two versions of a self-check were brought together to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.merging import Merge
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import checklist_rows, look_rows, rectification_rows, writing
from bizenv_desktop.storage.change import Change
from bizenv_desktop.storage.evidence_shelf import write_links
from bizenv_desktop.storage.report_edit_rows import write_edit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.exchange.submission import Submission
    from bizenv_desktop.domain.findings.lifecycle import Event
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.storage.change import CheckKey


def write_merge(connection: sqlite3.Connection, key: CheckKey, merge: Merge) -> Change:
    """Write all of it in the transaction the caller began; `UserError` undoes it."""
    if merge.check is not None:
        writing.update_self_check(connection, merge.check)
    rectification_rows.insert_visits(connection, key, merge.visits)
    for visit in merge.corrected:
        rectification_rows.update_visit(connection, key, visit)
    answers = writing.write_answers(connection, key, merge.answers.values())
    findings = writing.write_findings(connection, key, merge.findings.values())
    findings |= _insert_events(connection, key, merge.events)
    findings |= _insert_looks(connection, key, merge.looks)
    _check_files(connection, merge.hashes)
    evidence = write_links(connection, key, merge.evidence.values())
    for paragraph, edit in merge.edits.items():
        write_edit(connection, key, paragraph, edit)
    return Change(
        answers=answers,
        findings=findings,
        evidence=evidence,
        self_checks=frozenset() if merge.check is None else frozenset({key}),
        visits=frozenset({key}) if merge.visits or merge.corrected else frozenset(),
        report_edits=frozenset((*key, paragraph) for paragraph in merge.edits),
    )


def write_self_check(
    connection: sqlite3.Connection, submission: Submission, checklist: Checklist
) -> Change:
    """Begin a self-check with everything in a package; its photos were kept before."""
    check = submission.check
    writing.write_organisation(connection, check.organisation)
    checklist_rows.insert_checklist(connection, checklist)
    if connection.execute(
        "SELECT 1 FROM self_check WHERE organisation = ? AND period = ?", check.key
    ).fetchone():
        raise UserError(f"{check.period.label}的自查刚刚已经建立；请重新打开再接收。")
    writing.insert_self_check(connection, check)
    whole = Merge(
        answers=submission.answers,
        findings=submission.findings,
        evidence=submission.evidence.items,
        events={code: log.events for code, log in submission.logs.items()},
        looks=submission.looks,
        visits=submission.visits,
        edits=submission.edits,
    )
    change = write_merge(connection, check.key, whole)
    return change | Change(
        self_checks=frozenset({check.key}), organisations=frozenset({check.organisation.code})
    )


def _insert_events(
    connection: sqlite3.Connection, key: CheckKey, events: Mapping[str, tuple[Event, ...]]
) -> writing.Written:
    written: set[tuple[str, str, str]] = set()
    for code, added in events.items():
        have = _count(connection, "finding_event", key, code)
        for at, event in enumerate(added, have + 1):
            written |= rectification_rows.insert_events(connection, key, {code: (at, event)})
    return frozenset(written)


def _insert_looks(
    connection: sqlite3.Connection, key: CheckKey, looks: Mapping[str, tuple[Look, ...]]
) -> writing.Written:
    written: set[tuple[str, str, str]] = set()
    for code, added in looks.items():
        have = _count(connection, "look_back", key, code)
        for at, look in enumerate(added, have + 1):
            written |= look_rows.insert_past_look(connection, key, code, at, look)
    return frozenset(written)


def _count(connection: sqlite3.Connection, table: str, key: CheckKey, code: str) -> int:
    found = connection.execute(
        f"SELECT count(*) FROM {table} WHERE organisation = ? AND period = ? AND item = ?",
        (*key, code),
    )
    count: int = found.fetchone()[0]
    return count


def _check_files(connection: sqlite3.Connection, hashes: frozenset[str]) -> None:
    found = connection.execute(
        "SELECT count(*) FROM evidence WHERE sha256 IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(hashes)),),
    )
    if found.fetchone()[0] != len(hashes):
        raise UserError("有佐证文件没有随包带来，没有改动；请让对方连同照片重新导出。")
