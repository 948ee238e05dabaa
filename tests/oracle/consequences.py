"""What follows from the verdicts: what is lacking, who is asked for it, the figures that conclusions name.

Adds to rows that stand already and puts them into lists. No formula and no sentence stands here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from . import resources, sentences, shortfalls
from .schools import School
from .towns import names_of
from .view import Here

if TYPE_CHECKING:
    from .calculate import Expected, Figures, Key

OVER_PARTS = {"Q9a", "Q9b", "X12"}
"""Codes of which each part that lacks something is listed, and not the verdict over them."""


def add_shortfalls(expected: Expected, head: Key, schools: list[School]) -> None:
    """The shortfall of every school's row; who lacks what, department by department, and the sums of it."""
    by_code = {school.code: school for school in schools}
    for key, row in _of_head(expected.school_indicator, head):
        school, stage, code = by_code[key[3]], key[4], key[5]
        share = school.share(stage) if code in resources.SHARED_PLANT and row["status"] != "no_data" else None
        row.update(shortfalls.lacking(code, row, share))
    listed = list(_listed(expected, head, by_code))
    for place, row in listed:
        school_code, stage, code, dimension = place
        if row["status"] in shortfalls.LACKING:
            for department in shortfalls.DEPARTMENTS[code]:
                expected.shortfall[(*head, department, school_code, stage, code, dimension)] = row
    _add_sums(expected, head, listed)


def _listed(
    expected: Expected, head: Key, schools: Mapping[str, School]
) -> Iterator[tuple[tuple[str, str, str, str], Figures]]:
    """Every row that may lack something, by school, stage, code and dimension, with its town."""
    codes_of_towns = {name: code for code, name in names_of(head[0]).items()}
    names = ("value", "threshold", "status")
    for (*_, school, stage, code), row in _of_head(expected.school_indicator, head):
        town = schools[school].register["town"]
        shown = {name: row[name] for name in (*names, "shortfall", "shortfall_unit") if name in row}
        yield (school, stage, code, ""), {**shown, "town_code": codes_of_towns.get(town, town)}
    of_schools = {key[5] for key, _ in _of_head(expected.school_indicator, head)}
    for (*_, stage, code), row in _of_head(expected.county_indicator, head):
        if code not in of_schools and not (code in OVER_PARTS and row["status"] in shortfalls.LACKING):
            yield ("", stage, code, ""), _of_county(code, row, names)
    for (*_, stage, code, dimension), row in _of_head(expected.county_detail, head):
        if code in OVER_PARTS and row["status"] in shortfalls.LACKING:
            whole = expected.county_indicator[(*head, "", code)]
            part = {**row, "threshold": whole.get("threshold")}
            town = codes_of_towns.get(dimension.removeprefix("镇街="))
            yield ("", stage, code, dimension), {**_of_county(code, part, names), "town_code": town}


def _of_county(code: str, row: Figures, names: tuple[str, ...]) -> Figures:
    shown = {name: row[name] for name in names if row.get(name) is not None}
    return {**shown, **shortfalls.lacking(code, row), "town_code": None}


def _add_sums(expected: Expected, head: Key, listed: list[tuple[tuple[str, str, str, str], Figures]]) -> None:
    """By department and by town: how many lack something or are without data, and what is missing."""
    sums: defaultdict[Key, list[tuple[str, Figures]]] = defaultdict(list)
    for (_, stage, code, dimension), row in listed:
        if row["status"] in (*shortfalls.LACKING, "no_data"):
            for department in shortfalls.DEPARTMENTS[code]:
                sums[(*head, department, "", code, stage)].append((dimension, row))
            if row["town_code"]:
                sums[(*head, "", str(row["town_code"]), code, stage)].append((dimension, row))
    for key, rows in sums.items():
        amounts = [row["shortfall"] for dimension, row in rows if row["shortfall"] is not None]
        adds_up = amounts and not any(dimension for dimension, _ in rows)
        expected.shortfall_total[key] = {
            "lacking": sum(row["status"] != "no_data" for _, row in rows),
            "no_data": sum(row["status"] == "no_data" for _, row in rows),
            "shortfall": sum(amounts, Fraction(0)) if adds_up else None,  # type: ignore[arg-type]
        }


def add_conclusions(expected: Expected, head: Key, here: Here) -> None:
    """The figures that the sentence of every row of the county must name."""
    for key, row in _of_head(expected.county_detail, head):
        *_, stage, code, dimension = key
        said = " ".join(sentences.told(here, code, stage, dimension, row))
        expected.county_detail[key] = {**row, "conclusion": said}
    for key, row in _of_head(expected.county_indicator, head):
        *_, stage, code = key
        said = " ".join(sentences.told(here, code, stage, "", row))
        expected.county_indicator[key] = {**row, "conclusion": said}


def _of_head(rows: Mapping[Key, Figures], head: Key) -> list[tuple[Key, Figures]]:
    return [(key, row) for key, row in rows.items() if key[: len(head)] == head]
