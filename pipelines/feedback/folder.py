"""The feedback workbooks of a home: `feedback/<county>/<school year>/<provider>/<file name>.反馈.xlsx`.

They follow the ledger: a file that lies in `raw/` has a workbook, one that was withdrawn or replaced has
none. A file with faults is read again, because its cells are shown; of the others the ledger knows enough
(receipts). `feedback/index.json` says which version each is about, so that only what is new is written and
what a killed refresh left out is made good by the next. What does not belong here: what stands in a workbook
(workbook).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.feedback.receipts import results_of
from pipelines.feedback.workbook import feedback_name, write_feedback
from pipelines.ingest.discover import RawFile, discover
from pipelines.landing.store import counties_landed, read_store
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
INDEX = "index.json"
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
    file_id in (select file_id from store.ledger.finding where severity <> 'note') as has_faults
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
    has_faults: bool

    @property
    def workbook(self) -> str:
        """Where its workbook is, below the feedback folder."""
        inside = self.path_shown if "/" in self.path_shown else f"{self.provider_shown}/{self.path_shown}"
        folder, _, name = inside.rpartition("/")
        return f"{self.county_code}/{self.school_year}/{folder}/{feedback_name(name)}"


def bring_up_to_date(settings: Settings) -> int:
    """Write and remove workbooks until they agree with the ledger; returns how many were written.

    A workbook that cannot be written is logged and tried again the next time; it keeps nobody from anything.

    Raises:
        StoreInUse: another program is writing into the landing store of a county.
        OSError: the index cannot be written.
    """
    told = _read_index(settings.feedback)
    wanted: set[str] = set()
    due: list[Standing] = []
    known: dict[str, FileResult] = {}
    for county_code in counties_landed(settings):
        with read_store(settings, county_code) as connection:
            standing = [Standing(*row) for row in connection.execute(STANDING).fetchall()]
            wanted |= {one.workbook for one in standing}
            new = [one for one in standing if not _stands(one, told, settings.feedback)]
            due += new
            known |= results_of(connection, [one.file_id for one in new if not one.has_faults])
    kept = {
        workbook: file_id
        for workbook, file_id in told.items()
        if workbook in wanted and (settings.feedback / workbook).exists()
    }
    for workbook in told.keys() - wanted:
        _remove(settings.feedback, workbook)
    written = _Writer(settings, known).write(due) if due else {}
    if told != {**kept, **written}:
        _write_index(settings.feedback, {**kept, **written})
    return len(written)


def _stands(one: Standing, told: Mapping[str, str], folder: Path) -> bool:
    """Whether its workbook is about this very version."""
    return told.get(one.workbook) == one.file_id and (folder / one.workbook).exists()


class _Writer:
    """Answers files, the very versions the ledger speaks of; those with faults are read again.

    Args:
        settings: where the files are and where the workbooks go.
        known: the results of the versions without faults, by id.
    """

    def __init__(self, settings: Settings, known: Mapping[str, FileResult]) -> None:
        self._settings, self._known = settings, known
        self._book = AliasBook.load(settings.aliases)
        # the marks of the names of sheets are those that are published
        self._hasher = Hasher.from_key_file(settings.key_path)

    def write(self, due: Sequence[Standing]) -> dict[str, str]:
        """Write workbooks; returns the version each of them is about."""
        counties = sorted({one.county_code for one in due if one.has_faults})
        files = {_key(file): file for file in discover(self._settings.raw, counties)} if counties else {}
        done = {}
        for one in due:
            file = files.get((one.county_code, one.school_year, one.path))
            if file is None and one.has_faults:
                continue  # a disk that is not there, or a link: nothing can be read
            try:
                if self._answer(one, file):
                    done[one.workbook] = one.file_id
            except OSError as error:
                LOG.warning("反馈表 %s 没有写成：%s", one.workbook, error.strerror)
            except Exception as error:
                # the error's text may quote cells, so only its kind is kept
                LOG.warning("反馈表 %s 没有写成：%s", one.workbook, type(error).__name__)
        return done

    def _answer(self, one: Standing, file: RawFile | None) -> bool:
        """Answer one file; False when it must be read again and has changed since it landed."""
        result = self._known.get(one.file_id)
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
                book=self._book,
                hasher=self._hasher,
                max_rejected_share=self._settings.max_rejected_share,
            )
        name = one.path_shown.rpartition("/")[2]
        write_feedback(self._settings.feedback / one.workbook, name, result, self._book)
        return True


def _key(file: RawFile) -> tuple[str, int, str]:
    return file.county_code, file.school_year, file.relative


def _remove(folder: Path, workbook: str) -> None:
    """Remove a workbook, and the folders that are empty without it."""
    path = folder / workbook
    with suppress(OSError):
        path.unlink(missing_ok=True)
        for parent in path.relative_to(folder).parents[:-1]:
            (folder / parent).rmdir()


def _read_index(folder: Path) -> dict[str, str]:
    """Version by workbook; empty where there is no index or it cannot be read."""
    try:
        return dict(json.loads((folder / INDEX).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _write_index(folder: Path, index: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{INDEX}.partial"
    partial.write_text(json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(partial, folder / INDEX)
