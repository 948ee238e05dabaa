"""Holds a published warehouse against the oracle, row by row and both ways, and says in words what differs.

Reads the database and nothing else of the project. A figure the oracle's row does not name is not compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import duckdb

from .calculate import RULESETS, Expected, Figures, Key
from .resources import CODES
from .sentences import figures_of

TOLERANCE = 1e-9
HEAD = ("county_code", "school_year", "ruleset_code")
# what a table's rows are that the oracle knows: detail rows only by these readings and these parts
DETAILS = (
    *("公式=F1", "公式=F2", "口径=全体学生", "口径=当年新生", "口径=仅公办", "口径=公办和政府购买学位"),
    *("指标=本科及以上专任教师", "指标=县级以上骨干教师"),
)
PARTS = ("学科", "对象", "方式", "镇街")
TABLES: dict[str, tuple[str, tuple[str, ...], str]] = {
    # our table: (published table, its key, the rows of it that the oracle knows)
    "school_indicator": (
        "marts.fct_school_indicator",
        (*HEAD, "school_code", "stage", "indicator_code"),
        "true",
    ),
    "school_compliance": ("marts.fct_school_compliance", (*HEAD, "school_code", "stage"), "true"),
    "county_balance": (
        "marts.fct_county_balance",
        (*HEAD, "stage", "indicator_code"),
        f"indicator_code in {CODES}",
    ),
    "county_indicator": (
        "marts.fct_county_indicator",
        (*HEAD, "stage", "indicator_code"),
        "coalesce(dimension, '') = ''",
    ),
    "county_detail": (
        "marts.fct_county_indicator",
        (*HEAD, "stage", "indicator_code", "dimension"),
        f"(dimension in {DETAILS} or split_part(dimension, '=', 1) in {PARTS})",
    ),
    "recognition": ("marts.fct_recognition", (*HEAD, "area"), "true"),
    "shortfall": (
        "marts.fct_shortfall",
        (*HEAD, "department_code", "school_code", "stage", "indicator_code", "dimension"),
        "true",
    ),
    "shortfall_total": (
        "marts.fct_shortfall_total",
        (*HEAD, "department_code", "town_code", "indicator_code", "stage"),
        "true",
    ),
    "closing_teacher": (
        "marts.fct_closing_teacher",
        ("county_code", "school_year", "school_code", "stage", "counts_in"),
        "true",
    ),
}


def differences(expected: Expected, database: Path) -> list[str]:
    """One sentence for every row or figure in which the warehouse and the oracle disagree."""
    return [sentence for table in TABLES for sentence in table_differences(table, expected, database)]


def published(table: str, database: Path) -> dict[Key, Figures]:
    """The warehouse's rows of one of the oracle's tables; of a conclusion, the figures in it.

    Raises:
        ValueError: a key stands twice.
    """
    name, key, condition = TABLES[table]
    if "ruleset_code" in key:
        condition += f" and ruleset_code in {tuple(RULESETS)}"
    with duckdb.connect(str(database), read_only=True) as connection:
        # names come from the constants above
        cursor = connection.execute(f"select * from {name} where {condition}")
        columns = [column[0] for column in cursor.description or []]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        if "conclusion" in row:
            row["conclusion"] = " ".join(figures_of(row["conclusion"] or ""))
    result = {tuple("" if row[part] is None else str(row[part]) for part in key): row for row in rows}
    if len(result) != len(rows):
        raise ValueError(f"{name}: {len(rows)} rows but {len(result)} keys")
    return result


def table_differences(table: str, expected: Expected, database: Path) -> Iterator[str]:
    """The same for one of the oracle's tables (a key of `TABLES`)."""
    name, ours, found = TABLES[table][0], getattr(expected, table), published(table, database)
    for key in sorted(ours.keys() - found.keys() - expected.optional):
        yield f"{name} {' '.join(key)}: missing; the oracle has {_words(ours[key])}"
    for key in sorted(found.keys() - ours.keys()):
        status = found[key].get("status")
        yield f"{name} {' '.join(key)}: not foreseen by the oracle; the warehouse has status {status}"
    for key in sorted(ours.keys() & found.keys()):
        for column, value in ours[key].items():
            if not same(value, found[key].get(column)):
                yield (
                    f"{name} {' '.join(key)}: {column} is {_word(found[key].get(column))},"
                    f" the oracle has {_word(value)} ({_words(ours[key])})"
                )


def same(ours: object, theirs: object) -> bool:
    """Equal words and truth values, or numbers within 1e-9 of each other."""
    if ours is None or theirs is None or isinstance(ours, str | bool):
        return ours == theirs
    return math.isclose(float(ours), float(theirs), rel_tol=TOLERANCE, abs_tol=TOLERANCE)  # type: ignore[arg-type]


def _word(value: object) -> str:
    return f"{float(value):.12g}" if isinstance(value, Fraction) else str(value)


def _words(row: Figures) -> str:
    return ", ".join(f"{column} {_word(value)}" for column, value in row.items())
