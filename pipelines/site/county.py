"""The pages of one county: they hold that county only and stand by themselves.

Nothing in them depends on another county or on the version's name, so that versions share the pages of a
county that did not change. What does not belong here: what stands on a page (pages), the page over all
counties (index).
"""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from pipelines.local_time import local_time, zone_name
from pipelines.site.facts import County, Facts
from pipelines.site.pages import (
    assessment,
    closing,
    data,
    forecast,
    indicators,
    morning,
    owing,
    plan,
    resources,
    schools,
)
from pipelines.site.writing import Writer, copy_assets

PAGES = (morning, resources, schools, closing, plan, owing, indicators, forecast, assessment, data)


def write_county(connection: duckdb.DuckDBPyConnection, county: County, folder: Path, zone: ZoneInfo) -> None:
    """Write the pages of a county.

    Args:
        connection: a version that holds it.
        county: which, and of which school year.
        folder: where; it is made.
        zone: the time zone of those who read.
    """
    facts = Facts(connection, county)
    known = facts["known_on"][0]
    writer = Writer(
        folder,
        {
            "county": {"name": county.county_name, "code": county.county_code},
            "years": county.years,
            "known_on": local_time(known["known_on"], zone)[:16] or "—",
            "built_on": local_time(known["built_on"], zone)[:16],
            "zone": zone_name(zone),
        },
    )
    copy_assets(folder)
    for page in PAGES:
        page.write(facts, writer)
