"""Files in their order, each with what reading it yields, some of them read ahead.

A few files are read in this process; when there is much to read, in several (readers). What does not belong
here: which files there are and what their results change (land, intake).
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from pipelines.contracts.check import LARGEST_FILE, refused_for_its_size
from pipelines.contracts.result import FileResult
from pipelines.ingest.discover import RawFile
from pipelines.landing.in_the_folder import PathInFolder, place_in_folder
from pipelines.landing.readers import Job, Readers, Terms, read

LITTLE = 6_000_000
"""Bytes that are read sooner than other processes have started."""
A_FILE = 40_000
"""To open and judge a file takes as long as so many bytes of it, however small it is."""
AHEAD = 2
"""Files that wait for each process, so that it never waits for this one."""


@dataclass(frozen=True)
class Arrival:
    """One file.

    Attributes:
        file: where it lies.
        sha256: of its bytes; None when it could not be opened.
        error: why it could not be opened.
        result: what reading the very same bytes yields; waits until they are read.
    """

    file: RawFile
    sha256: str | None
    error: OSError | None
    result: Callable[[], FileResult]


class Reading:
    """Reads files; a context manager, at whose end other processes go.

    Args:
        terms: what they are read by.
        processes: how many may read at once.
        is_new: whether content of that sha256 at that place has to be read.
        believed: the sha256 by place of files that are not read unless their content is new (unmoved).
    """

    def __init__(
        self,
        terms: Terms,
        processes: int,
        is_new: Callable[[RawFile, str], bool],
        believed: Mapping[PathInFolder, str],
    ) -> None:
        self._terms, self._number, self._is_new, self._believed = terms, processes, is_new, believed
        self._readers: Readers | None = None
        self._stack = ExitStack()
        self._new_bytes = 0

    def arrivals(self, files: Sequence[RawFile]) -> Iterator[Arrival]:
        """The files in their order."""
        waiting: deque[Arrival] = deque()
        for file in files:
            waiting.append(self._arrival(file))
            if len(waiting) > (self._number * AHEAD if self._readers else 0):
                yield waiting.popleft()
        yield from waiting

    def _arrival(self, file: RawFile) -> Arrival:
        known = self._believed.get(place_in_folder(file))
        if known is not None and not self._is_new(file, known):
            return Arrival(file, known, None, _nothing)
        try:
            if file.size > LARGEST_FILE:
                return Arrival(file, _hash_of(file.path), None, partial(refused_for_its_size, file.size))
            content = file.path.read_bytes()
        except OSError as error:
            return Arrival(file, None, error, _nothing)
        sha256 = hashlib.sha256(content).hexdigest()
        job = Job(content, file.path.name, file.county_code, file.school_year)
        here = partial(read, job, self._terms)
        if not self._is_new(file, sha256):
            return Arrival(file, sha256, None, here)
        self._new_bytes += len(content) + A_FILE
        if self._readers is None and self._number > 1 and self._new_bytes > LITTLE:
            self._readers = self._stack.enter_context(Readers(self._number, self._terms))
        ahead: Future[FileResult] | None = self._readers.submit(job) if self._readers else None
        return Arrival(file, sha256, None, ahead.result if ahead else here)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nothing() -> FileResult:
    raise AssertionError("a file that was not read has no result")
