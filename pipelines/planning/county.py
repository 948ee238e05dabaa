"""The plans of several scopes: read, made, and kept as they were where they are no better.

What does not belong here: how a plan is found (closing) and what its rows are (tables).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from pipelines.planning.affording import AIMS, afford
from pipelines.planning.closing import Limits, close
from pipelines.planning.later import in_year
from pipelines.planning.reading import Case, Scope, read_case
from pipelines.planning.tables import Planned, last_steps


def plan_scopes(
    connection: duckdb.DuckDBPyConnection,
    of: Sequence[Scope],
    limits: Limits,
    before: duckdb.DuckDBPyConnection | None = None,
    year: int | None = None,
) -> Iterator[Planned]:
    """The plans of every scope; two rulesets that ask the same of the same figures have the same.

    Args:
        connection: where the marts are: a version or a finished build.
        of: of what plans are made.
        limits: how long and how exactly each is looked for.
        before: the version whose plans stay where the new ones are no better.
        year: the school year for whose pupils the plans shall hold; today's where it is not given.

    Raises:
        NoForecast: the version does not tell the pupils of that year.
        NoSolver: the solver is not installed.
    """
    made: list[Planned] = []
    for scope in of:
        case = read_case(connection, scope)
        if year is not None:
            case = in_year(connection, case, year)
        alike = next((one for one in made if one.case.situation == case.situation), None)
        made.append(replace(alike, case=case) if alike else _planned(case, limits, before))
        yield made[-1]


def _planned(case: Case, limits: Limits, before: duckdb.DuckDBPyConnection | None) -> Planned:
    """The plans of a case; those within a budget share the time that the cheapest leaves, or a part of it."""
    situation, budget = case.situation, case.budget
    began = time.monotonic()
    plan = close(situation, limits, last_steps(before, case) if before else None)
    if budget is None:
        return Planned(case, plan)
    left = max(limits.seconds - (time.monotonic() - began), limits.seconds / (1 + len(AIMS)))
    each = replace(limits, seconds=left / len(AIMS))
    afforded = (
        afford(situation, budget, aim, plan, each, last_steps(before, case, aim) if before else None)
        for aim in AIMS
    )
    return Planned(case, plan, tuple(afforded))
