"""Which rows of which table a login of each level sees, as row security (`seen.csv`).

A login sees the rows of its own place: by the column of the place where a table has one, a town by its
schools where there is only a school. What else a level sees, of the registry or of its own county, is
a row of `seen.csv`; without one it sees nothing. What does not belong here: who has a login (logins).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from psycopg import sql

from pipelines.postgres.described import Table
from pipelines.postgres.places import NATION, places

SEEN = Path(__file__).with_name("seen.csv")
READER = "junheng_reader"
"""The role that every login has."""
SCHOOLS_OF_ITS_TOWNS = sql.SQL("(select junheng.schools_of_my_towns())")
ANY = "*"
"""In `seen.csv`: every level but the nation, which sees everything."""


class Rows(StrEnum):
    """What a level sees of a table beside the rows of its own place."""

    ALL = "all"
    OF_ITS_COUNTY = "county"
    NONE = "none"


@cache
def exceptions() -> dict[tuple[str, str, str], Rows]:
    """What the levels see beside the rows of their own place, by schema, table and level."""
    found: dict[tuple[str, str, str], Rows] = {}
    with SEEN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for level in places() if row["level"] == ANY else [row["level"]]:
                found[row["schema_name"], row["table_name"], level] = Rows(row["rows"])
    return found


def role_of(level: str) -> str:
    """The role that logins of a level have."""
    return f"junheng_{level}"


def policies(table: Table) -> Sequence[tuple[str, sql.Composed]]:
    """The condition on a table's rows for each level that sees any."""
    found = [(NATION, sql.SQL("cardinality({}) > 0").format(_mine(NATION)))]
    for level in places():
        condition = _condition(table, level)
        if condition is not None:
            found.append((level, condition))
    return found


def _condition(table: Table, level: str) -> sql.Composed | None:
    rows = exceptions().get((table.schema, table.name, level))
    if rows == Rows.NONE:
        return None
    if rows == Rows.ALL:
        return sql.SQL("cardinality({}) > 0").format(_mine(level))
    own = table.places
    if rows == Rows.OF_ITS_COUNTY:
        return _among(sql.Identifier(own["county"]), _mine("county"))
    if level in ("province", "prefecture"):
        if "county" not in own:
            return None
        digits = sql.Literal(places()[level].digits)
        begins = sql.SQL("left({}, {})").format(sql.Identifier(own["county"]), digits)
        return _among(begins, _mine(level))
    if level == "town" and "town" not in own and "school" in own:
        narrow = _among(sql.Identifier(own["school"]), SCHOOLS_OF_ITS_TOWNS)
    elif level in own:
        narrow = _among(sql.Identifier(own[level]), _mine(level))
    else:
        return None
    if level == "county" or "county" not in own:
        return narrow
    # two counties may use one code, by mistake or not
    return sql.SQL("{} and {}").format(_among(sql.Identifier(own["county"]), _mine("county")), narrow)


def _among(code: sql.Composable, codes: sql.Composable) -> sql.Composed:
    return sql.SQL("{} = any ({}::text [])").format(code, codes)


def _mine(level: str) -> sql.Composed:
    """The codes of this session's login; a query of its own, so asked once a statement, not once a row."""
    return sql.SQL("(select junheng.mine({}))").format(sql.Literal(level))
