"""Landing: what is new below `raw/` goes into the stores, county by county.

What does not belong here: how one county is landed (county).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import polars as pl

from pipelines.contracts.books import see_that_folders_are_of_counties
from pipelines.contracts.persons.marks import without_numbers
from pipelines.contracts.reading_rules import reading_rules
from pipelines.errors import Trouble
from pipelines.ingest.misplaced import Misplaced, county_folders, misplaced
from pipelines.landing.beside import write_beside
from pipelines.landing.clock import A_LITTLE
from pipelines.landing.copies import damaged_unseen, has_copy
from pipelines.landing.county import Refresh
from pipelines.landing.in_the_folder import InTheFolder, look_into
from pipelines.landing.index import Index, counties_known
from pipelines.landing.key_check import KeyOfAnotherHome, counties_of_another_key, see_to_key
from pipelines.landing.ledger import FINDING_TYPES, Place, finding_rows
from pipelines.landing.lying_elsewhere import NoCounty, of_misplaced
from pipelines.landing.moving import part_by_county
from pipelines.landing.not_read import see_that_it_opens
from pipelines.landing.readers import Terms
from pipelines.landing.report import CountyLanding, LandingReport
from pipelines.landing.several import Changed, land_several
from pipelines.landing.store import store_path
from pipelines.landing.troubles import StoreGone
from pipelines.landing.unmoved import unmoved
from pipelines.sentences import Listed, Sentence
from pipelines.settings import Settings

Progress = Callable[[str, int, int], None]
MOST_NAMED = 5


class NothingLanded(Trouble):
    """Not one county could be landed."""

    def __init__(self, report: LandingReport) -> None:
        reasons = [
            Sentence("县 {code}：{reason}", code=code, reason=one.reason)
            for code, one in report.counties.items()
        ]
        first = Listed(reasons[:MOST_NAMED], "\n")
        super().__init__(
            Sentence("{first}……（共 {all} 个县）", first=first, all=len(reasons))
            if len(reasons) > MOST_NAMED
            else first
        )


def land(
    settings: Settings,
    *,
    refresh_id: str,
    now: datetime,
    counties: Sequence[str] = (),
    read_again: Collection[int] | None = None,
    progress: Progress | None = None,
    is_moving: Callable[[], object] | None = None,
) -> LandingReport:
    """Take in what has changed below `settings.raw` and say what was done.

    Args:
        settings: where `raw/` and the stores are.
        refresh_id: names this refresh in the ledgers.
        now: UTC without a zone; every file first seen by this refresh is first seen at this time.
        counties: only these counties; all when empty.
        read_again: school years whose files are read however they look, all when empty; None: looks are
            believed.
        progress: called with the stage's name, how many files are done and how many there are.
        is_moving: called once it is known that something has moved in some county, before it is read.

    Raises:
        FolderOfNoCounty: a folder of headings is no county's.
        RawHidden: `raw/` cannot be looked into; nothing is taken in or withdrawn.
        NoCounty: there is no county to read; nothing is taken in or withdrawn.
        NothingLanded: no county could be landed; of one among others the report says so.
        CannotPart: the store of an earlier home cannot be parted by county.
        KeyGone, OtherKey: the key is not that by which persons were hashed; nothing is taken in.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    see_that_it_opens(settings.raw)
    see_to_key(settings)
    # what is wrong with aliases or the key is told before any store is opened, and what lies elsewhere too
    see_that_folders_are_of_counties(settings)
    terms = Terms(settings.alias_folders, settings.key_path, settings.max_rejected_share).load()
    elsewhere = [
        replace(one, path=without_numbers(one.path, terms.hasher))
        for one in misplaced(settings.raw, counties)
    ]
    there = county_folders(settings.raw, counties)
    if not there:
        raise NoCounty(settings.raw, counties, elsewhere)
    moved = part_by_county(settings, terms.hasher)
    index = Index(settings)
    # a county whose folder is gone is looked for all the same, and so is one whose store is gone
    known = [code for code in counties_known(settings, index) if not counties or code in counties]
    refresh = Refresh(settings, refresh_id, now, terms, reading_rules(settings))
    report = LandingReport(refresh_id, misplaced=[of_misplaced(one).found for one in elsewhere], moved=moved)
    write_beside(settings, _said_of_no_county(refresh, elsewhere))
    folders = look_into(settings, sorted({*there, *known}), elsewhere)
    strange = counties_of_another_key(settings, index, folders, terms)
    total = sum(len(folder.files) for folder in folders)
    told = partial(_told, progress, total)
    told(0)
    for code in sorted(strange):
        report.add(code, CountyLanding("failed", reason=KeyOfAnotherHome(code).sentence))
    folders = [folder for folder in folders if folder.county_code not in strange]
    changed = _leave_quiet_ones(refresh, folders, index, report, read_again)
    quiet = total - sum(len(one.found.files) for one in changed)
    if quiet:
        told(quiet)
    if changed and is_moving:
        is_moving()
    for came in land_several(refresh, changed, lambda done: told(quiet + done)):
        report.add(came.county.found.county_code, came.report)
        if came.remembered:
            index.put(came.county.found.county_code, came.remembered)
    index.write()
    if all(county.outcome == "failed" for county in report.counties.values()):
        raise NothingLanded(report)
    return report


def _told(progress: Progress | None, total: int, done: int) -> None:
    if progress:
        progress("landing", done, total)


def _leave_quiet_ones(
    refresh: Refresh,
    folders: Sequence[InTheFolder],
    index: Index,
    report: LandingReport,
    read_again: Collection[int] | None,
) -> list[Changed]:
    """Report the counties in which nothing moved, and those whose stores are gone; returns the others."""
    settings, changed = refresh.settings, []
    latest = time.time_ns() + A_LITTLE // timedelta(microseconds=1) * 1000
    as_left = {folder.county_code: index.get(folder.county_code) for folder in folders}
    alike = sorted(code for code, remembered in as_left.items() if remembered)
    damaged = damaged_unseen(settings, alike, refresh.refresh_id)
    for folder in folders:
        county_code = folder.county_code
        store = store_path(settings, county_code)
        if county_code in index.counties and not store.exists() and not has_copy(settings, county_code):
            report.add(county_code, CountyLanding("failed", reason=StoreGone(store).sentence))
            continue
        remembered = None if settings.read_all else as_left[county_code]
        believed = unmoved(
            folder,
            remembered,
            rules=refresh.rules_of(county_code),
            sample=settings.sample_files,
            seed=f"{refresh.refresh_id} {county_code}",
        )
        if read_again is not None:
            believed = believed.but_not_of(read_again)
        # what was written when the clock was ahead is looked at when it is right
        is_of_the_future = remembered is not None and remembered.store.modified_ns > latest
        if remembered and believed.is_quiet and county_code not in damaged and not is_of_the_future:
            files = len(folder.files) + len(folder.links)
            quiet = CountyLanding("unchanged", digest=remembered.digest, files_unchanged=files)
            report.add(county_code, quiet)
        else:
            changed.append(Changed(folder, believed, is_as_left=bool(as_left[county_code])))
    return changed


def _said_of_no_county(refresh: Refresh, elsewhere: Sequence[Misplaced]) -> pl.DataFrame:
    """What is said of files that lie in no county's folder."""
    said = [
        finding_rows(
            Place(one.county_code, path=one.path),
            [of_misplaced(one)],
            refresh_id=refresh.refresh_id,
            now=refresh.now,
            hasher=refresh.terms.hasher,
        )
        for one in elsewhere
        if not one.county_code
    ]
    return pl.concat([pl.DataFrame(schema=FINDING_TYPES), *said])
