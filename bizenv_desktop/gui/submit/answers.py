# SPDX-License-Identifier: MIT
"""Looks for 回执和反馈 on the worker: quietly after the start, or where the clerk says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.actions.answer_actions import Answers, take_answers
from bizenv_desktop.actions.feedback_state import feedback_for
from bizenv_desktop.actions.receiving_actions import change_of
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.submit import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Store

    CheckKey = tuple[str, str]
    Tick = Callable[[int, int], None]


class AnswerSearch(QObject):
    """`found` tells what came of it; nothing where nobody asked and nothing is to be done."""

    found = Signal(object)  # Answers
    refused = Signal(str)

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences

    def look_after_start(self) -> None:
        """Look on the sticks that are plugged in and in the folder submitted to last."""
        last = self._preferences.values.exchange_folder
        if not last or self._workspace.store.read_only:
            return  # nothing was ever submitted from this PC

        def where() -> tuple[Path, ...]:
            roots = [drive.root for drive in places.sticks()]
            wanted = dict.fromkeys([Path(last), *roots])
            return tuple(folder for folder in wanted if folder.is_dir())

        self._start(where, quiet=True)

    def look_at(self, chosen: Iterable[Path]) -> None:
        """Look at these files and folders."""
        paths = tuple(chosen)
        self._start(lambda: paths, quiet=False)

    def _start(self, where: Callable[[], tuple[Path, ...]], *, quiet: bool) -> None:
        path, store_type = self._workspace.store.path, type(self._workspace.store)
        now = self._workspace.clock()

        def work(tick: Tick) -> Answers:
            with store_type.open(path) as store:
                return take_answers(store, where(), now, tick=tick)

        def done(answers: Answers) -> None:
            self._follow(answers, quiet=quiet)

        job = self._workspace.jobs.start(self.tr("读取回执和反馈"), work, done, quiet=quiet)
        if not quiet:  # a stick that was pulled out meanwhile troubles nobody who did not ask
            job.failed.connect(self.refused)

    def _follow(self, answers: Answers, *, quiet: bool) -> None:
        if answers.taken:
            try:
                self._workspace.take_in(change_of(answers.taken))
            except UserError as error:
                self.refused.emit(str(error))
        if not quiet or answers.taken or answers.unknown:
            self.found.emit(answers)


def answers_in_words(store: Store, key: CheckKey | None, answers: Answers) -> str:
    """What came of looking, with the newest receipt about the self-check on the table."""
    parts = []
    if answers.taken:
        units = dict.fromkeys(
            each.header.sender.name for each in answers.taken if each.header is not None
        )
        parts.append(f"已读取{'、'.join(units)}的回执和反馈{len(answers.taken)}份")
        receipts = feedback_for(store, key).receipt_lines[:1] if key else ()
        parts.extend(receipts)
    if answers.unknown:
        units = dict.fromkeys(each.header.sender.name for each in answers.unknown)
        parts.append(f"{'、'.join(units)}的回执和反馈还没有读取，密钥没有登记")
    parts.extend(words.rstrip("。") for words in answers.refused)
    if answers.known and not parts:
        parts.append("没有新的回执和反馈，找到的以前都读取过")
    return "；".join(parts or ["没有找到给本单位的回执和反馈"]) + "。"
