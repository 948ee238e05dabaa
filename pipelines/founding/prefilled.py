"""The rows a new county begins with: its name and years of schooling, and its departments.

What does not belong here: where they are written (workbook).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.county_rows.open_tables import COUNTY, Cells, OpenTable

COUNTIES, DEPARTMENTS = "counties", "departments"
USUAL = "县"
"""How the shipped departments are called: of what."""


@dataclass(frozen=True)
class NewCounty:
    """A county that is to have a folder of its own.

    Attributes:
        code: six digits.
        name: in full, such as 示例区; None where it is not told.
        primary_years: of schooling; None where it is not told.
        junior_years: likewise.
    """

    code: str
    name: str | None = None
    primary_years: int | None = None
    junior_years: int | None = None


def first_rows(county: NewCounty, tables: Mapping[str, OpenTable]) -> dict[str, list[Cells]]:
    """The rows by table; what is not told is as it is shipped, or as it is where nothing is known.

    The departments are the shipped ones, called after what the county is: a 区 has no 县财政局.
    """
    return {COUNTIES: [_itself(county, tables[COUNTIES])], DEPARTMENTS: _departments(county, tables)}


def known_name(code: str, tables: Mapping[str, OpenTable]) -> str | None:
    """The shipped name of a county."""
    return next((row["county_name"] for row in tables[COUNTIES].shipped if row[COUNTY] == code), None)


def _itself(county: NewCounty, table: OpenTable) -> Cells:
    shipped = next((row for row in table.shipped if row[COUNTY] == county.code), {})
    return {
        COUNTY: county.code,
        "county_name": county.name or shipped.get("county_name") or county.code,
        "primary_years": str(county.primary_years or shipped.get("primary_years") or 6),
        "junior_years": str(county.junior_years or shipped.get("junior_years") or 3),
    }


def _departments(county: NewCounty, tables: Mapping[str, OpenTable]) -> list[Cells]:
    name = county.name or known_name(county.code, tables)
    kind = name[-1] if name else USUAL
    shipped = [row for row in tables[DEPARTMENTS].shipped if row[COUNTY] is None]
    return [
        row | {COUNTY: county.code, "department_name": _called(str(row["department_name"]), kind)}
        for row in map(dict, shipped)
    ]


def _called(name: str, kind: str) -> str:
    return kind + name.removeprefix(USUAL) if name.startswith(USUAL) and kind in "县区市旗" else name
