"""Runs a job beside the window and brings its outcome back to it: for pictures and exports."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, QTimer, Signal, Slot

from sync.photo_refused import PhotoRefused
from sync.store import StoreProblem

THREADS: Final = 2
FAILURES: Final[tuple[type[Exception], ...]] = (OSError, ValueError, PhotoRefused, StoreProblem)
"""What work on photos and on the store may raise."""

_Result = TypeVar("_Result")
_Failure = TypeVar("_Failure", bound=Exception)


class Job(QObject):
    """A job that was started. It lives in the thread that started it."""

    _done = Signal(object)
    _failed = Signal(object)
    _over = Signal()

    def __init__(self, done: Callable[[Any], object], failed: Callable[[Any], object]) -> None:
        super().__init__()
        self._told: tuple[Callable[[Any], object], Callable[[Any], object]] | None = (done, failed)
        self._done.connect(self._tell_done)
        self._failed.connect(self._tell_failed)
        self._over.connect(self._let_go)

    def forget(self) -> None:
        """Let the job run to its end but tell nobody, because who asked is gone."""
        self._told = None

    @Slot(object)
    def _tell_done(self, result: object) -> None:
        if self._told is not None:
            self._told[0](result)

    @Slot(object)
    def _tell_failed(self, error: object) -> None:
        if self._told is not None:
            self._told[1](error)

    @Slot()
    def _let_go(self) -> None:
        self._told = None
        QTimer.singleShot(0, partial(_jobs.discard, self))  # not inside its own slot: it would be destroyed there


def _errand(job: Job, work: Callable[[], object], failures: tuple[type[Exception], ...]) -> None:
    """The part of a job that runs in another thread; an error that nobody expects goes to the crash hook.

    A function and not a QRunnable: PySide forgets to let go of some of those (83 of 500), and of all that they hold.
    """
    try:
        result = work()
    except failures as error:
        job._failed.emit(error)
    else:
        job._done.emit(result)
    finally:
        job._over.emit()


_jobs: set[Job] = set()  # until their outcome is told
_pools: list[QThreadPool] = []


def run(
    work: Callable[[], _Result],
    done: Callable[[_Result], object],
    failed: Callable[[_Failure], object],
    failures: tuple[type[_Failure], ...] = (OSError, ValueError),  # type: ignore[assignment]  # the usual ones
) -> Job:
    """Call `work` in another thread; then, here, `done` with its result or `failed` with one of `failures`.

    `work` touches no widget. To be called in a thread with an event loop. The app's end waits for all jobs.
    """
    job = Job(done, failed)
    _jobs.add(job)
    _pool().start(partial(_errand, job, work, failures))
    return job


def wait() -> None:
    """Wait until all work is done. Outcomes are still told only by the event loop."""
    for pool in _pools:
        pool.waitForDone()


def _pool() -> QThreadPool:
    if not _pools:
        pool = QThreadPool()
        pool.setMaxThreadCount(THREADS)
        _pools.append(pool)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(wait)
    return _pools[0]


class Background:
    """`run` and `wait` as a thing that the screens are handed."""

    def run(
        self, work: Callable[[], _Result], done: Callable[[_Result], object], failed: Callable[[Exception], object]
    ) -> Job:
        """As `run`, with the failures that work on photos and on the store has.

        Where `done` is a method of a QObject, nobody is told once that object is gone.
        """
        job = run(work, done, failed, FAILURES)
        owner = getattr(getattr(done, "func", done), "__self__", None)
        if isinstance(owner, QObject):
            owner.destroyed.connect(job.forget)
        return job

    def close(self) -> None:
        """Waits until all work is done."""
        wait()
