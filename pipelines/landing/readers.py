"""Processes that read and check files beside the refresh, one file each at a time.

Reading is bound to the interpreter, so a second core helps only a second process. Each is a worker of its
own, so that when a file brings one down, it is known which file. What does not belong here: which files are
read, in which order their results are taken (reading), and how a process is started and ended (processes).
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import without_numbers
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.errors import Trouble
from pipelines.processes.worker import Worker, WorkerGone
from pipelines.sentences import Sentence

ONE_THREAD = {"POLARS_MAX_THREADS": "1"}
"""There is a process for every core already."""


@dataclass(frozen=True)
class Terms:
    """What every file is read by, loaded where files are read; see `check_content`.

    Raises, when loaded:
        ValueError: an alias row cannot be read.
        DamagedKey: the key file is no key.
    """

    aliases: tuple[Path, ...]
    key_path: Path
    max_rejected_share: float

    @cached_property
    def book(self) -> AliasBook:
        """Which heading means what."""
        return AliasBook.load(*self.aliases)

    @cached_property
    def hasher(self) -> Hasher:
        """Turns numbers of persons into hashes."""
        return Hasher.from_key_file(self.key_path)

    def load(self) -> Terms:
        """The same with both loaded, so that what is wrong with them is told at once."""
        _ = self.book, self.hasher
        return self

    def __reduce__(self) -> tuple[type[Terms], tuple[tuple[Path, ...], Path, float]]:
        """Another process loads its own; a key goes through no pipe."""
        return Terms, (self.aliases, self.key_path, self.max_rejected_share)


@dataclass(frozen=True)
class Job:
    """One file to read: its bytes, its name and the folder it lies in."""

    content: bytes
    name: str
    county_code: str
    school_year: int


class ReaderGone(Trouble):
    """A process ended while it read a file, for want of memory or because the file brought it down."""

    def __init__(self, name: str, exit_code: int | None) -> None:
        super().__init__(
            Sentence(
                "读取 {name} 的进程中途结束（退出码 {exit_code}），本次没有入完库，上一版继续有效。"
                "请确认内存够用后重新刷新；再次停在这个文件，请把它移出 raw/ 并联系管理员。",
                name=name,
                exit_code=exit_code,
            )
        )


def read(job: Job, terms: Terms) -> FileResult:
    """Read and check one file here and now."""
    return check_content(
        job.content,
        job.name,
        county_code=job.county_code,
        school_year=job.school_year,
        book=terms.book,
        hasher=terms.hasher,
        max_rejected_share=terms.max_rejected_share,
    )


class Readers:
    """So many processes; a context manager, at whose end they go, whatever they are at: they only read."""

    def __init__(self, number: int, terms: Terms) -> None:
        self._terms = terms
        self._workers = [Worker(environment=ONE_THREAD) for _ in range(number)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="reader")

    def submit(self, job: Job) -> Future[FileResult]:
        """Have a file read as soon as a process is free; the future may raise `ReaderGone`."""
        return self._threads.submit(self._ask, job)

    @property
    def numbers(self) -> list[int]:
        """The numbers the operating system knows the processes by; waits until they have started."""
        return [worker.number for worker in self._workers]

    def _ask(self, job: Job) -> FileResult:
        worker = self._idle.get()
        try:
            return worker.ask(read_elsewhere, job, self._terms)
        except WorkerGone as gone:
            raise ReaderGone(without_numbers(job.name, self._terms.hasher), gone.exit_code) from gone
        finally:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()


def read_elsewhere(job: Job, terms: Terms) -> FileResult:
    """Read and check one file in another process, of which the result goes home.

    The sheets and what they were recognised by stay behind; landing keeps rows, counts and findings only.
    """
    result = read(job, loaded_once(terms))
    sheets = [replace(sheet, found=None, addresses=()) for sheet in result.sheets]
    return replace(result.without_pages(), sheets=sheets)


@cache
def loaded_once(terms: Terms) -> Terms:
    """The terms, loaded in this process the first time they are asked for."""
    return terms.load()
