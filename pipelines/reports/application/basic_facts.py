"""表Ⅰ 基本情况: where each cell of the table comes from is a row of `layout/basic_facts.csv`.

A total over schools is known only when every school that should be in it has reported (missing is never
zero); a note below the table says how many have not. What does not belong here: the layout itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.reports.layout import layout, listed
from pipelines.reports.scope import Scope
from pipelines.warehouse.reading import records
from pipelines.workbooks.page import Page

COUNTY_MEASURES = """
select measure_code, value from marts.fct_county_measure
where county_code = $county_code and school_year = $school_year and stage is null and dimension is null
"""
SCHOOLS = """
select school_code, school_type_code, counts_as_school from marts.dim_school
where county_code = $county_code and school_year = $school_year
"""
SCHOOL_MEASURES = """
select school_code, stage, measure_code, value from marts.fct_school_measure
where
    county_code = $county_code and school_year = $school_year
    and measure_code in (select unnest($measures))
"""
PUPILS = "pupils"


@dataclass(frozen=True)
class BasicFact:
    """A cell: where it stands, its number (None when it is not known), how many schools have not reported."""

    place: Mapping[str, str]
    value: float | None
    schools_missing: int = 0

    @property
    def heading(self) -> str:
        """What stands above it."""
        unit = f"\n（{self.place['unit']}）" if self.place["unit"] else ""
        return f"{self.place['heading']}{unit}"


class Reported:
    """What a county and its schools have reported for one school year."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
        self.county = {
            row["measure_code"]: row["value"] for row in records(connection, COUNTY_MEASURES, scope.of_year)
        }
        self.schools = records(connection, SCHOOLS, scope.of_year)
        wanted = {PUPILS, *(place["measure_code"] for place in layout("basic_facts"))}
        rows = records(connection, SCHOOL_MEASURES, scope.of_year | {"measures": sorted(wanted)})
        self._values = {(row["school_code"], row["stage"], row["measure_code"]): row["value"] for row in rows}
        self._stages: dict[str, set[str]] = {}
        for row in rows:
            if row["measure_code"] == PUPILS and row["value"]:
                self._stages.setdefault(row["school_code"], set()).add(row["stage"])

    def value(self, school: Mapping[str, Any], place: Mapping[str, str]) -> float | None:
        """A measure of a school in a stage; what is counted for a school of several stages has no stage."""
        code = school["school_code"]
        if place["is_shared"] and len(self._stages.get(code, ())) > 1:
            return None
        return self._values.get((code, place["stage"], place["measure_code"]))

    def pupils(self, school: Mapping[str, Any], stage: str) -> float | None:
        """Pupils of a school in a stage; None when they are not known."""
        return self._values.get((school["school_code"], stage, PUPILS))


def basic_facts(connection: duckdb.DuckDBPyConnection, scope: Scope) -> list[BasicFact]:
    """The cells of the table, in their order, not rounded."""
    reported = Reported(connection, scope)
    return [_fact(place, reported) for place in layout("basic_facts")]


def fill_basic_facts(page: Page, connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    """Fill the table: bands of cells below their headings, and a note for every total that is not known."""
    bands: dict[str, list[BasicFact]] = {}
    for fact in basic_facts(connection, scope):
        bands.setdefault(fact.place["band"], []).append(fact)
    for band in bands.values():
        _fill_band(page, band)
        page.row += 1
    for fact in (one for band in bands.values() for one in band if one.schools_missing):
        of_what = fact.place["heading_group"] + fact.place["heading"]
        page.line(f"{fact.place['cell']} {of_what}：有 {fact.schools_missing} 所学校缺数据，合计无法得出。")


def _fact(place: Mapping[str, str], reported: Reported) -> BasicFact:
    if place["source"] == "county_measure":
        return BasicFact(place, reported.county.get(place["measure_code"]))
    types = listed(place["school_types"])
    schools = [one for one in reported.schools if one["school_type_code"] in types]
    if not reported.schools:
        return BasicFact(place, None)
    if place["source"] == "schools":
        return BasicFact(place, sum(one["counts_as_school"] for one in schools))
    if place["source"] == "points":
        return _points(place, reported, schools)
    # a stage that reports 0 pupils is none, so nothing is missing of it
    counted = [one for one in schools if reported.pupils(one, place["stage"]) != 0]
    return _total(place, [reported.value(one, place) for one in counted])


def _points(place: Mapping[str, str], reported: Reported, points: Iterable[Mapping[str, Any]]) -> BasicFact:
    least = int(place["at_least_pupils"] or 0)
    if not least:
        return BasicFact(place, len(list(points)))
    sizes = [reported.pupils(one, place["stage"]) for one in points]
    return _total(place, [None if size is None else float(size >= least) for size in sizes])


def _total(place: Mapping[str, str], values: list[float | None]) -> BasicFact:
    missing = sum(value is None for value in values)
    total = None if missing else sum(value for value in values if value is not None)
    return BasicFact(place, total, missing)


def _fill_band(page: Page, band: list[BasicFact]) -> None:
    group_row, heading_row, cell_row, value_row = range(page.row, page.row + 4)
    column = 0
    while column < len(band):
        group = band[column].place["heading_group"]
        across = sum(1 for one in band[column:] if one.place["heading_group"] == group) if group else 1
        if group:
            page.cell(group_row, column, group, "heading", across=across)
        for at in range(column, column + across):
            if group:
                page.cell(heading_row, at, band[at].heading, "heading")
            else:
                page.cell(group_row, at, band[at].heading, "heading", down=2)
        column += across
    for at, fact in enumerate(band):
        page.cell(cell_row, at, fact.place["cell"], "code")
        page.figure(value_row, at, fact.value, int(fact.place["decimals"]))
    page.row = value_row + 1
