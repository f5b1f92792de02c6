# SPDX-License-Identifier: MIT
"""The one door to the data: every method is one whole transaction and returns what it changed."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklist import Checklist
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.domain.selfcheck import Occurrence
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import rows
from bizenv_desktop.storage.backup import backup
from bizenv_desktop.storage.connection import connect, explained, immediate
from bizenv_desktop.storage.migrations import check_version, migrate
from bizenv_desktop.storage.second_scorer import SecondScore, second_score

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.domain.rectification import Finding
    from bizenv_desktop.domain.selfcheck import Answer, SelfCheck

CheckKey = tuple[str, str]
"""A self-check's natural key: organisation code and period code."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a write changed, by natural key; the one signal of the window carries it."""

    answers: frozenset[tuple[str, str, str]] = frozenset()
    findings: frozenset[tuple[str, str, str]] = frozenset()
    self_checks: frozenset[CheckKey] = frozenset()
    organisations: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()

    def __or__(self, other: Change) -> Change:
        return Change(
            self.answers | other.answers,
            self.findings | other.findings,
            self.self_checks | other.self_checks,
            self.organisations | other.organisations,
            self.settings | other.settings,
        )


class Store:
    """A database file, open on one thread. `with` closes it; closing leaves one whole file, no side files."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False) -> Store:
        """Open, and bring up to date unless `read_only`; `DatabaseError` in words when it cannot be used."""
        connection = connect(path, create=create, read_only=read_only)
        try:
            with explained(path):
                if read_only:
                    check_version(connection, path)
                else:
                    migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, read_only=read_only)

    def close(self) -> None:
        """Fold the log into the file, so that one file is the whole, and let go of it."""
        if not self.read_only:
            with explained(self.path):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- organisations and settings

    def save_organisation(self, organisation: Organisation) -> Change:
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO organisation (code, name, level, path, sample) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level,"
                " path = excluded.path, sample = excluded.sample",
                rows.organisation_values(organisation),
            )
        return Change(organisations=frozenset({organisation.code}))

    def organisation(self, code: str) -> Organisation | None:
        found = self._all("SELECT * FROM organisation WHERE code = ?", (code,))
        return rows.organisation_from(found[0]) if found else None

    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation the database knows, by code."""
        found = self._all("SELECT * FROM organisation ORDER BY code")
        return tuple(rows.organisation_from(row) for row in found)

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting of this database: whatever JSON can hold; `default` when it was never set."""
        found = self._all("SELECT value FROM setting WHERE name = ?", (name,))
        return json.loads(found[0]["value"]) if found else default

    def save_setting(self, name: str, value: Any) -> Change:
        text = json.dumps(value, ensure_ascii=False)
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, text),
            )
        return Change(settings=frozenset({name}))

    # -- checklists

    def save_checklist(self, checklist: Checklist) -> Change:
        """Keep this version; a version once kept is never rewritten, as self-checks rest on it."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO checklist (id, version, content) VALUES (?, ?, ?)"
                " ON CONFLICT (id, version) DO NOTHING",
                (checklist.id, checklist.version, to_json(checklist)),
            )
        return Change()

    def checklist_versions(self) -> tuple[tuple[str, int], ...]:
        """Id and version of every checklist kept."""
        found = self._all("SELECT id, version FROM checklist ORDER BY id, version")
        return tuple((row["id"], row["version"]) for row in found)

    def checklist(self, checklist_id: str, version: int) -> Checklist:
        found = self._all(
            "SELECT content FROM checklist WHERE id = ? AND version = ?", (checklist_id, version)
        )
        if not found:
            raise DatabaseError(
                f"数据库里没有自查表“{checklist_id}”第{version}版，文件可能不完整；请用备份恢复。"
            )
        return from_json(Checklist, found[0]["content"])

    # -- self-checks

    def create_self_check(self, check: SelfCheck, answers: Iterable[Answer] = ()) -> Change:
        """Begin a self-check, with the answers carried over; `UserError` when that period has one already."""
        with self._writing() as connection:
            taken = connection.execute(
                "SELECT 1 FROM self_check WHERE organisation = ? AND period = ?", check.key
            ).fetchone()
            if taken:
                raise UserError(f"{check.period.label}的自查已经建立，请直接打开它。")
            connection.execute(
                "INSERT INTO self_check (organisation, period, checklist, checklist_version,"
                " bonus, veto, grades, created, preparer, reviewer, head)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*check.key, check.checklist, check.checklist_version, *_check_values(check)),
            )
            changed = _write_answers(connection, check.key, answers)
        return Change(answers=changed, self_checks=frozenset({check.key}))

    def save_self_check(self, check: SelfCheck) -> Change:
        """Keep a self-check's switches and signatories; its checklist and period never change."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE self_check SET bonus = ?, veto = ?, grades = ?, created = ?,"
                " preparer = ?, reviewer = ?, head = ? WHERE organisation = ? AND period = ?",
                (*_check_values(check), *check.key),
            )
        return Change(self_checks=frozenset({check.key}))

    def self_checks(self) -> tuple[SelfCheck, ...]:
        """All self-checks, the latest period first."""
        organisations = {
            row["code"]: rows.organisation_from(row)
            for row in self._all("SELECT * FROM organisation")
        }
        found = [
            rows.self_check_from(row, organisations[row["organisation"]])
            for row in self._all("SELECT * FROM self_check")
        ]
        return tuple(sorted(found, key=lambda check: _order(check.period), reverse=True))

    def self_check(self, key: CheckKey) -> SelfCheck:
        found = [check for check in self.self_checks() if check.key == key]
        if not found:
            raise UserError(f"没有{key[1]}的自查；请先建立这一期自查。")
        return found[0]

    # -- answers

    def answers(self, key: CheckKey) -> dict[str, Answer]:
        """The answers of a self-check by item code."""
        occurrences: dict[str, list[Occurrence]] = {}
        for row in self._all(
            "SELECT * FROM occurrence WHERE organisation = ? AND period = ?"
            " ORDER BY item, position",
            key,
        ):
            found = Occurrence(row["kind"], row["place"], row["note"], row["count"])
            occurrences.setdefault(row["item"], []).append(found)
        return {
            row["item"]: rows.answer_from(row, tuple(occurrences.get(row["item"], ())))
            for row in self._all(
                "SELECT * FROM answer WHERE organisation = ? AND period = ? ORDER BY item", key
            )
        }

    def save_answers(
        self, key: CheckKey, answers: Iterable[Answer], findings: Iterable[Finding] = ()
    ) -> Change:
        """Save answers, and the findings they raise, in one transaction; a blank answer is removed."""
        with self._writing() as connection:
            changed = _write_answers(connection, key, answers)
            raised = _write_findings(connection, key, findings)
        return Change(answers=changed, findings=raised)

    # -- findings

    def findings(self, key: CheckKey) -> dict[str, Finding]:
        """The stored findings of a self-check by item code, also of answers that lose nothing any more."""
        return {
            row["item"]: rows.finding_from(row)
            for row in self._all(
                "SELECT * FROM finding WHERE organisation = ? AND period = ? ORDER BY item", key
            )
        }

    def save_findings(self, key: CheckKey, findings: Iterable[Finding]) -> Change:
        with self._writing() as connection:
            return Change(findings=_write_findings(connection, key, findings))

    # -- words typed once

    def remember(self, kind: str, words: str) -> None:
        """Offer these words again; `kind` says in which field (unit, person, leader, place)."""
        if not words.strip():
            return
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO remembered (kind, words, used) VALUES (?, ?, 1)"
                " ON CONFLICT (kind, words) DO UPDATE SET used = used + 1",
                (kind, words.strip()),
            )

    def remembered(self, kind: str) -> tuple[str, ...]:
        """Words typed before, the most used first."""
        found = self._all(
            "SELECT words FROM remembered WHERE kind = ? ORDER BY used DESC, words", (kind,)
        )
        return tuple(row["words"] for row in found)

    # -- the file as a whole

    def backup(self, label: str) -> Path:
        """A checked copy beside the file."""
        with explained(self.path):
            return backup(self._connection, self.path, label)

    def faults(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file and its references; empty when all is well."""
        with explained(self.path):
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check(20)")]
            faults = [f"文件内部：{words}" for words in found if words != "ok"]
            for row in self._connection.execute("PRAGMA foreign_key_check"):
                faults.append(f"表 {row[0]} 第{row[1]}行引用的 {row[2]} 记录不存在")
        return tuple(faults)

    def second_score(self, key: CheckKey) -> SecondScore:
        """The self-check scored again, independently and in SQL."""
        with explained(self.path):
            return second_score(self._connection, key)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path), immediate(self._connection):
            yield self._connection

    def _all(self, sql: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()


def _check_values(check: SelfCheck) -> tuple[Any, ...]:
    options = check.options
    return (
        int(options.bonus),
        int(options.veto),
        int(options.grades),
        check.created.isoformat(),
        check.preparer,
        check.reviewer,
        check.head,
    )


def _order(period: Period) -> tuple[Any, ...]:
    return (period.last_day, period.first_day)


def _write_answers(
    connection: sqlite3.Connection, key: CheckKey, answers: Iterable[Answer]
) -> frozenset[tuple[str, str, str]]:
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
                    (*where, position, found.kind, found.place, found.note, found.count)
                    for position, found in enumerate(answer.occurrences, 1)
                ],
            )
        changed.add(where)
    return frozenset(changed)


