"""The towns of each county by code, as the county lists them: a table of data, no code of the project."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LIST = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds" / "places" / "towns.csv"


@cache
def names_of(county: str) -> dict[str, str]:
    """Name by code."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {
            row["town_code"]: row["town_name"] for row in csv.DictReader(file) if row["county_code"] == county
        }
