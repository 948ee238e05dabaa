"""The feedback workbooks of a home: `feedback/<county>/<school year>/<provider>/<file name>.反馈.xlsx`.

They follow the ledger and the version in force: a file that lies in `raw/` has a workbook, one that was
withdrawn or replaced has none. A file with faults is read again, because its cells are shown; of the others
the ledger knows enough (receipts). `feedback/index.json` says which file version each is about and what was
told, so that only what is new is written and what a killed refresh left out is made good by the next;
`feedback/counties.json` says for what each county was last answered whole. What does not belong here: what
stands in a workbook (workbook).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.contracts.books import Books
from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.result import FileResult
from pipelines.feedback.answer import Answer, HandedIn, answered
from pipelines.feedback.receipts import landed_findings, results_of
from pipelines.feedback.version_said import FileSaid, VersionSaid, version_in_force_said
from pipelines.feedback.workbook import feedback_name, write_feedback
from pipelines.ingest.discover import RawFile, discover
from pipelines.ingest.model import Finding
from pipelines.landing.digest import digests
from pipelines.landing.store import read_store
from pipelines.landing.troubles import StoreTrouble
from pipelines.local_time import local_time
from pipelines.processes.helpers import Helpers
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
INDEX, COUNTIES = "index.json", "counties.json"
TOGETHER = 50
"""So many workbooks are one task."""
COMPARED = "文件本身，以及它和其他材料放在一起的结果：{}；以后各版结果相同的，本表不重写。"
NOT_YET = "只有文件本身；还没有哪一版用到这个文件，和其他材料的比对等下一版发布后补上。"
STANDING = """
with newest as (
    from store.ledger.file_presence
    where is_present and known_until = 'infinity'
    qualify row_number() over (
        partition by county_code, school_year, path order by known_from desc, received_at desc
    ) = 1
)
select
    county_code, school_year, path, sha256, file_id,
    coalesce(path_shown, path) as path_shown, coalesce(provider_shown, provider) as provider_shown,
    received_at,
    file_id in (
        select file_id from store.ledger.finding where severity <> 'note' and rule <> 'withdrawn'
    ) as has_faults
from newest
order by county_code, school_year, path
"""
"""The version that came last to each path: a refused one may stand beside the accepted one that goes on
speaking. It has faults where more was said of it than notes."""


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


def bring_up_to_date(settings: Settings, helpers: Helpers | None = None) -> int:
    """Write and remove workbooks until they agree with the ledgers and the version in force.

    A county of which nothing new is to be told is left alone, its store is not opened. A workbook that cannot
    be written is logged and tried again the next time, and so is a county whose store cannot be read; it
    keeps nobody from anything.

    Args:
        settings: where things are.
        helpers: those that help to write many; without them this process writes all.

    Returns:
        How many were written.

    Raises:
        OSError: the index cannot be written.
    """
    told, answered_as = _read_index(settings.feedback / INDEX), _read_index(settings.feedback / COUNTIES)
    said = version_in_force_said(settings)
    wanted: dict[str, str] = {}
    due: list[Standing] = []
    unread: set[str] = set()
    known = _Known(said, {}, {})
    signs = {code: f"{digest} {_of_county(code, said)}" for code, digest in digests(settings).items()}
    for county_code, sign in signs.items():
        before = {name: of for name, of in told.items() if name.startswith(f"{county_code}/")}
        is_answered = answered_as.get(county_code) == f"{sign} {len(before)}"
        if is_answered and all((settings.feedback / workbook).exists() for workbook in before):
            wanted |= before
            continue
        try:
            with read_store(settings, county_code) as connection:
                wanted |= _look_through(connection, told, settings.feedback, due, known)
        except StoreTrouble as trouble:
            LOG.warning("县 %s 的反馈表没有更新：%s", county_code, trouble)
            wanted |= before
            unread.add(county_code)
    kept = {
        workbook: sign
        for workbook, sign in told.items()
        if wanted.get(workbook) == sign and (settings.feedback / workbook).exists()
    }
    for workbook in told.keys() - wanted.keys():
        _remove(settings.feedback, workbook)
    written = _write(settings, known, due, helpers or Helpers())
    stands = kept | {workbook: wanted[workbook] for workbook in written}
    # a workbook that could not be written anew stands as it was and is tried again
    late = {workbook: "" for workbook in told.keys() & wanted.keys() - stands.keys()}
    if told != stands | late:
        _write_index(settings.feedback / INDEX, stands | late)
    behind = {workbook.partition("/")[0] for workbook in wanted.keys() - stands.keys()} | unread
    number = Counter(workbook.partition("/")[0] for workbook in stands)
    answered = {code: f"{sign} {number[code]}" for code, sign in signs.items() if code not in behind}
    if answered_as != answered:
        _write_index(settings.feedback / COUNTIES, answered)
    return len(written)


def _look_through(
    connection: duckdb.DuckDBPyConnection,
    told: Mapping[str, str],
    folder: Path,
    due: list[Standing],
    known: _Known,
) -> dict[str, str]:
    """See what there is to tell of a county; returns what each of its workbooks has to tell of."""
    standing = [Standing(*row) for row in connection.execute(STANDING).fetchall()]
    signs = {one.workbook: _sign(one, known.said) for one in standing}
    new = [one for one in standing if not _stands(one, signs, told, folder)]
    due += new
    known.results.update(results_of(connection, [one.file_id for one in new if not one.has_faults]))
    known.landed.update(landed_findings(connection, [one.file_id for one in new]))
    return signs


def _of_county(county_code: str, said: VersionSaid) -> str:
    """Equal as long as the version says the same of a county's files."""
    return f"{said.signs.get(county_code, '')} {said.counties.get(county_code, '')}"


