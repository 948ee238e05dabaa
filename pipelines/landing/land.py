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
from pipelines.ingest.discover import discover, settle
from pipelines.ingest.misplaced import Misplaced, county_folders, misplaced
from pipelines.landing.beside import write_beside
from pipelines.landing.county import InTheFolder, Refresh, land_county
from pipelines.landing.ledger import FINDING_TYPES, Place, finding_rows
from pipelines.landing.links import links_not_followed
from pipelines.landing.lying_elsewhere import NoCounty, of_misplaced
from pipelines.landing.moving import part_by_county
from pipelines.landing.readers import Terms
from pipelines.landing.report import LandingReport
from pipelines.landing.store import counties_landed
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
    folders = _by_county(settings, sorted({*there, *landed}), elsewhere)
    refresh = Refresh(settings, refresh_id, now, terms, reading_rules(settings))
    report = LandingReport(refresh_id, misplaced=[of_misplaced(one).found for one in elsewhere], moved=moved)
    write_beside(settings, _said_of_no_county(refresh, elsewhere))
    total = sum(len(folder.files) for folder in folders)
    done = 0
    for folder in folders:

        def told(done_here: int, before: int = done) -> None:
            if progress:
                progress("landing", before + done_here, total)

        report.add(folder.county_code, land_county(refresh, folder, told))
        done += len(folder.files)
    if progress:
        progress("landing", total, total)
    return report


def _by_county(
    settings: Settings, counties: Sequence[str], elsewhere: Sequence[Misplaced]
) -> list[InTheFolder]:
    """What lies in the folders of these counties, once it has settled."""
    folders = {code: InTheFolder(code) for code in counties}
    for file in settle(discover(settings.raw, counties), settings.settle_seconds):
        folders[file.county_code].files.append(file)
    for link in links_not_followed(settings.raw, counties):
        folders[link.county_code].links.append(link)
    for one in elsewhere:
        if one.county_code:
            folders[one.county_code].misplaced.append(one)
    return list(folders.values())


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
