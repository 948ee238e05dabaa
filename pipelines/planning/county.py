"""The plans of several scopes: read, made, and kept as they were where they are no better.

What does not belong here: how a plan is found (closing) and what its rows are (tables).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from pipelines.planning.closing import Limits, Plan, close
from pipelines.planning.reading import Case, Scope, read_case
from pipelines.planning.tables import last_steps


@dataclass(frozen=True)
class Planned:
    """A plan with what it was made from."""

    case: Case
    plan: Plan


def plan_scopes(
    connection: duckdb.DuckDBPyConnection,
    of: Sequence[Scope],
    limits: Limits,
    before: duckdb.DuckDBPyConnection | None = None,
) -> Iterator[Planned]:
    """The plan of every scope; two rulesets that ask the same of the same figures have one plan.

    Args:
        connection: where the marts are: a version or a finished build.
        of: of what plans are made.
        limits: how long and how exactly each is looked for.
        before: the version whose plans stay where the new ones are no better.

    Raises:
        NoSolver: the solver is not installed.
    """
    made: list[Planned] = []
    for scope in of:
        case = read_case(connection, scope)
        alike = next((one.plan for one in made if one.case.situation == case.situation), None)
        last = last_steps(before, case) if before else None
        made.append(Planned(case, alike or close(case.situation, limits, last)))
        yield made[-1]
