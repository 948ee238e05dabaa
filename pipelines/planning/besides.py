"""What is read for a plan beside the standings of units: what schools need besides, and a county's budget.

What does not belong here: the situation itself (reading).
"""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.planning.budget import Budget
from pipelines.planning.figures import BAR, exact
from pipelines.planning.situation import Situation
from pipelines.warehouse.reading import records

OF_SCOPE = (
    "facts.county_code = $county_code and facts.school_year = $school_year"
    " and facts.ruleset_code = $ruleset_code"
)
HAS_NEEDS = """
select count(*) as columns from duckdb_columns()
where schema_name = 'marts' and table_name = 'dim_indicator' and column_name = 'numerator_measure'
"""
"""A version of before rooms were planned does not tell which measure they are."""
NEEDS = f"""
with added as (
    select distinct unnest(string_split(counts_in, '{BAR}')) as indicator_code from marts.dim_closing_action
)

select
    facts.school_code, facts.indicator_code, facts.status, coalesce(facts.shortfall, 0) as missing,
    facts.shortfall_unit as unit, indicators.numerator_measure
from marts.fct_school_indicator as facts
inner join added on facts.indicator_code = added.indicator_code
inner join marts.dim_indicator as indicators on facts.indicator_code = indicators.indicator_code
where {OF_SCOPE} and facts.stage is null order by all
"""
"""What schools are judged by as a whole and an action can add."""
HAS_BUDGETS = """
select count(*) as tables from duckdb_tables()
where schema_name = 'marts' and table_name in ('dim_closing_budget', 'dim_closing_priority')
"""
"""A version of before there were budgets has no such tables."""
BUDGETS = """
select year, budget from marts.dim_closing_budget where county_code = $county_code and year >= $first_year
"""
PRIORITIES = """
select school_code, stage, priority from marts.dim_closing_priority
where county_code = $county_code order by stage nulls first
"""


def needs_of(connection: duckdb.DuckDBPyConnection, of_scope: dict[str, Any]) -> list[dict[str, Any]]:
    """What the schools of a scope have and lack beside what their units are judged by.

    Args:
        connection: where the marts are.
        of_scope: county, school year and ruleset, by the names of their columns.
    """
    (there_are,) = records(connection, HAS_NEEDS)
    return records(connection, NEEDS, of_scope) if there_are["columns"] else []


def budget_of(
    connection: duckdb.DuckDBPyConnection, county_code: str, first_year: int, situation: Situation
) -> Budget | None:
    """What a county can spend from a fiscal year on, and which units come first; None without a budget."""
    (there_are,) = records(connection, HAS_BUDGETS)
    if there_are["tables"] < 2:
        return None
    of_county = {"county_code": county_code}
    by_year = {
        row["year"]: exact(row["budget"])
        for row in records(connection, BUDGETS, of_county | {"first_year": first_year})
    }
    turns = {
        unit: row["priority"]  # that of a stage stands behind that of the whole school
        for row in records(connection, PRIORITIES, of_county)
        for unit in situation.by_campus.get(row["school_code"], ())
        if row["stage"] in (None, unit.stage)
    }
    return Budget(by_year, turns) if by_year else None
