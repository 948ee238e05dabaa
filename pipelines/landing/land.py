"""Landing: what is new below `raw/` goes into the store, whole files at a time.

A file version is (county, school year, path, content); one that is known is not read again, unless it was
refused by other rules than those of today. A refused file changes nothing: what its path said before goes on
standing. What does not belong here: reading and checking
a file (contracts.check), what it changes in the store (intake), and which rows are in force (dbt).
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import duckdb

from pipelines.contracts.persons.marks import without_numbers
from pipelines.contracts.reading_rules import reading_rules
from pipelines.ingest.discover import RawFile, discover, settle
from pipelines.ingest.misplaced import holds_a_county, misplaced
from pipelines.ingest.model import Finding
from pipelines.landing.earlier import bring_forward
from pipelines.landing.intake import Intake
from pipelines.landing.ledger import Place
from pipelines.landing.links import links_not_followed, refused_link
from pipelines.landing.lying_elsewhere import NoCounty, of_misplaced
from pipelines.landing.readers import Terms
from pipelines.landing.reading import Arrival, Reading
from pipelines.landing.report import LandingReport
from pipelines.landing.store import open_store
from pipelines.landing.withdraw import withdraw_missing
from pipelines.settings import Settings

MOST_TOGETHER, BYTES_TOGETHER = 200, 16_000_000
"""Files of one transaction, and their bytes; a killed refresh reads them again."""
Progress = Callable[[str, int, int], None]


def land(
    settings: Settings,
    *,
    refresh_id: str,
    now: datetime,
    counties: Sequence[str] = (),
    progress: Progress | None = None,
) -> LandingReport:
    """Take in what has changed below `settings.raw` and say what was done.

    Args:
        settings: where `raw/` and the store are.
        refresh_id: names this refresh in the ledger.
        now: UTC without a zone; every file first seen by this refresh is first seen at this time.
        counties: only these counties; all when empty.
        progress: called with the stage's name, how many files are done and how many there are.

    Raises:
        NoCounty: there is no county to read; nothing is taken in or withdrawn.
        StoreInUse: another program holds the landing store.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    # what is wrong with aliases or the key is told before the store is opened, and what lies elsewhere too
    terms = Terms(settings.aliases, settings.key_path, settings.max_rejected_share).load()
    elsewhere = [
        replace(one, path=without_numbers(one.path, terms.hasher))
        for one in misplaced(settings.raw, counties)
    ]
    if not holds_a_county(settings.raw, counties):
        raise NoCounty(settings.raw, counties, elsewhere)
    files = settle(discover(settings.raw, counties), settings.settle_seconds)
    links = links_not_followed(settings.raw, counties)
    rules = reading_rules(settings)
    report = LandingReport(refresh_id, misplaced=[of_misplaced(one).found for one in elsewhere])
    bring_forward(settings, terms.hasher)
    with open_store(settings) as connection:
        now = _after_all_events(connection, now)
        connection.execute("insert into store.ledger.refresh values (?, ?, null)", [refresh_id, now])
        intake = Intake(connection, report, now=now, time_zone=settings.time_zone, hasher=terms.hasher)
        with intake.transaction():
            for link in links:
                _take_link(intake, link)
            seen = {one.county_code for one in (*files, *links)}
            seen |= {one.county_code for one in elsewhere}
            seen |= {version.county_code for version in intake.known.values()}
            intake.has_read({"", *(seen.intersection(counties) if counties else seen)})
            for one in elsewhere:
                intake.note(Place(one.county_code, path=one.path), [of_misplaced(one)])

        def is_new(file: RawFile, sha256: str) -> bool:
            return intake.version_of(file, sha256, rules).file_id not in intake.known

        with Reading(terms, settings.threads, is_new) as reading:
            arrivals, done = reading.arrivals(files), 0
            while done < len(files):
                with intake.transaction():
                    for arrival in itertools.islice(arrivals, _together(files[done:])):
                        if progress:
                            progress("landing", done, len(files))
                        _take(intake, arrival, rules)
                        done += 1
        paths = {(file.county_code, file.school_year, file.relative) for file in (*files, *links)}
        withdraw_missing(intake, paths, hold_share=settings.hold_share, counties=counties)
        connection.execute(
            "update store.ledger.refresh set outcome = 'landed' where refresh_id = ?", [refresh_id]
        )
    if progress:
        progress("landing", len(files), len(files))
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
