"""Writing the feedback workbooks of many files, some at a time by whoever is free.

What does not belong here: which are to be written (folder), and what stands in one (workbook).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from pipelines.contracts.books import Books
from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.result import FileResult
from pipelines.feedback.answer import Answer, HandedIn, answered
from pipelines.feedback.version_said import FileSaid, VersionSaid
from pipelines.feedback.workbook import feedback_name, write_feedback
from pipelines.ingest.discover import RawFile, discover
from pipelines.ingest.model import Finding
from pipelines.local_time import local_time
from pipelines.processes.helpers import Helpers
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
TOGETHER = 50
"""So many workbooks are one task."""
COMPARED = "文件本身，以及它和其他材料放在一起的结果：{}；以后各版结果相同的，本表不重写。"
NOT_YET = "只有文件本身；还没有哪一版用到这个文件，和其他材料的比对等下一版发布后补上。"


class Standing(NamedTuple):
    """A version, as the ledger knows it."""

    county_code: str
    school_year: int
    path: str
    sha256: str
    file_id: str
    path_shown: str
    provider_shown: str
    received_at: datetime
    has_faults: bool

    @property
    def workbook(self) -> str:
        """Where its workbook is, below the feedback folder."""
        inside = self.path_shown if "/" in self.path_shown else f"{self.provider_shown}/{self.path_shown}"
        folder, _, name = inside.rpartition("/")
        return f"{self.county_code}/{self.school_year}/{folder}/{feedback_name(name)}"


class Known(NamedTuple):
    """What is known of files without reading them: by the version in force, by the ledger."""

    said: VersionSaid
    results: dict[str, FileResult]
    landed: dict[str, list[tuple[str, Finding]]]


class _Written(NamedTuple):
    """The workbooks that were written, and what is to be told of those that were not."""

    workbooks: set[str]
    warnings: list[str]


def write_workbooks(settings: Settings, known: Known, due: Sequence[Standing], helpers: Helpers) -> set[str]:
    """Write workbooks, some at a time by whoever is free; returns those that were written."""
    parts = [due[at : at + TOGETHER] for at in range(0, len(due), TOGETHER)]
    came = helpers.do(partial(_write_some, settings, _known_of(known, part), part) for part in parts)
    for one in came:
        for warning in one.warnings:
            LOG.warning(warning)
    return {workbook for one in came for workbook in one.workbooks}


def _known_of(known: Known, some: Sequence[Standing]) -> Known:
    """What is known of some files."""
    ids = {one.file_id for one in some}
    said, results, landed = known
    of_files = {file_id: of for file_id, of in said.files.items() if file_id in ids}
    return Known(
        replace(said, files=of_files),
        {file_id: result for file_id, result in results.items() if file_id in ids},
        {file_id: findings for file_id, findings in landed.items() if file_id in ids},
    )


def _write_some(settings: Settings, known: Known, some: Sequence[Standing]) -> _Written:
    return _Writer(settings, known).write(some)


class _Writer:
    """Answers files, the very versions the ledger speaks of; those with faults are read again.

    Args:
        settings: where the files are and where the workbooks go.
        known: what is known of them; of those without faults also their results.
    """

    def __init__(self, settings: Settings, known: Known) -> None:
        self._settings, self._known = settings, known
        self._books = Books(settings)
        # the marks of the names of sheets are those that are published
        self._hasher = Hasher.from_key_file(settings.key_path)

    def write(self, due: Sequence[Standing]) -> _Written:
        """Write workbooks."""
        counties = sorted({one.county_code for one in due if one.has_faults})
        files = {_key(file): file for file in discover(self._settings.raw, counties)} if counties else {}
        done, warnings = set[str](), list[str]()
        for one in due:
            file = files.get((one.county_code, one.school_year, one.path))
            if file is None and one.has_faults:
                continue  # a disk that is not there, or a link: nothing can be read
            try:
                if self._answer(one, file):
                    done.add(one.workbook)
            except OSError as error:
                warnings.append(f"反馈表 {one.workbook} 没有写成：{error.strerror}")
            except Exception as error:
                # the error's text may quote cells, so only its kind is kept
                warnings.append(f"反馈表 {one.workbook} 没有写成：{type(error).__name__}")
        return _Written(done, warnings)

    def _answer(self, one: Standing, file: RawFile | None) -> bool:
        """Answer one file; False when it must be read again and has changed since it landed."""
        result = self._known.results.get(one.file_id)
        if result is None:
            assert file is not None
            content = file.path.read_bytes()
            if hashlib.sha256(content).hexdigest() != one.sha256:
                return False
            result = check_content(
                content,
                file.path.name,
                county_code=one.county_code,
                school_year=one.school_year,
                book=self._books.of(one.county_code),
                hasher=self._hasher,
                max_rejected_share=self._settings.max_rejected_share,
            )
        said = self._known.said.of(one.file_id)
        answer = Answer(one.path_shown.rpartition("/")[2], result, self._handed_in(one, said))
        landed = self._known.landed[one.file_id]
        whole = answered(answer, landed, said, self._hasher)
        write_feedback(self._settings.feedback / one.workbook, whole, self._books.of(one.county_code))
        return True

    def _handed_in(self, one: Standing, said: FileSaid) -> HandedIn:
        name = self._known.said.counties.get(one.county_code)
        return HandedIn(
            county=f"{name}（{one.county_code}）" if name else one.county_code,
            school_year=f"{one.school_year}–{one.school_year + 1} 学年",
            sender=one.provider_shown,
            received=local_time(one.received_at, self._settings.time_zone)[: len("2024-11-01")],
            basis=COMPARED.format(self._known.said.name) if said.is_known else NOT_YET,
            is_compared=said.is_known,
        )


def _key(file: RawFile) -> tuple[str, int, str]:
    return file.county_code, file.school_year, file.relative
