# SPDX-License-Identifier: MIT
"""The work at hand: one database, one self-check, every edit saved at once and undoable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from bizenv_desktop import actions
from bizenv_desktop.actions import rectification_actions
from bizenv_desktop.domain.evidence import ItemEvidence
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.edits import Edit
from bizenv_desktop.gui.jobs import Jobs
from bizenv_desktop.gui.step_edit import StepEdit, StepWish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from bizenv_desktop.domain.evidence import Evidence
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.regulations.confirmed import CitationKey, ConfirmedCitation
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.library import Library
    from bizenv_desktop.storage import Change, Store

    Cited = tuple[CitationKey, ConfirmedCitation | None]


class Workspace(QObject):
    """What every page works on: they read `filled`, edit through `save_…`, repaint on `changed`.

    A refused write (full disk, locked file) raises `UserError`, leaves `filled` as it was and is
    no edit.
    """

    changed = Signal(object)  # Change: something was written
    check_opened = Signal()  # another self-check, or none, is on the table
    saved = Signal(object)  # datetime of the last acknowledged write
    closing = Signal()  # nothing may be read or started from now on
    failed = Signal(str)  # an undo or redo was refused, in words

    def __init__(
        self,
        store: Store,
        library: Library,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.library = library
        self.clock = clock
        self.jobs = Jobs(self)
        self.history = QUndoStack(self)
        self._filled: FilledCheck | None = None
        self._editions: Mapping[str, Edition] | None = None

    # -- which self-check

    @property
    def filled(self) -> FilledCheck:
        """The self-check on the table, as last saved."""
        if self._filled is None:
            raise UserError("还没有建立自查；请先选择单位、期次和自查表。")
        return self._filled

    @property
    def has_check(self) -> bool:
        return self._filled is not None

    def open_check(self, key: tuple[str, str]) -> None:
        """Put a self-check on the table; the edit history starts anew."""
        self._filled = actions.fill(self.store, key, self.clock().date())
        self.history.clear()
        self.check_opened.emit()

    def open_latest(self) -> bool:
        """Put the latest self-check on the table; False when there is none yet."""
        checks = self.store.self_checks()
        if checks:
            self.open_check(checks[0].key)
        return bool(checks)

    # -- edits

    def answer(self, code: str) -> Answer:
        """The item's answer, blank when nothing was filled in."""
        return self.filled.answers.get(code) or Answer(code)

    def save_answer(self, answer: Answer, field: str = "") -> None:
        """Save one answer; consecutive saves of the same text `field` make one step of undo."""
        self.save_answers([answer], field)

    def save_answers(self, answers: Iterable[Answer], field: str = "") -> None:
        """Save several answers as one edit."""
        after = {answer.item: answer for answer in answers}
        before = {code: self.answer(code) for code in after}
        after = {code: answer for code, answer in after.items() if answer != before[code]}
        if not after:
            return
        before = {code: before[code] for code in after}
        self._write_answers(after.values())
        self.history.push(Edit(self._replay, before, after, field))

    def save_finding(self, finding: Finding, field: str = "") -> None:
        """Save what the clerk wrote about one finding."""
        self.save_findings([finding], field)

    def save_findings(self, findings: Iterable[Finding], field: str = "") -> None:
        """Save several findings as one edit."""
        views = {view.item.code: view.finding for view in self.filled.findings}
        known = {**self.filled.stored_findings, **views}
        after = {entry.item: entry for entry in findings if entry != known.get(entry.item)}
        if not after:
            return
        before = {code: known[code] for code in after}
        self._write_findings(after.values())
        self.history.push(Edit(self._replay, before, after, field))

    def take_step(self, wish: StepWish) -> None:
        """Take a step about findings; undoing it adds a step that takes it back.

        A step is taken back about one finding at a time.
        """
        backward = wish.taking_back
        if wish.step is Step.TAKE_BACK:
            last = rectification_actions.finding_of(self.filled, wish.codes[0]).log.last
            if last is not None:
                backward = StepWish(wish.codes, last.step, last.who, last.words, last.new_due)
        self._write_step(wish)
        self.history.push(StepEdit(self._replay_step, wish, backward))

    def take_over(self, change: Change) -> None:
        """Read the self-check again after something else than these methods wrote to it."""
        self._take(actions.fill(self.store, self.filled.check.key, self.clock().date()), change)

    def save_evidence(
        self, entry: ItemEvidence, files: Iterable[Evidence] = (), field: str = ""
    ) -> None:
        """Save what proves one item; `files` are those just kept, which it may link."""
        book = self.filled.evidence
        known = {**book.files, **{file.sha256: file for file in files}}
        self._filled = replace(self.filled, evidence=replace(book, files=known))
        before = book.of(entry.item)
        if entry == before:
            return
        self._write_evidence([entry])
        edit = Edit(self._replay, {entry.item: before}, {entry.item: entry}, field)
        self.history.push(edit)

    def sweep_evidence(self) -> None:
        """Begin to clear away files that nothing has needed since before this start."""
        shelf, path = self.store.evidence, self.store.path
        if not (shelf.files.folder.is_dir() or self.store.packages.files.folder.is_dir()):
            return
        unlinked = shelf.unlinked()

        def work(tick: Callable[[int, int], None]) -> int:
            with type(self.store).open(path) as store:
                return store.evidence.sweep(unlinked) + store.packages.sweep()

        self.jobs.start(self.tr("清理不用的佐证文件"), work, lambda swept: None)

    def save_check(self, check: SelfCheck) -> None:
        """Save the self-check's switches and signatories."""
        if check != self.filled.check:
            change = self.store.save_self_check(check)
            self._take(replace(self.filled, check=check), change)

    def bring_over(self) -> int:
        """沿用上期; returns how many items got last period's answer. One step of undo."""
        carried = actions.carried_over(self.store, self.filled)
        self.save_answers(carried)
        return len(carried)

    def remember(self, kind: str, words: str) -> None:
        """Offer these words again in fields of that kind."""
        self.store.remember(kind, words)

    # -- official texts

    @property
    def editions(self) -> Mapping[str, Edition]:
        """Every edition known here, with the official text where it was imported."""
        if self._editions is None:
            self._editions = actions.known_editions(self.library, self.store)
        return self._editions

    def save_citations(self, citations: Mapping[CitationKey, ConfirmedCitation | None]) -> None:
        """Confirm what items rest on, or take it back (None), as one edit."""
        known = {each.key: each for each in self.store.citations()}
        after = {
            "/".join(key): (key, each) for key, each in citations.items() if each != known.get(key)
        }
        if not after:
            return
        before = {name: (key, known.get(key)) for name, (key, _) in after.items()}
        self._write_citations(after.values())
        self.history.push(Edit(self._replay_citations, before, after))

    def take_in(self, change: Change) -> None:
        """Follow what a job has written through a connection of its own.

        Another text or checklist may have taken records along: earlier edits cannot be undone then.
        """
        if change.editions:
            self._editions = None
        if change.editions or change.self_checks:
            self.history.clear()
        if self._filled is not None:
            key, today = self._filled.check.key, self.clock().date()
            self._filled = actions.fill(self.store, key, today)
        self.changed.emit(change)
        self.saved.emit(self.clock())

    def set_own_organisation(self, organisation: Organisation) -> None:
        """Say whose database this is; `UserError` when it cannot be written."""
        self.take_in(actions.set_own_organisation(self.store, organisation))

    def take_written(
        self,
        key: tuple[str, str],
        change: Change,
        before: Mapping[str, object],
        after: Mapping[str, object],
    ) -> None:
        """Follow what a job wrote to a self-check; undo writes the records of `before` again."""
        self.take_in(change)
        if before and self._filled is not None and self._filled.check.key == key:
            self.history.push(Edit(self._replay, before, after))

    def close(self) -> None:
        """Stop the jobs and let go of the database; nothing is on the table any more."""
        self.closing.emit()
        # the collector may free steps before the stack that holds them, which Qt does not survive
        self.history.clear()
        self.jobs.shut_down()
        self._filled = None  # a page that still waits for its moment reads nothing any more
        self.store.close()

    def _replay(self, records: Iterable[Answer | Finding | ItemEvidence]) -> None:
        """Write records back for undo and redo; a refusal is told, not raised into Qt."""
        answers = [record for record in records if isinstance(record, Answer)]
        evidence = [record for record in records if isinstance(record, ItemEvidence)]
        findings = [record for record in records if isinstance(record, Finding)]
        try:
            if answers:
                self._write_answers(answers)
            if findings:
                self._write_findings(findings)
            if evidence:
                self._write_evidence(evidence)
        except UserError as error:
            self.failed.emit(str(error))

    def _replay_step(self, wish: StepWish) -> None:
        try:
            self._write_step(wish)
        except UserError as error:
            self.failed.emit(str(error))

    def _write_step(self, wish: StepWish) -> None:
        change = rectification_actions.take_steps(
            self.store,
            self.filled,
            wish.codes,
            wish.step,
            who=wish.who,
            at=self.clock(),
            words=wish.words,
            new_due=wish.new_due,
        )
        key = self.filled.check.key
        stored, logs = self.store.findings(key), self.store.finding_logs(key)
        self._take(replace(self.filled, stored_findings=stored, logs=logs), change)

    def _write_answers(self, answers: Iterable[Answer]) -> None:
        written = tuple(answers)
        change = actions.save_answers(self.store, self.filled, written)
        kept = dict(self.filled.answers)
        for answer in written:
            if answer.is_blank:
                kept.pop(answer.item, None)
            else:
                kept[answer.item] = answer
        findings = self.filled.stored_findings
        if change.findings:
            findings = self.store.findings(self.filled.check.key)
        self._take(replace(self.filled, answers=kept, stored_findings=findings), change)

    def _write_findings(self, findings: Iterable[Finding]) -> None:
        written = tuple(findings)
        change = rectification_actions.save_findings(self.store, self.filled, written)
        merged = {**self.filled.stored_findings, **{entry.item: entry for entry in written}}
        self._take(replace(self.filled, stored_findings=merged), change)

    def _write_evidence(self, entries: Iterable[ItemEvidence]) -> None:
        written = tuple(entries)
        shelf, key = self.store.evidence, self.filled.check.key
        change = shelf.save_links(key, written)
        book = self.filled.evidence.with_items(written)
        if any(link.sha256 not in book.files for entry in written for link in entry.links):
            book = shelf.book(key)  # undone after a job had everything read anew
        self._take(replace(self.filled, evidence=book), change)

    def _replay_citations(self, records: Iterable[Cited]) -> None:
        try:
            self._write_citations(records)
        except UserError as error:
            self.failed.emit(str(error))

    def _write_citations(self, records: Iterable[Cited]) -> None:
        change = self.store.save_citations(dict(records))
        if self._filled is None:
            self.changed.emit(change)
            self.saved.emit(self.clock())
            return
        provincial = actions.confirmed_for(self.store, self.filled.checklist)
        self._take(replace(self.filled, provincial=provincial), change)

    def _take(self, filled: FilledCheck, change: Change) -> None:
        now = self.clock()  # the window may stay open past midnight
        self._filled = replace(filled, previous=self.filled.card, today=now.date())
        self.changed.emit(change)
        self.saved.emit(now)
