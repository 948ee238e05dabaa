"""What every refresh writes beside the reports: the pages of every county, and those over all of them.

What does not belong here: what stands on a page (county, index).
"""

from __future__ import annotations

from collections.abc import Collection

from pipelines.site.county import write_county
from pipelines.site.facts import counties as counties_of
from pipelines.site.index import write_index
from pipelines.site.paths import FOLDER
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.sharing import share_counties
from pipelines.warehouse.versions import Version


def share(version: Version, before: Version | None, changed: Collection[str]) -> list[str]:
    """Share the pages of counties that stay; returns the counties whose pages are to be written.

    Args:
        version: whose they are.
        before: the version before, whose pages of the other counties are shared.
        changed: counties whose figures are others than there.
    """
    folder = version.path / FOLDER
    with open_version(version) as connection:
        found = {county.county_code for county in counties_of(connection)}
    if before:
        share_counties(before.path / FOLDER, folder, only=found.difference(changed))
    return sorted(code for code in found if not (folder / code).exists())


def write_over_all(version: Version) -> None:
    """Write the pages over all counties, where the version judges any."""
    with open_version(version) as connection:
        if counties_of(connection):
            write_index(connection, version, version.path / FOLDER)


def write_counties(version: Version, _: Version | None, counties: Collection[str]) -> None:
    """Write the pages of counties, which tell by themselves what moved."""
    with open_version(version) as connection:
        for county in counties_of(connection):
            if county.county_code in counties:
                folder = version.path / FOLDER / county.county_code
                write_county(connection, county, folder, version.time_zone)
