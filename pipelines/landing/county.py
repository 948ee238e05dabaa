"""Landing one county: what is new in its folder goes into its store, whole files at a time.

A file version is (county, school year, path, content); one that is known is not read again, unless it was
refused by other rules than those of today. A refused file changes nothing: what its path said before goes on
standing. What does not belong here: which counties there are (land), reading and checking a file
(contracts.check), what it changes in the store (intake), and which rows are in force (dbt).
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import duckdb

from pipelines.ingest.discover import RawFile
from pipelines.ingest.misplaced import Misplaced
from pipelines.ingest.model import Finding
from pipelines.landing.digest import digest_of
from pipelines.landing.intake import Intake
from pipelines.landing.ledger import Place
from pipelines.landing.links import refused_link
from pipelines.landing.lying_elsewhere import of_misplaced
from pipelines.landing.readers import Terms
from pipelines.landing.reading import Arrival, Reading
from pipelines.landing.report import CountyLanding
from pipelines.landing.store import open_store
from pipelines.landing.withdraw import withdraw_missing
from pipelines.settings import Settings

MOST_TOGETHER, BYTES_TOGETHER = 200, 16_000_000
"""Files of one transaction, and their bytes; a killed refresh reads them again."""


@dataclass
class InTheFolder:
    """What lies in the folder of one county: files, links that are not followed, files nobody reads."""

    county_code: str
    files: list[RawFile] = field(default_factory=list)
    links: list[RawFile] = field(default_factory=list)
    misplaced: list[Misplaced] = field(default_factory=list)


@dataclass(frozen=True)
class Refresh:
    """What every county of a refresh is landed by.

    Attributes:
        settings: where `raw/` and the stores are.
        refresh_id: names the refresh in the ledgers.
        now: UTC without a zone; every file first seen by this refresh is first seen at this time.
        terms: what files are read by.
        rules: the hash of these (reading_rules).
    """

    settings: Settings
    refresh_id: str
    now: datetime
    terms: Terms
    rules: str


def land_county(
    refresh: Refresh, found: InTheFolder, progress: Callable[[int], None] | None = None
) -> CountyLanding:
    """Take in what has changed in a county's folder and say what was done.

    Args:
        refresh: what it is landed by.
        found: what lies in the folder, settled.
        progress: called with how many files are done.

    Raises:
        StoreInUse: another program holds the county's store.
        ReaderGone: a process that read a file ended.
    """
    settings, report = refresh.settings, CountyLanding()
    with open_store(settings, found.county_code) as connection:
        now = _after_all_events(connection, refresh.now)
        connection.execute(
            "insert into store.ledger.refresh values (?, ?, ?, null)",
            [refresh.refresh_id, found.county_code, now],
        )
        intake = Intake(
            connection,
            report,
            refresh_id=refresh.refresh_id,
            now=now,
            time_zone=settings.time_zone,
            hasher=refresh.terms.hasher,
        )
        with intake.transaction():
            for link in found.links:
                _take_link(intake, link)
            for one in found.misplaced:
                intake.note(Place(one.county_code, path=one.path), [of_misplaced(one)])

        def is_new(file: RawFile, sha256: str) -> bool:
            return intake.version_of(file, sha256, refresh.rules).file_id not in intake.known

        with Reading(refresh.terms, settings.threads, is_new) as reading:
            arrivals, done = reading.arrivals(found.files), 0
            while done < len(found.files):
                with intake.transaction():
                    for arrival in itertools.islice(arrivals, _together(found.files[done:])):
                        if progress:
                            progress(done)
                        _take(intake, arrival, refresh.rules)
                        done += 1
        paths = {(file.school_year, file.relative) for file in (*found.files, *found.links)}
        withdraw_missing(intake, found.county_code, paths, hold_share=settings.hold_share)
        connection.execute(
            "update store.ledger.refresh set outcome = 'landed' where refresh_id = ?", [refresh.refresh_id]
        )
        report.digest = digest_of(connection)
    return report


def _together(files: Sequence[RawFile]) -> int:
    """How many of the first files go into one transaction: a commit costs as much as reading a small file."""
    sizes = itertools.accumulate(file.size for file in files)
    few = sum(1 for size in itertools.islice(sizes, MOST_TOGETHER) if size < BYTES_TOGETHER)
    return max(few, 1)


def _take(intake: Intake, arrival: Arrival, rules: str) -> None:
    """Take a file in unless it is known; what is hashed and what is checked are the very same bytes."""
    file = arrival.file
    if arrival.sha256 is None:
        # taken away since it was seen: the next refresh misses it
        if arrival.error and not isinstance(arrival.error, FileNotFoundError):
            place = Place(file.county_code, file.school_year, file.relative)
            intake.note(place, [_unreadable(file, arrival.error)])
        return
    version = intake.version_of(file, arrival.sha256, rules)
    if version.file_id in intake.known:
        intake.meet_again(version.file_id)
    else:
        intake.take_in(version, arrival.result())


def _unreadable(file: RawFile, error: OSError) -> Finding:
    return Finding(
        rule="unreadable",
        severity="refuse",
        found=f"文件 {file.relative} 打不开：{error.strerror}",
        expected="可以读取的文件",
        remedy="请检查文件权限和磁盘；修好后下次刷新会读取。",
    )


def _take_link(intake: Intake, link: RawFile) -> None:
    target = hashlib.sha256(bytes(link.path.readlink())).hexdigest()
    version = intake.version_of(link, target)
    if version.file_id in intake.known:
        intake.meet_again(version.file_id)
    else:
        intake.take_in(version, refused_link(link))


def _after_all_events(connection: duckdb.DuckDBPyConnection, now: datetime) -> datetime:
    """`now`, or just after the last event: a clock set back must not make an old event the last word."""
    (last,) = connection.execute("select max(noted_at) from store.ledger.presence").fetchone() or (None,)
    return now if last is None or now > last else last + timedelta(microseconds=1)
