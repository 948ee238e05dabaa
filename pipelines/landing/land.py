"""Landing: what is new below `raw/` goes into the stores, county by county.

What does not belong here: how one county is landed (county).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl

from pipelines.contracts.persons.marks import without_numbers
from pipelines.contracts.reading_rules import reading_rules
from pipelines.ingest.misplaced import Misplaced, county_folders, misplaced
from pipelines.landing.beside import write_beside
from pipelines.landing.county import Refresh, land_county
from pipelines.landing.in_the_folder import InTheFolder, look_into
from pipelines.landing.index import Index
from pipelines.landing.ledger import FINDING_TYPES, Place, finding_rows
from pipelines.landing.lying_elsewhere import NoCounty, of_misplaced
from pipelines.landing.moving import part_by_county
from pipelines.landing.readers import Terms
from pipelines.landing.report import CountyLanding, LandingReport
from pipelines.landing.store import counties_landed
from pipelines.landing.unmoved import unmoved
from pipelines.settings import Settings

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
        settings: where `raw/` and the stores are.
        refresh_id: names this refresh in the ledgers.
        now: UTC without a zone; every file first seen by this refresh is first seen at this time.
        counties: only these counties; all when empty.
        progress: called with the stage's name, how many files are done and how many there are.

    Raises:
        NoCounty: there is no county to read; nothing is taken in or withdrawn.
        StoreInUse: another program holds the store of a county.
        CannotPart: the store of an earlier home cannot be parted by county.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    # what is wrong with aliases or the key is told before any store is opened, and what lies elsewhere too
    terms = Terms(settings.aliases, settings.key_path, settings.max_rejected_share).load()
    elsewhere = [
        replace(one, path=without_numbers(one.path, terms.hasher))
        for one in misplaced(settings.raw, counties)
    ]
    there = county_folders(settings.raw, counties)
    if not there:
        raise NoCounty(settings.raw, counties, elsewhere)
    moved = part_by_county(settings, terms.hasher)
    # a county whose folder is gone is looked for all the same
    landed = [code for code in counties_landed(settings) if not counties or code in counties]
    folders = look_into(settings, sorted({*there, *landed}), elsewhere)
    refresh = Refresh(settings, refresh_id, now, terms, reading_rules(settings))
    report = LandingReport(refresh_id, misplaced=[of_misplaced(one).found for one in elsewhere], moved=moved)
    write_beside(settings, _said_of_no_county(refresh, elsewhere))
    index = Index(settings)
    total, done = sum(len(folder.files) for folder in folders), 0
    for folder in folders:

        def told(done_here: int, before: int = done) -> None:
            if progress:
                progress("landing", before + done_here, total)

        report.add(folder.county_code, _land_or_leave(refresh, folder, index, told))
        done += len(folder.files)
    index.write()
    if progress:
        progress("landing", total, total)
    return report


def _land_or_leave(
    refresh: Refresh, folder: InTheFolder, index: Index, progress: Callable[[int], None]
) -> CountyLanding:
    """Land a county, unless nothing in it has moved."""
    settings, county_code = refresh.settings, folder.county_code
    remembered = None if settings.read_all else index.get(county_code)
    believed = unmoved(
        folder,
        remembered,
        rules=refresh.rules,
        sample=settings.sample_files,
        seed=f"{refresh.refresh_id} {county_code}",
    )
    if remembered and believed.is_quiet:
        files = len(folder.files) + len(folder.links)
        return CountyLanding("unchanged", digest=remembered.digest, files_unchanged=files)
    report, after = land_county(refresh, folder, believed, progress)
    index.put(county_code, after)
    return report


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
