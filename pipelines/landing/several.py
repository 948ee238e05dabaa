"""Several counties landed beside each other, each by one process; a fault in one holds back that one alone.

A few small changes are landed in this process, one county after the other; when there is much to read, in as
many processes as the machine carries. What does not belong here: which counties have changed (land), and how
one is landed (county).
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from pipelines.errors import Trouble
from pipelines.landing.copies import keep_copy, put_back, see_that_it_is_whole
from pipelines.landing.county import Refresh, land_county
from pipelines.landing.in_the_folder import InTheFolder, place_in_folder
from pipelines.landing.index import Remembered
from pipelines.landing.readers import ONE_THREAD, loaded_once
from pipelines.landing.reading import A_FILE, LITTLE
from pipelines.landing.report import CountyLanding
from pipelines.landing.store import store_path
from pipelines.landing.troubles import StoreDamaged, StoreGone, as_trouble, store_put_back
from pipelines.landing.unmoved import Unmoved
from pipelines.processes.worker import Worker, WorkerGone
from pipelines.sentences import Sentence

LOG = logging.getLogger(__name__)
MEMORY_OF_A_PROCESS = 1_200_000_000
"""Bytes that a process which lands a county takes at most: its DuckDB, and the file it reads."""


@dataclass(frozen=True)
class Changed:
    """A county that must be landed: what lies in its folder, and what is believed of it.

    `is_as_left` says that its store looks as the last landing left it.
    """

    found: InTheFolder
    believed: Unmoved
    is_as_left: bool = False

    @property
    def bytes_to_read(self) -> int:
        """How much there is to read, what a file costs by itself counted in."""
        believed = self.believed.contents
        return sum(file.size + A_FILE for file in self.found.files if place_in_folder(file) not in believed)


@dataclass(frozen=True)
class Came:
    """What came of a county.

    Attributes:
        county: what it is about.
        report: what was done.
        remembered: what to remember of it; None when it failed.
        trace: where the program failed, for its log.
    """

    county: Changed
    report: CountyLanding
    remembered: Remembered | None = None
    trace: str | None = None


def land_several(
    refresh: Refresh, counties: Sequence[Changed], progress: Callable[[int], None]
) -> Iterator[Came]:
    """Land counties, each as it is done.

    Args:
        refresh: what they are landed by.
        counties: which.
        progress: called with how many files are done.
    """
    number = _at_once(refresh, counties)
    came = _beside(refresh, counties, number) if number > 1 else _here(refresh, counties, progress)
    done = 0
    for one in came:
        if one.trace:
            LOG.error("县 %s 没有入库\n%s", one.county.found.county_code, one.trace)
        done += len(one.county.found.files)
        progress(done)
        yield one


def _at_once(refresh: Refresh, counties: Sequence[Changed]) -> int:
    """How many processes land counties: by what there is to read, the processors and the memory."""
    if sum(one.bytes_to_read for one in counties) <= LITTLE:
        return 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(len(counties), refresh.settings.threads, memory // MEMORY_OF_A_PROCESS))


def _here(refresh: Refresh, counties: Sequence[Changed], progress: Callable[[int], None]) -> Iterator[Came]:
    before = 0
    for county in counties:
        yield _landed(refresh, county, lambda done, before=before: progress(before + done))  # type: ignore[misc]
        before += len(county.found.files)


def _beside(refresh: Refresh, counties: Sequence[Changed], number: int) -> Iterator[Came]:
    """In so many processes; each county's files are read by as many more as there are processors left."""
    settings = refresh.settings
    each = settings.model_copy(update={"threads": max(1, settings.threads // number)})
    asked = replace(refresh, settings=each)
    idle: SimpleQueue[Worker] = SimpleQueue()
    workers = [_worker() for _ in range(number)]
    for worker in workers:
        idle.put(worker)

    def ask(county: Changed) -> Came:
        worker = idle.get()
        try:
            return worker.ask(land_elsewhere, asked, county)
        except WorkerGone as gone:
            worker = _worker()
            workers.append(worker)
            return _failed(
                county,
                Sentence(
                    "入库的进程中途结束（退出码 {exit_code}）；请确认内存够用后重新刷新。",
                    exit_code=gone.exit_code,
                ),
            )
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(number, thread_name_prefix="county")
    try:
        # the largest first, so that none is left over at the end
        ordered = sorted(counties, key=lambda county: -county.bytes_to_read)
        for future in as_completed([threads.submit(ask, county) for county in ordered]):
            yield future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.end()
        threads.shutdown()


def _worker() -> Worker:
    return Worker(environment=ONE_THREAD)


def land_elsewhere(refresh: Refresh, county: Changed) -> Came:
    """Land a county in another process, which loads aliases and key once."""
    return _landed(replace(refresh, terms=loaded_once(refresh.terms)), county)


def _landed(refresh: Refresh, county: Changed, progress: Callable[[int], None] | None = None) -> Came:
    """Land a county; whatever goes wrong is said of it and of no other."""
    store = store_path(refresh.settings, county.found.county_code)
    try:
        report, remembered = _land_or_mend(refresh, county, store, progress)
    except Trouble as trouble:
        return _failed(county, trouble.sentence)
    except Exception as error:
        # what the program says may quote a cell, so a person is told the kind of it alone
        said = Sentence("入库时出错（{kind}），见运行记录；请联系管理员。", kind=type(error).__name__)
        return replace(_failed(county, said), trace=traceback.format_exc())
    try:
        keep_copy(refresh.settings, county.found.county_code)
    except OSError as error:
        # not remembered, the store is read through before anything is added to it the next time
        LOG.warning("县 %s 的入库文件没有留下副本：%s", county.found.county_code, error.strerror)
        return Came(county, report)
    return Came(county, report, remembered)


def _land_or_mend(
    refresh: Refresh, county: Changed, store: Path, progress: Callable[[int], None] | None
) -> tuple[CountyLanding, Remembered]:
    """Land a county; where its store is damaged or gone, once more into the copy that was kept of it.

    Raises:
        StoreTrouble: the store cannot be used, and there is no whole copy of one that is damaged or gone.
    """
    code, mended = county.found.county_code, None
    try:
        with as_trouble(store):
            see_that_it_is_whole(refresh.settings, code, is_as_left=county.is_as_left)
            return land_county(refresh, county.found, county.believed, progress)
    except (StoreDamaged, StoreGone) as trouble:
        copied_at = put_back(refresh.settings, code)
        if copied_at is None:
            raise
        mended = store_put_back(trouble, copied_at, refresh.settings)
    with as_trouble(store):
        report, remembered = land_county(refresh, county.found, county.believed, progress, mended)
    report.mended = mended.found
    return report, remembered


def _failed(county: Changed, reason: str) -> Came:
    return Came(county, CountyLanding("failed", reason=reason))