def _write_findings(
    connection: sqlite3.Connection, key: CheckKey, findings: Iterable[Finding]
) -> frozenset[tuple[str, str, str]]:
    changed = set()
    for finding in findings:
        where = (*key, finding.item)
        connection.execute(_UPSERT_FINDING, (*where, *rows.finding_values(finding)))
        changed.add(where)
    return frozenset(changed)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


_DELETE_ANSWER = "DELETE FROM answer WHERE organisation = ? AND period = ? AND item = ?"
_INSERT_ANSWER = (
    f"INSERT INTO answer (organisation, period, item, {', '.join(rows.ANSWER_COLUMNS)})"
    f" VALUES ({_marks(3 + len(rows.ANSWER_COLUMNS))})"
)
_INSERT_OCCURRENCE = (
    "INSERT INTO occurrence (organisation, period, item, position, kind, place, note, count)"
    f" VALUES ({_marks(8)})"
)
_UPSERT_FINDING = (
    f"INSERT INTO finding (organisation, period, item, {', '.join(rows.FINDING_COLUMNS)})"
    f" VALUES ({_marks(3 + len(rows.FINDING_COLUMNS))})"
    " ON CONFLICT (organisation, period, item) DO UPDATE SET "
    + ", ".join(f"{column} = excluded.{column}" for column in rows.FINDING_COLUMNS)
)