def _stands(one: Standing, signs: Mapping[str, str], told: Mapping[str, str], folder: Path) -> bool:
    """Whether its workbook tells all that is to be told of it."""
    return told.get(one.workbook) == signs[one.workbook] and (folder / one.workbook).exists()


def _sign(one: Standing, said: VersionSaid) -> str:
    """Equal as long as the same is to be told of a file."""
    return f"{one.file_id} {said.of(one.file_id).sign} {said.counties.get(one.county_code, '')}"


class _Known(NamedTuple):
    """What is known of files without reading them: by the version in force, by the ledger."""

    said: VersionSaid
    results: dict[str, FileResult]
    landed: dict[str, list[tuple[str, Finding]]]


class _Written(NamedTuple):
    """The workbooks that were written, and what is to be told of those that were not."""

    workbooks: set[str]
    warnings: list[str]


def _write(settings: Settings, known: _Known, due: Sequence[Standing], helpers: Helpers) -> set[str]:
    """Write workbooks, some at a time by whoever is free; returns those that were written."""
    parts = [due[at : at + TOGETHER] for at in range(0, len(due), TOGETHER)]
    came = helpers.do(partial(_write_some, settings, _known_of(known, part), part) for part in parts)
    for one in came:
        for warning in one.warnings:
            LOG.warning(warning)
    return {workbook for one in came for workbook in one.workbooks}


def _known_of(known: _Known, some: Sequence[Standing]) -> _Known:
    """What is known of some files."""
    ids = {one.file_id for one in some}
    said, results, landed = known
    of_files = {file_id: of for file_id, of in said.files.items() if file_id in ids}
    return _Known(
        replace(said, files=of_files, signs={}),
        {file_id: result for file_id, result in results.items() if file_id in ids},
        {file_id: findings for file_id, findings in landed.items() if file_id in ids},
    )


def _write_some(settings: Settings, known: _Known, some: Sequence[Standing]) -> _Written:
    return _Writer(settings, known).write(some)


class _Writer:
    """Answers files, the very versions the ledger speaks of; those with faults are read again.

    Args:
        settings: where the files are and where the workbooks go.
        known: what is known of them; of those without faults also their results.
    """

    def __init__(self, settings: Settings, known: _Known) -> None:
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


def _remove(folder: Path, workbook: str) -> None:
    """Remove a workbook, and the folders that are empty without it."""
    path = folder / workbook
    with suppress(OSError):
        path.unlink(missing_ok=True)
        for parent in path.relative_to(folder).parents[:-1]:
            (folder / parent).rmdir()


def _read_index(path: Path) -> dict[str, str]:
    """What each workbook or county was answered with; empty where there is no index or it cannot be read."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _write_index(path: Path, index: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(partial, path)
