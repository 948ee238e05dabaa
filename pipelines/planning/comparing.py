"""Verdicts before and after: those of a version beside those of a what-if.

What does not belong here: building the what-if (orchestration.what_if).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.warehouse.reading import records

OF_COUNTIES = "county_code in (select unnest($counties)) and school_year in (select unnest($years))"
UNITS = f"""
select county_code, school_year, ruleset_code, school_code, stage, passes, pupils
from marts.fct_school_compliance where {OF_COUNTIES}
"""
COEFFICIENTS = f"""
select county_code, school_year, ruleset_code, stage, indicator_code, cv, cv_limit, status
from marts.fct_county_balance where {OF_COUNTIES}
"""
VERDICTS = f"""
select county_code, school_year, ruleset_code, school_code, stage, indicator_code, value, status
from marts.fct_school_indicator where {OF_COUNTIES}
union all by name
select
    county_code, school_year, ruleset_code, null as school_code, stage, indicator_code, cv as value, status
from marts.fct_county_balance where {OF_COUNTIES}
"""
NEEDED = """
select distinct unnest(string_split(counts_in, '|')) as indicator_code from marts.dim_closing_action
"""
NEEDS = f"""
select county_code, school_year, ruleset_code, school_code, stage, indicator_code, value, status
from marts.fct_school_indicator
where {OF_COUNTIES} and stage is null and status = 'unmet' and indicator_code in (select unnest($needed))
"""
"""What schools lack of that which a plan adds beside what their units are judged by."""
KEY = ("county_code", "school_year", "ruleset_code", "school_code", "stage", "indicator_code")
NAMES = f"""
select school_code, last(school_name order by school_year) as school_name
from marts.dim_school where {OF_COUNTIES} group by school_code
"""
WORDS = "select code, word from marts.dim_code_word where word_kind = 'verdict'"


@dataclass(frozen=True)
class Compared:
    """What a what-if changes.

    Attributes:
        totals: by county, school year and ruleset: units passing and coefficients over, before and after.
        verdicts: every verdict that is another one, with both values; a coefficient has no school.
        failing: the units and coefficients that do not hold afterwards, and what schools lack besides.
        judged: the units that are judged afterwards.
    """

    totals: list[dict[str, Any]]
    verdicts: list[dict[str, Any]]
    failing: list[dict[str, Any]]
    judged: list[dict[str, Any]]


def compare(
    before: duckdb.DuckDBPyConnection,
    after: duckdb.DuckDBPyConnection,
    counties: Sequence[str],
    years: Sequence[int],
) -> Compared:
    """The verdicts of some counties and school years in two databases that hold the marts."""
    about = {"counties": list(counties), "years": list(years)}
    totals: dict[tuple[Any, ...], dict[str, Any]] = {}
    failing: list[dict[str, Any]] = []
    judged: list[dict[str, Any]] = []
    for when, connection in (("before", before), ("after", after)):
        for unit in records(connection, UNITS, about):
            total = _total(totals, unit)
            total["units"] += when == "after"
            total[f"units_passing_{when}"] += unit["passes"] is True
            if when == "after":
                judged.append(unit)
            if when == "after" and unit["passes"] is not True:
                failing.append({**unit, "indicator_code": None})
        for one in records(connection, COEFFICIENTS, about):
            holds = one["status"] == "met"
            _total(totals, one)[f"cv_over_{when}"] += not holds
            if when == "after" and not holds:
                failing.append({**one, "school_code": None})
    needed = [row["indicator_code"] for row in records(before, NEEDED)]
    failing += records(after, NEEDS, {**about, "needed": needed})
    words = {row["code"]: row["word"] for row in records(before, WORDS)}
    names = {row["school_code"]: row["school_name"] for row in records(before, NAMES, about)}
    earlier = {_key(row): row for row in records(before, VERDICTS, about)}
    verdicts = []
    for row in records(after, VERDICTS, about):
        was = earlier.get(_key(row))
        if was and was["status"] != row["status"]:
            verdicts.append(
                {
                    **{name: row[name] for name in KEY},
                    "school_name": names.get(row["school_code"]),
                    "value_before": was["value"],
                    "value_after": row["value"],
                    "verdict_before": words.get(was["status"], was["status"]),
                    "verdict_after": words.get(row["status"], row["status"]),
                }
            )
    verdicts.sort(key=lambda row: tuple(str(row[name] or "") for name in KEY))
    return Compared(list(totals.values()), verdicts, failing, judged)


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


def _total(totals: dict[tuple[Any, ...], dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    scope = {name: row[name] for name in KEY[:3]}
    counts = ("units", "units_passing_before", "units_passing_after", "cv_over_before", "cv_over_after")
    return totals.setdefault(tuple(scope.values()), {**scope, **dict.fromkeys(counts, 0)})
