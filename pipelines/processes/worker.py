"""One process beside this one that does what it is asked, one thing after another.

It is a pool of one of `concurrent.futures`: when it dies, there is exactly one thing it was at, and that one
can be named. What a task prints goes to standard error or a log, never among results. When the process that
owns it ends, however it ends, it goes too. What does not belong here: what the tasks are.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from pathlib import Path
from typing import ParamSpec, Self, TypeVar

from pipelines.processes.ending import stay_if_leaving

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE_SECONDS = 5.0
"""How long a process that is told to end may take for it."""
FIRST = 1000
"""The rank among what a process does when it leaves; the standard library's own ranks are below it."""
ENDING = threading.Event()
"""Set in a process that has been told to end."""
STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
"""Their numbers, whatever a library has put in their places."""
AGAIN_SECONDS = 0.2
"""How long after it was told to end a process is told again, if it is still there."""


class WorkerGone(Exception):
    """The process ended while it was at something, or before; `exit_code` is negative for a signal."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"the process ended with exit code {self.exit_code}"


class Worker:
    """Starts the process at once; a context manager, at whose end it goes, whatever it is at.

    It is a new interpreter, not a copy of this one: the libraries that are used here start threads, which a
    copy would lack.

    Args:
        environment: what it finds in its environment, beside what there is, before it loads anything.
        log: the file at whose end what it prints is written; its standard error goes on where this one's
            goes when there is none.
    """

    def __init__(self, *, environment: Mapping[str, str] | None = None, log: Path | None = None) -> None:
        stay_if_leaving()
        self._pool = ProcessPoolExecutor(
            1,
            multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(dict(environment or {}), log),
        )
        self._number = self._pool.submit(os.getpid)
        self._process: BaseProcess | None = None
        self._closing = threading.Lock()  # several threads may find at once that the process has gone

    @property
    def number(self) -> int:
        """The number the operating system knows it by; waits until it has started.

        Raises:
            WorkerGone: it could not start.
        """
        try:
            number = self._number.result()
        except BrokenProcessPool as error:
            stay_if_leaving()
            raise WorkerGone(None) from error
        if self._process is None:
            self._process = next(
                (one for one in multiprocessing.active_children() if one.pid == number), None
            )
        return number

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a task done when those before it are done; neither it nor what it says may be tied to here.

        What goes wrong in it is raised by the future: the same exception, or a `RuntimeError` with its
        words where that one cannot be carried from process to process.

        Raises:
            WorkerGone: the process has ended already.
        """
        if self._number.done():
            _ = self.number  # once it has gone, nobody could say how
        try:
            return self._pool.submit(_done, partial(task, *args, **kwargs))
        except BrokenProcessPool as error:
            raise WorkerGone(self._exit_code()) from error

    def result(self, future: Future[T]) -> T:
        """What came of a task that was submitted here; waits for it.

        Raises:
            WorkerGone: the process ended before it was done.
        """
        try:
            return future.result()
        except (BrokenProcessPool, SystemExit) as error:  # the latter: it was told to end while it was at it
            raise WorkerGone(self._exit_code()) from error
        except BaseException:
            stay_if_leaving()
            raise

    def ask(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Have a task done and wait for what comes of it; see `submit` and `result`."""
        _ = self.number
        return self.result(self.submit(task, *args, **kwargs))

    def close(self) -> None:
        """Wait until everything is done and the process has ended in order, with every file it had open."""
        with self._closing:
            self._pool.shutdown()

    def end(self) -> None:
        """End the process, whatever it is at, and wait until it has gone.

        It is told to end, so that it leaves nothing of the operating system's behind, and killed if it does
        not listen.
        """
        with suppress(WorkerGone):
            _ = self.number
        with self._closing:
            self._pool.shutdown(wait=False, cancel_futures=True)
        if self._process:
            self._process.terminate()
            if not wait([self._process.sentinel], PATIENCE_SECONDS):
                self._process.kill()
                wait([self._process.sentinel])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _exit_code(self) -> int | None:
        stay_if_leaving()
        self.close()
        return self._process.exitcode if self._process else None


def _begin(environment: Mapping[str, str], log: Path | None) -> None:
    """What the process does first."""
    import __main__ as program  # of this process, which is not that of whoever imports this

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who owns this process is interrupted, and ends it
    signal.signal(signal.SIGTERM, _told_to_end)
    # once it leaves, before anything is shut down: it is ending already, and what shuts down must not be told
    Finalize(None, _hear_no_more, exitpriority=FIRST)
    os.environ.update(environment)
    # DuckDB takes a program without a file for a person at a prompt, and draws bars over what is told
    vars(program).setdefault("__file__", __file__)
    if log:
        with log.open("a") as file:
            os.dup2(file.fileno(), sys.stderr.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=_go_with_the_owner, daemon=True).start()


def _told_to_end(*_: object) -> None:
    """Leave; where what the process is at keeps it from leaving (the pool does, in a task), leave later."""
    if not ENDING.is_set():
        ENDING.set()
        sys.unraisablehook = _say_nothing
        # what it is at may take its end for a fault, as dbt does, and tell it with a traceback
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for told in (STANDARD_OUTPUT, STANDARD_ERROR):
            os.dup2(nowhere, told)
        signal.signal(signal.SIGALRM, _told_to_end)
        signal.setitimer(signal.ITIMER_REAL, AGAIN_SECONDS, AGAIN_SECONDS)
    sys.exit()


def _hear_no_more() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _say_nothing(_: object) -> None:
    """An exit within what cannot be left, as a finalizer, is tried again: there is nothing to tell anyone."""


def _go_with_the_owner() -> None:
    owner = multiprocessing.parent_process()
    assert owner, "only a started process gets here"
    owner.join()
    os._exit(1)


def _done(task: Callable[[], T]) -> T:
    """What comes of a task; an exception that cannot be carried is told in words."""
    if ENDING.is_set():  # the pool had handed this one over already
        sys.exit()
    try:
        return task()
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:
            raise RuntimeError(traceback.format_exc()) from None
        raise
