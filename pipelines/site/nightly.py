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
from pipelines.warehouse.sharing import share_counties
from pipelines.warehouse.versions import Version


def write_site(version: Version, before: Version | None, changed: Collection[str]) -> None:
    """Write the pages of a version into it, before readers get it.

    Args:
        version: whose they are.
        before: the version before, whose pages of the other counties are shared.
        changed: counties whose figures are others than there.
    """
    folder = version.path / FOLDER
    with open_version(version) as connection:
        found = counties(connection)
        if before:
            stay = {county.county_code for county in found}.difference(changed)
            share_counties(before.path / FOLDER, folder, only=stay)
        for county in found:
            if (folder / county.county_code).exists():
                continue
            write_county(connection, county, folder / county.county_code, version.time_zone)
        if found:
            write_index(connection, version, folder)
