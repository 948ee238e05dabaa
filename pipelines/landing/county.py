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
from dataclasses import dataclass, replace
from datetime import datetime

from pipelines.contracts.reading_rules import reading_rules
from pipelines.ingest.discover import RawFile, look_at
from pipelines.ingest.model import Finding
from pipelines.landing.clock import moment_of
from pipelines.landing.digest import digest_of
from pipelines.landing.in_the_folder import InTheFolder
from pipelines.landing.index import Remembered, Seen
from pipelines.landing.intake import Intake
from pipelines.landing.key_check import note_key
from pipelines.landing.ledger import Place
from pipelines.landing.links import refused_link
from pipelines.landing.lying_elsewhere import of_misplaced
from pipelines.landing.not_read import is_hidden, is_restless
from pipelines.landing.readers import Terms
from pipelines.landing.reading import Arrival, Reading
from pipelines.landing.report import CountyLanding
from pipelines.landing.said import said_of
from pipelines.landing.store import open_store, store_path, transaction
from pipelines.landing.tables import layout
from pipelines.landing.unmoved import Unmoved
from pipelines.landing.withdraw import withdraw_missing
from pipelines.settings import Settings

MOST_TOGETHER, BYTES_TOGETHER = 200, 16_000_000
"""Files of one transaction, and their bytes; a killed refresh reads them again."""


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

    def rules_of(self, county_code: str) -> str:
        """By what the files of a county are read, as one hash."""
        return reading_rules(self.settings, county_code) if self._has_own(county_code) else self.rules

    def terms_of(self, county_code: str) -> Terms:
        """What the files of a county are read by.

        Raises:
            AliasFault: what it wrote of its headings cannot be used.
        """
        if not self._has_own(county_code):
            return self.terms
        return replace(self.terms, aliases=self.settings.alias_folders_of(county_code)).load()

    def _has_own(self, county_code: str) -> bool:
        return self.settings.alias_folders_of(county_code) != self.settings.alias_folders


def land_county(
    refresh: Refresh,
    found: InTheFolder,
    believed: Unmoved,
    progress: Callable[[int], None] | None = None,
    mended: Finding | None = None,
) -> tuple[CountyLanding, Remembered]:
    """Take in what has changed in a county's folder and say what was done, and what to remember of it.

    Args:
        refresh: what it is landed by.
        found: what lies in the folder, settled.
        believed: what is known of its files without reading them.
        progress: called with how many files are done.
        mended: what is to be told of its store.

    Raises:
        AliasFault: what the county wrote of its headings cannot be used.
        StoreInUse: another program holds the county's store.
        KeyOfAnotherHome: its persons were hashed by another key.
        ReaderGone: a process that read a file ended.
    """
    settings, report = refresh.settings, CountyLanding()
    # what is wrong with its headings is told before its store is opened
    terms, rules = refresh.terms_of(found.county_code), refresh.rules_of(found.county_code)
    seen: list[Seen] = []
    with open_store(settings, found.county_code) as connection:
        with transaction(connection):
            moment = moment_of(
                connection, refresh.refresh_id, found.county_code, refresh.now, settings.time_zone
            )
        now = moment.at
        note_key(connection, found.county_code, refresh.terms.hasher, now)
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
            if told := [one for one in (mended, moment.told) if one]:
                intake.note(Place(found.county_code), told)
            for one in found.misplaced:
                intake.note(Place(one.county_code, path=one.path), [of_misplaced(one)])
            for hidden in found.hidden:
                where = Place(found.county_code, hidden.school_year, hidden.relative or None)
                intake.note(where, [is_hidden(hidden)])
            for file in found.restless:
                intake.note(_place(file), [is_restless(file)])
            for file in believed.lying:
                intake.note(_place(file), [_lies(file)])

        def is_new(file: RawFile, sha256: str) -> bool:
            return intake.version_of(file, sha256, rules).file_id not in intake.known

        with Reading(terms, settings.threads, is_new, believed.contents) as reading:
            arrivals, done = reading.arrivals(found.files), 0
            while done < len(found.files):
                with intake.transaction():
                    for arrival in itertools.islice(arrivals, _together(found.files[done:])):
                        if progress:
                            progress(done)
                        _take(intake, arrival, rules)
                        if arrival.sha256:
                            file = arrival.file
                            seen.append(Seen(file.school_year, file.relative, file.look, arrival.sha256))
                        done += 1
        withdraw_missing(intake, found, hold_share=settings.hold_share)
        connection.execute(
            "update store.ledger.refresh set outcome = 'landed' where refresh_id = ?", [refresh.refresh_id]
        )
        report.digest, said = digest_of(connection), said_of(connection)
    store = look_at(store_path(settings, found.county_code))
    others, digest = found.others, report.digest
    key_check = refresh.terms.hasher.check_value
    return report, Remembered(store, layout(), rules, others, digest, said, seen, key_check)


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
            intake.note(_place(file), [_unreadable(file, arrival.error)])
        return
    version = intake.version_of(file, arrival.sha256, rules)
    if version.file_id in intake.known:
        intake.meet_again(version.file_id)
    else:
        intake.take_in(version, arrival.result())


def _place(file: RawFile) -> Place:
    return Place(file.county_code, file.school_year, file.relative)


def _lies(file: RawFile) -> Finding:
    return Finding(
        rule="changed_unseen",
        severity="warn",
        found=f"文件 {file.relative} 的内容变了，大小、时间却和上次读时一样；该县的文件已全部重读",
        expected="内容改变时修改时间也改变",
        remedy="请检查拷贝文件的程序和服务器的时钟；如常有此事，请设 read_all = true，每晚全部重读。",
    )


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
