# SPDX-License-Identifier: MIT
"""The jobs of 接收: look at packages, take them, accept keys; each with a connection of its own."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.actions import receipt_actions, receiving_actions
from bizenv_desktop.domain.exchange.sight import Effect
from bizenv_desktop.errors import Cancelled, UserError
from bizenv_desktop.gui.receive.arrivals import Arrival, look_at, told
from bizenv_desktop.gui.receive.receipts_view import each_of
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bizenv_desktop.actions.feedback_actions import Written
    from bizenv_desktop.gui.jobs import Tick
    from bizenv_desktop.gui.receive.desk import Desk
    from bizenv_desktop.gui.receive.enrol_dialog import Verified
    from bizenv_desktop.sync.receiving import Outcome
    from bizenv_desktop.sync.submitting import Device

_NAMED = 3


class Taking(QObject):
    """Starts the jobs and says on the GUI thread what they brought."""

    seen = Signal(object)  # tuple[Arrival, ...]
    taken = Signal(object)  # dict[Path, Outcome]
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workspace = desk.workspace

    def look(self, places: Sequence[Path], *, from_inbox: bool = False, take: bool = False) -> None:
        """See what the packages at these places are; with `take` those of known keys are taken.

        From the inbox nothing is told of what was received before.
        """
        store_type, database = type(self._workspace.store), self._workspace.store.path

        def work(tick: Tick) -> tuple[Arrival, ...]:
            with store_type.open(database) as store:
                return look_at(store, receiving_actions.packages_in(places), tick)

        def done(found: tuple[Arrival, ...]) -> None:
            if from_inbox:
                found = tuple(each for each in found if not _is_known(each))
            if not found:
                if not from_inbox:
                    self.failed.emit(
                        self.tr("这里没有上报包（.bizenv 文件）；请看看是不是选错了文件夹。")
                    )
                return
            self.seen.emit(found)
            ready = [each.path for each in found if _is_sure(each)]
            if take and ready:
                self.take(ready)
            elif from_inbox:
                self.told.emit(
                    self.tr("收件夹里来了{count}个文件，看过以后按“接收所选”。").format(
                        count=len(found)
                    )
                )

        title = self.tr("查看上报包")
        job = self._workspace.jobs.start(title, work, done, quiet=from_inbox)
        job.failed.connect(self.failed)

    def look_again(self, paths: Sequence[Path]) -> None:
        """See anew what these are, as keys or packages have changed; a file that went stays."""
        if not paths:
            return
        store_type, database = type(self._workspace.store), self._workspace.store.path

        def work(tick: Tick) -> tuple[Arrival, ...]:
            with store_type.open(database) as store:
                return look_at(store, paths, tick)

        job = self._workspace.jobs.start(self.tr("查看上报包"), work, self.seen.emit, quiet=True)
        job.failed.connect(self.failed)

    def take(self, paths: Sequence[Path]) -> None:
        """Take these packages in."""
        workspace, now = self._workspace, self._workspace.clock()
        store_type, database = type(workspace.store), workspace.store.path
        wanted = tuple(paths)

        def work(tick: Tick) -> tuple[Outcome, ...]:
            with store_type.open(database) as store:
                return receiving_actions.receive(store, wanted, now, tick=tick)

        def done(outcomes: tuple[Outcome, ...]) -> None:
            self.taken.emit(dict(zip(wanted, outcomes, strict=False)))
            change = self._take_in(outcomes)
            self.told.emit(told(outcomes) + self._forks(change))

        workspace.jobs.start(self.tr("接收"), work, done).failed.connect(self.failed)

    def enrol(self, verified: Sequence[Verified], more: str = "") -> None:
        """Accept keys whose fingerprint was read back; what they had sent is taken."""
        workspace, now = self._workspace, self._workspace.clock()
        store_type, database = type(workspace.store), workspace.store.path

        def work(tick: Tick) -> tuple[int, list[Outcome], list[str]]:
            from bizenv_desktop.actions.key_actions import enrol

            accepted = 0
            outcomes: list[Outcome] = []
            faults: list[str] = []
            with store_type.open(database) as store:
                for each in verified:
                    try:
                        outcomes += enrol(store, each.card, each.typed, now, by=each.by)
                    except UserError as error:
                        faults.append(str(error))
                        continue
                    accepted += 1
                    try:
                        tick(accepted, len(verified))
                    except Cancelled:  # what was accepted is, and is told
                        break
            return accepted, outcomes, faults

        def done(result: tuple[int, list[Outcome], list[str]]) -> None:
            accepted, outcomes, faults = result
            keys = frozenset(each.card.key for each in verified)
            units = frozenset(each.card.organisation for each in verified)
            change = Change(keys=keys, organisations=units) | receiving_actions.change_of(outcomes)
            workspace.take_in(change)
            words = [self.tr("登记了{count}把密钥。").format(count=accepted)] if accepted else []
            good = sum(outcome.taken.value == "taken" for outcome in outcomes)
            if good:
                words.append(self.tr("暂存的{count}个包已接收。").format(count=good))
            words += [outcome.reason for outcome in outcomes if outcome.reason]
            self.told.emit(" ".join((*words, *faults, more)).strip())

        workspace.jobs.start(self.tr("登记密钥"), work, done).failed.connect(self.failed)

    def answer(self, folder: Path, device: Device) -> None:
        """Write receipts, scores and notes for every unit there is something new to tell."""
        workspace, now = self._workspace, self._workspace.clock()
        store_type, database = type(workspace.store), workspace.store.path
        told = Event()

        def work(tick: Tick) -> tuple[Written, ...]:
            from bizenv_desktop.actions.feedback_actions import write_all_feedback

            with store_type.open(database) as store:
                return write_all_feedback(store, folder, device, now, tick=tick)

        def done(written: tuple[Written, ...]) -> None:
            told.set()
            if not written:
                self.told.emit(
                    self.tr("没有新的回执和反馈要写：上次写过以后没有新收到的，也没有新的考核。")
                )
                return
            words = self.tr(
                "给{count}个单位的回执和反馈写到了 {folder}，读回核对过了，可以拔出U盘。"
                "下级接上U盘打开程序就能看到。"
            )
            self.told.emit(words.format(count=len(written), folder=folder))

        def end() -> None:
            workspace.take_in(Change(packages=frozenset({("", "")})))
            if not told.is_set():
                self.told.emit(self.tr("没有写完；已经写好的是完整的，再写一次会接着写剩下的。"))

        job = workspace.jobs.start(self.tr("写回执和反馈"), work, done)
        job.failed.connect(self.failed)
        job.failed.connect(lambda _words: told.set())
        job.ended.connect(end)

    def _forks(self, change: Change) -> str:
        """Which units stand in a fork now, in a sentence; "" for none."""
        store = self._workspace.store
        shown, names = store.packages.numbers_shown(), receipt_actions.unit_names(store)
        forked = sorted({place[0] for place in change.packages if shown.get(place, (0, 0))[1]})
        if not forked:
            return ""
        units = "、".join(names.get(code, code) for code in forked[:_NAMED])
        if len(forked) > _NAMED:
            units = self.tr("{units}等{count}个单位").format(units=units, count=len(forked))
        return self.tr("{units}两台电脑各报了一版（分叉），怎么办写在“接收记录”里。").format(
            units=units
        )

    def _take_in(self, outcomes: Iterable[Outcome]) -> Change:
        """Tell the window what came, and keep it for Ctrl+Z."""
        every = tuple(outcomes)
        ids = [each.package for each in every if each.taken.value == "taken"]
        change = receiving_actions.change_of(every)
        self._workspace.take_in(change)
        if ids:
            store = self._workspace.store
            self._desk.keep(
                each_of(store, ids, receiving_actions.redo_receipt),
                each_of(store, ids, receiving_actions.undo_receipt),
            )
        return change


def _is_known(arrival: Arrival) -> bool:
    return arrival.sight is not None and arrival.sight.effect is Effect.KNOWN


def _is_sure(arrival: Arrival) -> bool:
    """Whether it may be taken unasked: of a key that is known here."""
    return arrival.can_be_taken and arrival.sight is not None and arrival.sight.trust.holds
