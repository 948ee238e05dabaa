"""What every refresh writes beside the reports: the pages of every county, and those over all of them.

What does not belong here: what stands on a page (county, index).
"""

from __future__ import annotations

from collections.abc import Collection

from pipelines.site.county import write_county
from pipelines.site.facts import counties
from pipelines.site.index import write_index
from pipelines.site.paths import FOLDER
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version


def counties_in(version: Version) -> set[str]:
    """The counties of which there are pages."""
    with open_version(version) as connection:
        return {county.county_code for county in counties(connection)}


def write_over_all(version: Version) -> None:
    """Write the pages over all counties, where the version judges any."""
    with open_version(version) as connection:
        if counties(connection):
            write_index(connection, version, version.path / FOLDER)


def write_counties(version: Version, _: Version | None, codes: Collection[str]) -> None:
    """Write the pages of counties, which tell by themselves what moved."""
    with open_version(version) as connection:
        for county in counties(connection):
            if county.county_code in codes:
                folder = version.path / FOLDER / county.county_code
                write_county(connection, county, folder, version.time_zone)
