# SPDX-License-Identifier: MIT
"""Long work off the GUI thread: one worker, plain functions, progress after 0.6 s, cancel at any tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

from bizenv_desktop.errors import Cancelled, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
Tick = "Callable[[int, int], None]"

SHOW_PROGRESS_AFTER_MS = 600


class Job(QObject):
    """One piece of work; its signals arrive on the GUI thread. `failed` carries a sentence for the user."""

    progressed = Signal(int, int)
    late = Signal()  # it has taken 0.6 s: time to show progress
    finished = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._cancelled = False
        self._timer = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_AFTER_MS)
        self._timer.timeout.connect(self.late)
        self.ended.connect(self._timer.stop)
        self._timer.start()

    @Slot()
    def cancel(self) -> None:
        """Ask it to stop; it does at its next tick and writes nothing."""
        self._cancelled = True

    def tick(self, done: int, total: int) -> None:
        """Called by the work itself, on the worker thread; raises `Cancelled` when asked to stop."""
        if self._cancelled:
            raise Cancelled
        self.progressed.emit(done, total)


class Jobs(QObject):
    """Runs jobs one after the other on a single worker thread."""

    job_started = Signal(object)  # Job

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: set[Job] = set()

    def start(
        self,
        title: str,
        work: Callable[[Callable[[int, int], None]], _Result],
        done: Callable[[_Result], None],
    ) -> Job:
        """Run `work(tick)` on the worker and then `done(result)` here.

        The work touches no widget and no connection of this thread; it opens its own.
        """
        job = Job(title, self)
        job.finished.connect(done)
        job.ended.connect(lambda: self._forget(job))
        self._running.add(job)
        self.job_started.emit(job)
        self._pool.start(_Runnable(job, work))
        return job

    def shut_down(self) -> None:
        """Cancel what runs and wait for it."""
        for job in self._running:
            job.cancel()
        self._pool.waitForDone()

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        job.deleteLater()


class _Runnable(QRunnable):
    def __init__(self, job: Job, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        job = self._job
        try:
            result = self._work(job.tick)
        except Cancelled:
            pass
        except UserError as error:
            job.failed.emit(str(error))
        except Exception as error:
            job.crashed.emit(error)
        else:
            job.finished.emit(result)
        job.ended.emit()
