"""Processes that help this one with what it has to do: whoever is free takes the next task.

What a process that went away was at is done here, so a task must come out the same when it is begun again.
What does not belong here: what the tasks are, and work whose place in the order of things matters (Worker).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from pipelines.processes.worker import Worker, WorkerGone

T = TypeVar("T")


class Helpers:
    """A context manager, at whose end the processes go.

    Args:
        number: how many beside this one; none is as good as any number.
        load: what they do first, while this one is at other things; it brings along what it imports.
        log: where they write what they print.
    """

    def __init__(
        self, number: int = 0, load: Callable[[], None] | None = None, log: Path | None = None
    ) -> None:
        self._workers = [Worker(log=log) for _ in range(number)]
        for worker in self._workers:
            if load:
                worker.submit(load)

    @property
    def hands(self) -> int:
        """How many tasks are done at once."""
        return len(self._workers) + 1

    def do(self, tasks: Iterable[Callable[[], T]]) -> list[T]:
        """Do tasks, here and there; what comes of them is in no order.

        What one of them raises is raised here, and then nothing goes on anywhere.
        """
        waiting, came = deque(tasks), list[T]()
        with ThreadPoolExecutor(self.hands, thread_name_prefix="helper") as threads:
            helping = [threads.submit(_have_done, worker, waiting, came) for worker in self._workers]
            try:
                _do(waiting, came)
                for one in helping:
                    one.result()
                _do(waiting, came)  # what a process that went away has left
            except BaseException:
                waiting.clear()
                self.end()
                raise
        return came

    def end(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def _do(waiting: deque[Callable[[], T]], came: list[T]) -> None:
    while (task := _next(waiting)) is not None:
        came.append(task())


def _have_done(worker: Worker, waiting: deque[Callable[[], T]], came: list[T]) -> None:
    while (task := _next(waiting)) is not None:
        try:
            came.append(worker.ask(task))
        except WorkerGone:
            waiting.append(task)
            return


def _next(waiting: deque[Callable[[], T]]) -> Callable[[], T] | None:
    try:
        return waiting.popleft()
    except IndexError:
        return None
