"""Processes that read and check files beside the refresh, one file each at a time.

Reading is bound to the interpreter, so a second core helps only a second process. A process gets what a file
is read by when it starts, and then files and results go through its standard input and output; when the
refresh ends, however it ends, the input ends and the process goes too. What does not belong here: which files
are read, and in which order their results are taken (reading).
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Self

from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.errors import Trouble

ONE_THREAD = {"POLARS_MAX_THREADS": "1"}
"""There is a process for every core already."""


@dataclass(frozen=True)
class Terms:
    """What every file is read by, loaded where files are read; see `check_content`.

    Raises, when loaded:
        ValueError: an alias row cannot be read.
        DamagedKey: the key file is no key.
    """

    aliases: Path
    key_path: Path
    max_rejected_share: float

    @cached_property
    def book(self) -> AliasBook:
        """Which heading means what."""
        return AliasBook.load(self.aliases)

    @cached_property
    def hasher(self) -> Hasher:
        """Turns numbers of persons into hashes."""
        return Hasher.from_key_file(self.key_path)

    def load(self) -> Terms:
        """The same with both loaded, so that what is wrong with them is told at once."""
        _ = self.book, self.hasher
        return self

    def __reduce__(self) -> tuple[type[Terms], tuple[Path, Path, float]]:
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

    def __init__(self, name: str, exit_code: int) -> None:
        super().__init__(
            f"读取 {name} 的进程中途结束（退出码 {exit_code}），本次没有入完库，上一版继续有效。"
            "请确认内存够用后重新刷新；再次停在这个文件，请把它移出 raw/ 并联系管理员。"
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
        self._processes: Sequence[_Reader] = [_Reader(terms) for _ in range(number)]
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="reader")

    def submit(self, job: Job) -> Future[FileResult]:
        """Have a file read as soon as a process is free; the future may raise `ReaderGone`."""
        return self._threads.submit(self._ask, job)

    def _ask(self, job: Job) -> FileResult:
        process = self._idle.get()
        try:
            return process.ask(job)
        finally:
            self._idle.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.end()
        self._threads.shutdown(cancel_futures=True)


class _Reader:
    def __init__(self, terms: Terms) -> None:
        self._terms: Terms | None = terms
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | ONE_THREAD,
        )

    def ask(self, job: Job) -> FileResult:
        asked, answered = self._process.stdin, self._process.stdout
        assert asked and answered, "both are pipes"
        try:
            if self._terms:
                pickle.dump(self._terms, asked)
                self._terms = None
            pickle.dump(job, asked)
            asked.flush()
            result: FileResult = pickle.load(answered)
        except (OSError, EOFError) as error:
            raise ReaderGone(job.name, self._process.wait()) from error
        return result

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def serve(jobs: IO[bytes], results: IO[bytes]) -> None:
    """The other end: terms first, then files until there are no more.

    The sheets and what they were recognised by stay behind; landing keeps rows, counts and findings only.
    """
    terms = pickle.load(jobs)
    while True:
        result = read(pickle.load(jobs), terms)
        sheets = [replace(sheet, found=None, addresses=()) for sheet in result.sheets]
        pickle.dump(replace(result.without_pages(), sheets=sheets), results, protocol=pickle.HIGHEST_PROTOCOL)
        results.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this process is interrupted, and ends it
    with suppress(EOFError, BrokenPipeError), os.fdopen(os.dup(sys.stdout.fileno()), "wb") as results:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not print among the results
        serve(sys.stdin.buffer, results)
