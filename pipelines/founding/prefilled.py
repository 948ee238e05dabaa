"""The rows a new county begins with: its name, years of schooling and departments, and what it may change.

The first are the county's. The others are the program's, shown to be changed: each bears a mark, and as long
as nothing in it is changed it says nothing (county_rows.shown), so that the program's later values hold. What
does not belong here: where they are written (workbook).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.county_rows.open_tables import COUNTY, LAYER, LAYERS, Cells, OpenTable
from pipelines.county_rows.shown import marked

COUNTIES, DEPARTMENTS, RULESETS = "counties", "departments", "rulesets"
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

    The departments are the shipped ones, called after what the county is: a 区 has no 县财政局. Thresholds
    and parameters are those of the standard that is for all, in a layer of the county's own.
    """
    shown = {name: list(_shown(county, table, tables)) for name, table in tables.items() if table.is_shown}
    return shown | {COUNTIES: [_itself(county, tables[COUNTIES])]}


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


def _shown(county: NewCounty, table: OpenTable, tables: Mapping[str, OpenTable]) -> Iterator[Cells]:
    """The shipped rows of a table as the county's: with its mark, or with its code where they differ."""
    standard = next((row for row in tables[RULESETS].shipped if not row["counties"]), {})
    layers = (standard.get(LAYERS) or "").split("|")
    for row in table.shipped:
        if table.name == DEPARTMENTS and row[COUNTY] is None:
            yield _department(county, row, tables)
        elif table.has_county and row[COUNTY] in (None, county.code):
            yield {**row, **_mark(county, row)}
        elif LAYER in row and row[LAYER] in layers:
            own = {**row, LAYER: county.code}
            yield {**own, **_mark(county, own)}
        elif row is standard:
            name = county.name or known_name(county.code, tables) or county.code
            own = {
                **row,
                "ruleset_code": f"own_{county.code}",
                "ruleset_name": f"{name}标准",
                "ruleset_name_en": f"Standard of {county.code}",
                LAYERS: "|".join((county.code, *layers)),
            }
            yield {**own, **_mark(county, own)}


def _department(county: NewCounty, row: Cells, tables: Mapping[str, OpenTable]) -> Cells:
    name = county.name or known_name(county.code, tables)
    shipped = str(row["department_name"])
    own = dict(row) | {"department_name": _called(shipped, name[-1] if name else USUAL)}
    return own | (_mark(county, own) if own == row else {COUNTY: county.code})


def _mark(county: NewCounty, row: Cells) -> dict[str, str | None]:
    return {COUNTY: marked(county.code, row)}


def _called(name: str, kind: str) -> str:
    return kind + name.removeprefix(USUAL) if name.startswith(USUAL) and kind in "县区市旗" else name
