"""Who can be moved, and as what: teachers by all that they count in where a roster tells it, else one by one.

A roster names everybody, so a move by it is of those who count in certain indicators and in no other. The
statistics tell how many count in each indicator, not who counts in several: a move by them may cost its giver
all of them. What does not belong here: how many can be spared (situation), and who is moved (model).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import duckdb

from pipelines.planning.figures import exact, parted
from pipelines.planning.situation import Place, Unit
from pipelines.warehouse.reading import records

HAS_TEACHERS = """
select count(*) as tables from duckdb_tables()
where schema_name = 'marts' and table_name = 'fct_closing_teacher'
"""
"""A version of before rosters told of several indicators has no such table."""
TEACHERS = """
select school_code, stage, action_code, teachers from marts.fct_closing_teacher
where county_code = $county_code and school_year = $school_year
"""
Row = Mapping[str, Any]


def teachers_of(connection: duckdb.DuckDBPyConnection, of_year: dict[str, Any]) -> list[dict[str, Any]]:
    """The teachers on the rosters of a county by what they count in, none where a school stage has no roster.

    Args:
        connection: where the marts are.
        of_year: county and school year, by the names of their columns.
    """
    (there_are,) = records(connection, HAS_TEACHERS)
    return records(connection, TEACHERS, of_year) if there_are["tables"] else []


def on_rosters(teachers: Iterable[Row], units: Iterable[Unit]) -> frozenset[Unit]:
    """The units whose teachers a roster tells."""
    told = {Unit(row["school_code"], row["stage"]) for row in teachers}
    return frozenset(unit for unit in units if unit in told)


def movable(
    actions: Sequence[Row], teachers: Sequence[Row], units: Iterable[Unit]
) -> dict[tuple[str, Place], Fraction]:
    """How many each move can take from each unit; without a row, as many as can be spared.

    Of a unit with a roster, those on it and nobody by the statistics; of one without, nobody by a roster.
    """
    many = {
        (row["action_code"], Place(row["school_code"], row["stage"])): exact(row["teachers"])
        for row in teachers
    }
    every = list(units)
    told = on_rosters(teachers, every)
    found: dict[tuple[str, Place], Fraction] = {}
    for row in actions:
        is_by_roster = row.get("is_by_roster")
        for unit in every if is_by_roster is not None else ():
            key = row["action_code"], Place(*unit)
            if is_by_roster:
                found[key] = many.get(key, Fraction(0))
            elif unit in told:
                found[key] = Fraction(0)
    return found


def falls_under(row: Row, actions: Iterable[Row]) -> tuple[str, ...]:
    """The moves of which a move is a kind: limits and prices of them hold for it, too.

    Who counts in R1 and R3 and nothing else is one of those who count in R3, whatever else they count in.
    """
    if not row["is_move"]:
        return ()
    counts, may_count = (set(parted(row[name])) for name in ("counts_in", "may_count_in"))
    return tuple(
        other["action_code"]
        for other in actions
        if other["is_move"]
        and other["action_code"] != row["action_code"]
        and set(parted(other["counts_in"])) <= counts
        and may_count <= set(parted(other["may_count_in"]))
    )
