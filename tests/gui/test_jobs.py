# SPDX-License-Identifier: MIT
"""Jobs: off the GUI thread, one after the other, told of on the GUI thread, cancelled at a tick."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Tick = Callable[[int, int], None]


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shut_down()


def test_work_runs_elsewhere_and_its_result_comes_home(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[int] = []

    def work(tick: Tick) -> int:
        threads.append(threading.get_ident())
        tick(1, 2)
        return 42

    results: list[int] = []
    progress: list[tuple[int, int]] = []
    job = jobs.start("数数", work, results.append)
    job.progressed.connect(lambda done, total: progress.append((done, total)))
    with qtbot.waitSignal(job.ended):
        pass
    assert results == [42]
    assert progress == [(1, 2)]
    assert threads != [threading.get_ident()]


def test_jobs_run_one_after_the_other(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []

    def work(name: str) -> Callable[[Tick], None]:
        def run(tick: Tick) -> None:
            order.append(f"{name} begins")
            tick(0, 1)
            order.append(f"{name} ends")

        return run

    jobs.start("一", work("一"), lambda _: None)
    last = jobs.start("二", work("二"), lambda _: None)
    with qtbot.waitSignal(last.ended):
        pass
    assert order == ["一 begins", "一 ends", "二 begins", "二 ends"]


def test_what_the_user_can_act_on_is_told_in_words(qtbot: QtBot, jobs: Jobs) -> None:
    def work(tick: Tick) -> None:
        raise UserError("磁盘已满。")

    job = jobs.start("写文件", work, lambda _: pytest.fail("it did not finish"))
    told: list[str] = []
    job.failed.connect(told.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert told == ["磁盘已满。"]


def test_our_own_bugs_are_told_apart(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.start("出错", lambda tick: 1 // 0, lambda _: pytest.fail("it did not finish"))
    told: list[Exception] = []
    job.crashed.connect(told.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert [type(error) for error in told] == [ZeroDivisionError]


def test_a_cancelled_job_stops_at_its_next_tick(qtbot: QtBot, jobs: Jobs) -> None:
    told = threading.Event()

    def work(tick: Tick) -> None:
        told.wait(30)
        tick(1, 2)
        pytest.fail("it was cancelled")

    job = jobs.start("长活", work, lambda _: pytest.fail("it did not finish"))
    with qtbot.waitSignal(job.ended), qtbot.assertNotEmitted(job.crashed):
        job.cancel()
        told.set()


def test_widgets_are_never_collected_on_the_worker(qtbot: QtBot, jobs: Jobs) -> None:
    class Knot(QObject):
        """An object that only the cycle collector can free."""

        def __init__(self) -> None:
            super().__init__()
            self.itself = self

    freed_on: list[int] = []
    weakref.finalize(Knot(), lambda: freed_on.append(threading.get_ident()))

    def work(tick: Tick) -> int:
        return len([[] for _ in range(200_000)])  # enough to set the collector going

    job = jobs.start("占内存", work, lambda _: None)
    with qtbot.waitSignal(job.ended):
        pass
    gc.collect()
    assert freed_on == [threading.get_ident()]
    assert gc.isenabled()


def test_the_collector_rests_while_any_worker_works(qtbot: QtBot, jobs: Jobs) -> None:
    """Two windows' databases: one is closed while the other still works."""
    other, closed = Jobs(), threading.Event()
    seen: list[bool] = []

    def work(tick: Tick) -> None:
        closed.wait(30)
        seen.append(gc.isenabled())

    job = jobs.start("长活", work, lambda _: None)
    brief = other.start("短活", lambda tick: None, lambda _: None)
    with qtbot.waitSignal(brief.ended):
        pass
    other.shut_down()
    assert not gc.isenabled()
    with qtbot.waitSignal(job.ended):
        closed.set()
    assert seen == [False]
    assert gc.isenabled()


def test_what_a_job_was_given_is_let_go_of_here(qtbot: QtBot, jobs: Jobs) -> None:
    """Also while another job waits: a dialog that only its job refers to is a widget as well."""
    freed_on: list[int] = []

    class Held(QObject):
        def work(self, tick: Tick) -> None:
            tick(0, 1)

    def start() -> None:
        held = Held()
        weakref.finalize(held, lambda: freed_on.append(threading.get_ident()))
        jobs.start("一", held.work, lambda _: None)

    start()
    last = jobs.start("二", lambda tick: None, lambda _: None)
    with qtbot.waitSignal(last.ended):
        pass
    assert freed_on == [threading.get_ident()]


def test_shutting_down_cancels_and_waits(qtbot: QtBot) -> None:
    jobs, stopped = Jobs(), threading.Event()

    def work(tick: Tick) -> None:
        try:
            while True:
                tick(0, 1)
        finally:
            stopped.set()

    job = jobs.start("不停的活", work, lambda _: None)
    jobs.shut_down()
    assert stopped.is_set()
    assert gc.isenabled()
    gc.disable()
    with qtbot.assertNotEmitted(job.ended):
        QCoreApplication.sendPostedEvents()
    assert not gc.isenabled()  # late news of the old jobs must not set it going for the new ones
    gc.enable()
