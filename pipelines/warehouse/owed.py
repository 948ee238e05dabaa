"""Which verdicts wait for which dataset: indicators without data, by what gives a measure of them.

What does not belong here: whether a dataset is owed and by whom (the findings models of dbt).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from pipelines.warehouse.reading import open_version, records
from pipelines.warehouse.versions import Version

SOURCES = Path("seeds", "registry", "measure_sources.csv")
WAITING = """
with waiting as (
    select distinct county_code, school_year, indicator_code from marts.fct_county_indicator
    where status = 'no_data' and dimension is null
)
select distinct
    waiting.county_code, waiting.school_year, measures.measure_code,
    indicators.indicator_code, indicators.sort_order
from waiting
inner join marts.bridge_indicator_measure as measures using (indicator_code)
inner join marts.dim_indicator as indicators using (indicator_code)
order by indicators.sort_order
"""
READS = {"fct_county_indicator", "bridge_indicator_measure", "dim_indicator"}
HAS = "select table_name from duckdb_tables() where schema_name = 'marts'"
Where = tuple[str, int, str]


def waiting(version: Version, dbt_project: Path) -> dict[Where, list[str]]:
    """The codes of the indicators that have no data and of which a dataset gives a measure.

    Args:
        version: what is asked; one of before it had the tables for it tells nothing.
        dbt_project: whose registry says which dataset gives which measure.

    Returns:
        By county, school year and dataset, the codes in the order of the standard.
    """
    with open_version(version) as connection:
        has = {row["table_name"] for row in records(connection, HAS)}
        lines = records(connection, WAITING) if has >= READS else []
    given, found = _givers(dbt_project), dict[Where, dict[str, None]]()
    for line in lines:
        for dataset in given.get(line["measure_code"], ()):
            where = (line["county_code"], line["school_year"], dataset)
            found.setdefault(where, {})[line["indicator_code"]] = None
    return {where: list(codes) for where, codes in found.items()}


def _givers(dbt_project: Path) -> Mapping[str, list[str]]:
    """The datasets that give each measure."""
    found: dict[str, list[str]] = {}
    path = dbt_project / SOURCES
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["measure_code"], []).append(row["dataset"])
    return found
