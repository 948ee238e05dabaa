"""Reports and pages of a night, written by this process and by others beside it.

What is of one county is of no other, so that counties are written in any order and by any process; the more
processors there are, the more counties are written at once. What does not belong here: what stands in them
(reports, site), and when they are written (publish_step).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from pipelines.processes.worker import Worker, WorkerGone
from pipelines.reports import nightly as reports
from pipelines.site import nightly as site
from pipelines.site.queries import READS as SITE_READS
from pipelines.warehouse.versions import Version

TURNS = 2
"""So many times each process takes counties, so that none is left over with much at the end."""
TOGETHER = 10
"""More counties than this are not taken at once."""
Task = Callable[[], None]


class Kind(NamedTuple):
    """A kind of papers.

    Attributes:
        reads: the marts it is made of; a project that builds fewer has none.
        share: has those of counties that stay in the version too, and says of whom the others are.
        write_counties: writes those of counties.
        write_over_all: writes what is of all counties.
    """

    reads: frozenset[str]
    share: Callable[[Version, Version | None, Collection[str]], list[str]]
    write_counties: Callable[[Version, Version | None, Collection[str]], None]
    write_over_all: Callable[[Version], None]


KINDS = (
    Kind(reports.READS, reports.share, reports.write_counties, reports.write_over_all),
    Kind(SITE_READS, site.share, site.write_counties, site.write_over_all),
)


class Scribes:
    """Processes that help to write; a context manager, at whose end they go.

    Args:
        number: how many beside this one; they load while the version is joined.
        log: where they write what they print.
    """

    def __init__(self, number: int, log: Path | None = None) -> None:
        self._workers = [Worker(log=log) for _ in range(number)]
        for worker in self._workers:
            worker.submit(load)

    def write(
        self, version: Version, before: Version | None, changed: Collection[str], *, marts: Set[str]
    ) -> None:
        """Write what people get besides the data, before readers get the version.

        Args:
            version: whose it is.
            before: the version before, whose papers of the other counties are shared.
            changed: counties whose figures are others than there.
            marts: the names of those that the project builds.
        """
        kinds = [kind for kind in KINDS if marts >= kind.reads]
        tasks = deque(self._tasks(kinds, version, before, changed))
        with ThreadPoolExecutor(len(self._workers) + 1, thread_name_prefix="scribe") as threads:
            helping = [threads.submit(_have_done, worker, tasks) for worker in self._workers]
            try:
                _do(tasks)
                for one in helping:
                    one.result()
                _do(tasks)  # what a process that went away has left
            except BaseException:
                tasks.clear()
                self.end()
                raise

    def _tasks(
        self,
        kinds: Collection[Kind],
        version: Version,
        before: Version | None,
        changed: Collection[str],
    ) -> Iterator[Task]:
        """What is to be written; what takes longest comes first."""
        for kind in kinds:
            counties = kind.share(version, before, changed)
            each = min(TOGETHER, -(-len(counties) // (TURNS * (len(self._workers) + 1))))
            for at in range(0, len(counties), each or 1):
                yield partial(kind.write_counties, version, before, counties[at : at + each])
        for kind in kinds:
            yield partial(kind.write_over_all, version)

    def end(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def load() -> None:
    """Nothing: a process that is asked for it has loaded what writes."""


def _do(tasks: deque[Task]) -> None:
    while (task := _next(tasks)) is not None:
        task()


def _have_done(worker: Worker, tasks: deque[Task]) -> None:
    """Have tasks done elsewhere; where that process goes away, what it was at is left for this one."""
    while (task := _next(tasks)) is not None:
        try:
            worker.ask(task)
        except WorkerGone:
            tasks.append(task)
            return


def _next(tasks: deque[Task]) -> Task | None:
    try:
        return tasks.popleft()
    except IndexError:
        return None
