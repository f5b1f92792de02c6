# SPDX-License-Identifier: MIT
"""The one door to the data: every method is one whole transaction and returns what it changed."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklists.checklist import Checklist
from bizenv_desktop.domain.record_json import from_json
from bizenv_desktop.domain.text import clean_text
from bizenv_desktop.errors import DatabaseError, UserError
from bizenv_desktop.storage import checklist_rows, report_edit_rows, rows, writing
from bizenv_desktop.storage.backup import backup
from bizenv_desktop.storage.change import Change, CheckKey
from bizenv_desktop.storage.connection import (
    begin_writing,
    connect,
    damaged,
    explained,
)
from bizenv_desktop.storage.exchange_shelves import ExchangeShelves
from bizenv_desktop.storage.handed_over import writable
from bizenv_desktop.storage.migrations import check_current, check_owner, migrate
from bizenv_desktop.storage.rectification_shelf import RectificationShelf
from bizenv_desktop.storage.regulation_shelf import RegulationShelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from bizenv_desktop.domain.exchange.header import PackageKind
    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.period import Period
    from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck
    from bizenv_desktop.storage.evidence_shelf import EvidenceShelf
    from bizenv_desktop.storage.handover_shelf import HandoverShelf
    from bizenv_desktop.storage.second_scorer import SecondScore
    from bizenv_desktop.storage.submission_rows import Rows as CopiedRows

__all__ = ["Change", "CheckKey", "Store"]


class Store(RectificationShelf, RegulationShelf, ExchangeShelves):
    """A database file, open on one thread; closing it, as `with` does, leaves one whole file.

    What cannot be read or written raises `DatabaseError` in words; a refused write changes nothing.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.upgraded_from: Path | None = None
        """The copy kept of the file as it was, when opening it brought it up to date."""
        self._connection = connection
        self._is_open = True

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False) -> Store:
        """Open, and bring up to date unless `read_only`; a file that is not ours is not touched."""
        connection = connect(path, create=create, read_only=read_only)
        store = cls(connection, path, read_only=read_only)
        try:
            with explained(path):
                if read_only:
                    check_current(connection, path)
                else:
                    check_owner(connection, path)
                    begin_writing(connection, path)
                    store.upgraded_from = migrate(connection, path)
                    connection.execute("PRAGMA foreign_keys=ON")
        except BaseException:
            connection.close()
            raise
        return store

    def close(self) -> None:
        """Fold the log into the file, so that one file is the whole, and let go of it.

        `DatabaseError` when the log cannot be folded in; nothing is lost, it stays beside the file.
        Closing again does nothing.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            if not self.read_only:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise DatabaseError(
                f"填写的内容都已保存，但磁盘已满或出错，没能并入“{self.path.name}”；"
                "请清理磁盘后再打开一次，在此之前不要单独复制这个文件。"
            ) from error
        finally:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # what went wrong inside matters more than what the closing then met
        with contextlib.suppress(DatabaseError) if error else contextlib.nullcontext():
            self.close()

    # -- organisations and settings

    def save_organisation(self, organisation: Organisation) -> Change:
        """Keep an organisation, in place of what was known under its code."""
        with self._writing() as connection:
            writing.write_organisation(connection, organisation)
        return Change(organisations=frozenset({organisation.code}))

    def organisation(self, code: str) -> Organisation | None:
        """The organisation of that code, None when it is not known."""
        with self._reading():
            row = self._one("SELECT * FROM organisation WHERE code = ?", (code,))
            return None if row is None else rows.organisation_from(row)

    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation the database knows, by code."""
        with self._reading():
            found = self._all("SELECT * FROM organisation ORDER BY code")
            return tuple(rows.organisation_from(row) for row in found)

    def setting(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """A setting of this database: whatever JSON can hold; `default` when it was never set."""
        with self._reading():
            row = self._one("SELECT value FROM setting WHERE name = ?", (name,))
            return default if row is None else json.loads(row["value"])

    def save_setting(self, name: str, value: Any) -> Change:  # noqa: ANN401
        """Keep a setting: whatever JSON can hold."""
        with self._writing() as connection:
            writing.write_setting(connection, name, value)
        return Change(settings=frozenset({name}))

    # -- checklists

    def save_checklist(self, checklist: Checklist) -> Change:
        """Keep this version; one once kept is never rewritten, as self-checks rest on it."""
        with self._writing() as connection:
            checklist_rows.insert_checklist(connection, checklist)
        return Change()

    def checklist_versions(self) -> tuple[tuple[str, int], ...]:
        """Id and version of every checklist kept."""
        found = self._all("SELECT id, version FROM checklist ORDER BY id, version")
        return tuple((row["id"], row["version"]) for row in found)

    def checklist(self, checklist_id: str, version: int) -> Checklist:
        """The checklist of that version; `DatabaseError` when it is missing or unreadable."""
        row = self._one(
            "SELECT content FROM checklist WHERE id = ? AND version = ?", (checklist_id, version)
        )
        if row is None:
            raise DatabaseError(
                f"数据库里没有自查表“{checklist_id}”第{version}版，文件可能不完整；请用备份恢复。"
            )
        return from_json(Checklist, row["content"])

    # -- self-checks

    def create_self_check(self, check: SelfCheck, answers: Iterable[Answer] = ()) -> Change:
        """Begin a self-check, with the answers carried over.

        `UserError` when that period has one already.
        """
        with self._writing() as connection:
            taken = connection.execute(
                "SELECT 1 FROM self_check WHERE organisation = ? AND period = ?", check.key
            ).fetchone()
            if taken:
                raise UserError(f"{check.period.label}的自查已经建立，请直接打开它。")
            writing.insert_self_check(connection, check)
            changed = writing.write_answers(connection, check.key, answers)
        return Change(answers=changed, self_checks=frozenset({check.key}))

    def save_self_check(self, check: SelfCheck) -> Change:
        """Keep a self-check's switches and signatories; its checklist and period never change."""
        with self._writing() as connection:
            if not writing.update_self_check(connection, check):
                raise UserError(f"没有{check.period.label}的自查；请先建立这一期自查。")
        return Change(self_checks=frozenset({check.key}))

    def move_self_check(
        self,
        check: SelfCheck,
        checklist: Checklist,
        answers: Iterable[Answer],
        removed: Iterable[str],
    ) -> Change:
        """Let a self-check rest on another version of its checklist, all at once.

        `answers` are those that change, `removed` the codes of items it no longer has: what was
        written about them is deleted. `UserError` when it was moved or deleted meanwhile.
        """
        with self._writing() as connection:
            checklist_rows.insert_checklist(connection, checklist)
            if not checklist_rows.point_to(connection, check, checklist):
                raise UserError(f"{check.period.label}的自查已有改动，没有换版；请重新打开再试。")
            gone = checklist_rows.forget_items(connection, check.key, removed)
            changed = writing.write_answers(connection, check.key, answers)
        return Change(answers=changed | gone, findings=gone, self_checks=frozenset({check.key}))

    def self_checks(self) -> tuple[SelfCheck, ...]:
        """All self-checks, the latest period first."""
        organisations = {found.code: found for found in self.organisations()}
        with self._reading():
            found = [
                rows.self_check_from(row, organisations)
                for row in self._all("SELECT * FROM self_check ORDER BY organisation, period")
            ]
        return tuple(sorted(found, key=lambda check: _order(check.period), reverse=True))

    def self_check(self, key: CheckKey) -> SelfCheck:
        """The self-check of that organisation and period; `UserError` when there is none."""
        for check in self.self_checks():
            if check.key == key:
                return check
        raise UserError(f"没有{key[1]}的自查；请先建立这一期自查。")

    # -- answers

    def answers(self, key: CheckKey) -> dict[str, Answer]:
        """The answers of a self-check by item code."""
        where = "WHERE organisation = ? AND period = ? ORDER BY item"
        occurrences: dict[str, list[Occurrence]] = {}
        with self._reading():
            for row in self._all(f"SELECT * FROM occurrence {where}, position", key):
                occurrences.setdefault(row["item"], []).append(rows.occurrence_from(row))
            return {
                row[0]: rows.answer_from(row, tuple(occurrences.get(row[0], ())))
                for row in self._all(f"SELECT {_ANSWER} FROM answer {where}", key)
            }

    def save_answers(
        self, key: CheckKey, answers: Iterable[Answer], findings: Iterable[Finding] = ()
    ) -> Change:
        """Save answers and the findings they raise at once; a blank answer is removed."""
        with self._writing() as connection:
            changed = writing.write_answers(connection, key, answers)
            raised = writing.write_findings(connection, key, findings)
        return Change(answers=changed, findings=raised)

    # -- findings

    def findings(self, key: CheckKey) -> dict[str, Finding]:
        """The stored findings by item code, also of answers that lose nothing any more."""
        with self._reading():
            return {
                row["item"]: rows.finding_from(row)
                for row in self._all(
                    "SELECT * FROM finding WHERE organisation = ? AND period = ? ORDER BY item", key
                )
            }

    def save_findings(self, key: CheckKey, findings: Iterable[Finding]) -> Change:
        """Save what the clerk wrote about findings."""
        with self._writing() as connection:
            return Change(findings=writing.write_findings(connection, key, findings))

    # -- the report's paragraphs

    def report_edits(self, key: CheckKey) -> dict[str, EditedParagraph]:
        """What the clerk made of the report's paragraphs, by the paragraphs' keys."""
        with explained(self.path):
            return report_edit_rows.read_edits(self._connection, key)

    def save_report_edit(
        self, key: CheckKey, paragraph: str, edit: EditedParagraph | None
    ) -> Change:
        """Keep the clerk's words for a paragraph; None goes back to the drafted ones."""
        with self._writing() as connection:
            report_edit_rows.write_edit(connection, key, paragraph, edit)
        return Change(report_edits=frozenset({(*key, paragraph)}))

    # -- evidence

    @property
    def evidence(self) -> EvidenceShelf:
        """The files that prove answers and findings, and where each belongs."""
        from bizenv_desktop.storage.evidence_shelf import EvidenceShelf  # a start does without

        return EvidenceShelf(self.path, self._writing, self._reading, self._all)

    # -- what travels between levels

    def submission_rows(self, key: CheckKey, kind: PackageKind) -> dict[str, CopiedRows]:
        """The rows of a self-check as they go into a core, of one moment."""
        from bizenv_desktop.storage.submission_rows import copied_rows

        with explained(self.path):
            self._connection.execute("BEGIN")
            try:
                return copied_rows(self._connection, key, kind)
            finally:
                self._connection.execute("COMMIT")

    # -- words typed once

    def remember(self, kind: str, words: str) -> None:
        """Offer these words again; `kind` says in which field (unit, person, leader, place)."""
        cleaned = clean_text(words).strip()
        if not cleaned:
            return
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO remembered (kind, words, used) VALUES (?, ?, 1)"
                " ON CONFLICT (kind, words) DO UPDATE SET used = used + 1",
                (kind, cleaned),
            )

    def remembered(self, kind: str) -> tuple[str, ...]:
        """Words typed before, the most used first."""
        found = self._all(
            "SELECT words FROM remembered WHERE kind = ? ORDER BY used DESC, words", (kind,)
        )
        return tuple(row["words"] for row in found)

    # -- the file as a whole

    def backup(self, label: str) -> Path:
        """A checked copy beside the file; `DatabaseError` when it cannot be made."""
        with explained(self.path):
            return backup(self._connection, self.path, label)

    def faults(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file and its references; empty when all is well."""
        integrity = self._all("PRAGMA integrity_check(20)")
        faults = [f"文件内部有损坏（{row[0]}）。" for row in integrity if row[0] != "ok"]
        faults.extend(
            f"表 {row['table']} 有一行引用的 {row['parent']} 记录不存在。"
            for row in self._all("PRAGMA foreign_key_check")
        )
        return tuple(faults)

    def second_score(self, key: CheckKey) -> SecondScore:
        """The self-check scored again, independently and in SQL."""
        from bizenv_desktop.storage.second_scorer import second_score

        with explained(self.path):
            return second_score(self._connection, key)

    # -- handed over to another PC

    @property
    def handover(self) -> HandoverShelf:
        """The whole database as it is handed over, and the mark that it was."""
        from bizenv_desktop.storage.handover_shelf import HandoverShelf

        return HandoverShelf(self._connection, self.path)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path), writable(self._connection, read_only=self.read_only):
            yield self._connection

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Rows that make no record mean a damaged file."""
        try:
            yield
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise DatabaseError(damaged(self.path)) from error

    def _all(self, sql: str, values: tuple[str | int, ...] = ()) -> list[sqlite3.Row]:
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, values: tuple[str | int, ...]) -> sqlite3.Row | None:
        found = self._all(sql, values)
        return found[0] if found else None


_ANSWER = ", ".join(("item", *rows.ANSWER_COLUMNS))


def _order(period: Period) -> tuple[date, date]:
    """Later ends come later; of two that end together the shorter one does."""
    return (period.last_day, period.first_day)
