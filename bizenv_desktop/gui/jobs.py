# SPDX-License-Identifier: MIT
"""Long work off the GUI thread: one worker, plain functions, progress after 0.6 s.

Work is cancelled at any tick. The worker knows its job by number only and sends its news through
one object that outlives all jobs: what Qt destroys here is never in use over there. Python's cycle
collector rests meanwhile, as it runs on whichever thread allocates and would destroy widgets there;
it is the process's, so it rests until no job of any `Jobs` runs. What a job was given to run is let
go of on the GUI thread too, once the worker has left it.
"""

from __future__ import annotations

import gc
import itertools
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from bizenv_desktop.errors import Cancelled, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    Tick = Callable[[int, int], None]

_Result = TypeVar("_Result")

SHOW_PROGRESS_AFTER_MS = 600


class _Collector:
    """Python's cycle collector, which all workers of the process share: at rest while one runs."""

    def __init__(self) -> None:
        self._busy: set[int] = set()

    def rest(self, worker: int) -> None:
        """Keep it from running while this worker works."""
        self._busy.add(worker)
        gc.disable()

    def go_on(self, worker: int) -> None:
        """This worker is idle; it runs again when all are."""
        self._busy.discard(worker)
        if not self._busy:
            gc.enable()


_COLLECTOR = _Collector()


class Job(QObject):
    """One piece of work; its signals come on the GUI thread. `failed` carries a sentence.

    A `quiet` one nobody asked for: its progress is not shown.
    """

    progressed = Signal(int, int)
    late = Signal()  # it has taken 0.6 s: time to show progress
    finished = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, parent: QObject, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self.title = title
        self.quiet = quiet
        self.stop = Event()
        self._timer = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_AFTER_MS)
        self._timer.timeout.connect(self.late)
        self.ended.connect(self._timer.stop)
        self._timer.start()

    @Slot()
    def cancel(self) -> None:
        """Ask it to stop; it does at its next tick and writes nothing."""
        self.stop.set()


class Jobs(QObject):
    """Runs jobs one after the other on a single worker thread."""

    job_started = Signal(object)  # Job
    _news = Signal(int, str, object)  # number of the job, its signal, what that carries

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: dict[int, Job] = {}
        self._given: list[Callable[[Tick], Any]] = []  # to do since it was idle last
        self._numbers = itertools.count(1)
        self._news.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        title: str,
        work: Callable[[Tick], _Result],
        done: Callable[[_Result], None],
        *,
        quiet: bool = False,
    ) -> Job:
        """Run `work(tick)` on the worker and then `done(result)` here.

        The work touches no widget and no connection of this thread; it opens its own.
        """
        job = Job(title, self, quiet=quiet)
        job.finished.connect(done)
        _COLLECTOR.rest(id(self))
        number = next(self._numbers)
        self._running[number] = job
        self.job_started.emit(job)
        self._given.append(work)  # the worker would destroy what nobody refers to any more
        self._pool.start(_Runnable(number, job.stop, work, self._news.emit))
        return job

    def shut_down(self) -> None:
        """Cancel what runs and wait for it; nothing is told of these jobs any more."""
        for job in self._running.values():
            job.cancel()
        self._running.clear()
        self._rest()

    def _rest(self) -> None:
        """Wait until the worker is idle, and let go of what it was given."""
        self._pool.waitForDone()
        self._given.clear()
        _COLLECTOR.go_on(id(self))

    @Slot(int, str, object)
    def _tell(self, number: int, signal: str, payload: Any) -> None:  # noqa: ANN401
        """Pass the worker's news on as the job's own signal; after `ended` the job is gone."""
        job = self._running.get(number)
        if job is None:  # news that was on its way when all was shut down
            return
        match signal:
            case "progressed":
                job.progressed.emit(*payload)
            case "ended":
                del self._running[number]
                if not self._running:
                    self._rest()  # only the last lines of the job may still run
                job.ended.emit()
                job.deleteLater()
            case _:
                getattr(job, signal).emit(payload)


class _Runnable(QRunnable):
    def __init__(
        self,
        number: int,
        stop: Event,
        work: Callable[[Tick], Any],
        tell: Callable[[int, str, Any], None],
    ) -> None:
        super().__init__()
        self._number = number
        self._stop = stop
        self._work = work
        self._tell = tell

    def run(self) -> None:
        try:
            result = self._work(self._tick)
        except Cancelled:
            pass
        except UserError as error:
            self._tell(self._number, "failed", str(error))
        except Exception as error:
            self._tell(self._number, "crashed", error)
        else:
            self._tell(self._number, "finished", result)
        self._tell(self._number, "ended", None)

    def _tick(self, done: int, total: int) -> None:
        """What the work calls; raises `Cancelled` when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(self._number, "progressed", (done, total))
