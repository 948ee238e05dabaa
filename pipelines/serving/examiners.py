"""The processes that look at files: a few, each at one file at a time, each file within its time.

A file that takes too long, or that brings its process down, costs that process and is told to its sender; the
next file finds a new process. What does not belong here: looking at a file (examining).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from pathlib import Path

from pipelines.processes.worker import Worker, WorkerGone
from pipelines.serving.bounds import Bounds, NotTaken
from pipelines.serving.examining import Examined, bound_memory, examine
from pipelines.serving.places import Place
from pipelines.settings import Settings

TOO_LONG = (
    "没有检查完：{seconds:.0f} 秒内没有看完这个文件。"
    "请去掉无关的工作表、图片和空行后再试，或请县级管理员检查。"
)
BROKE_DOWN = "没有检查完：文件太大或已损坏，程序读不下去。请另存为新的 .xlsx，去掉无关的内容后再试。"
BUSY = "现在检查的人太多，请过一分钟再提交。"


class Examiners:
    """So many processes, started when they are first needed.

    Args:
        count: how many files are looked at at once.
        bounds: what one file may take.
        settings: where the headings are described, and what share of rows set aside refuses a sheet.
    """

    def __init__(self, count: int, bounds: Bounds, settings: Settings) -> None:
        self._bounds, self._settings = bounds, settings
        self._free: list[Worker] = []
        self._turn = asyncio.Semaphore(count)
        self._waiting = 0

    async def examine(self, path: Path, name: str, place: Place) -> Examined:
        """Look at a file, meant for a place, when it is its turn.

        Raises:
            NotTaken: too many others are waiting.
        """
        if self._waiting >= self._bounds.waiting:
            raise NotTaken(503, BUSY)
        self._waiting += 1
        try:
            async with self._turn, self._worker() as worker:
                aliases = self._settings.alias_folders_of(place.county_code)
                looked_at = worker.submit(
                    examine, path, name, place, aliases, self._settings.max_rejected_share
                )
                return await asyncio.wait_for(asyncio.wrap_future(looked_at), self._bounds.seconds)
        except TimeoutError:
            return Examined(name, TOO_LONG.format(seconds=self._bounds.seconds))
        except (WorkerGone, BrokenProcessPool, MemoryError):
            return Examined(name, BROKE_DOWN)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End every process."""
        while self._free:
            await asyncio.to_thread(self._free.pop().end)

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        """A process that is at nothing; one at which something went wrong is ended."""
        worker = self._free.pop() if self._free else await asyncio.to_thread(self._started)
        try:
            yield worker
        except BaseException:
            await asyncio.to_thread(worker.end)
            raise
        self._free.append(worker)

    def _started(self) -> Worker:
        worker = Worker()
        worker.ask(bound_memory, self._bounds.memory_bytes)
        return worker
