"""The plans of a night, written into the finished build before anything is asked of it.

A night is not held up by its plans: those of a county have little time (`plan_night_seconds`, for all
rulesets together), what is not found in it is said to be unproven, and where the solver is not installed the
tables stay empty and the night goes on. What does not belong here: making a plan (closing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import duckdb

from pipelines.planning.closing import Limits
from pipelines.planning.county import plan_scopes
from pipelines.planning.model import NoSolver
from pipelines.planning.reading import Scope, read_case, scopes
from pipelines.planning.situation import Situation
from pipelines.planning.tables import (
    LEFT_OUT,
    PLAN,
    PROGRESS,
    SUMMARY,
    left_out_rows,
    plan_rows,
    progress_rows,
    summary_rows,
)
from pipelines.settings import Settings
from pipelines.warehouse.appending import append
from pipelines.warehouse.copying import text
from pipelines.warehouse.versions import current

READ = (
    "fct_closing_standing",
    "fct_county_balance",
    "fct_county_indicator",
    "fct_school_measure",
    "dim_school",
)
TABLES = f"""
select count(*) = {len(READ) + 2} from duckdb_tables()
where schema_name || '.' || table_name in ('{PLAN}', '{SUMMARY}')
    or schema_name = 'marts' and table_name in {READ}
"""
"""Whether there is what a plan is made of, and where to write it."""


def write_plans(settings: Settings, build: Path) -> None:
    """Make the plan of every county and ruleset of a build, and write it into its tables.

    A plan of the version in force stays where the new one is no better. A project that has no such tables
    gets none.

    Args:
        settings: how long the plans of a county may take (0: none is made); which version is in force.
        build: the finished build, which nobody has open.
    """
    if not settings.plan_night_seconds:
        return
    with duckdb.connect(str(build), config=settings.limits) as connection, _before(settings) as before:
        row = connection.execute(TABLES).fetchone()
        if not row or not row[0]:
            return
        try:
            for _, of_county in groupby(scopes(connection), key=lambda scope: scope.county_code):
                asked = list(of_county)
                limits = Limits(
                    settings.plan_night_seconds / _different(connection, asked), settings.plan_gap
                )
                for planned in plan_scopes(connection, asked, limits, before):
                    append(connection, PLAN, list(plan_rows(planned)))
                    append(connection, SUMMARY, list(summary_rows(planned, limits)))
                    append(connection, LEFT_OUT, list(left_out_rows(planned)))
                    append(connection, PROGRESS, list(progress_rows(planned)))
        except NoSolver as missing:
            print(missing)
        connection.execute("checkpoint")


def _different(connection: duckdb.DuckDBPyConnection, of: Sequence[Scope]) -> int:
    """How many plans are looked for: rulesets that ask the same of the same figures have one together."""
    found: list[Situation] = []
    for scope in of:
        situation = read_case(connection, scope).situation
        if situation not in found:
            found.append(situation)
    return len(found)


@contextmanager
def _before(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The version in force, if it holds plans."""
    version = current(settings)
    if version is None:
        yield None
        return
    # attached, because other batches of this night read it too, and one process opens a file in one way only
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        connection.execute(f"attach {text(version.database.as_posix())} as before (read_only)")
        connection.execute("use before")
        row = connection.execute(TABLES).fetchone()
        yield connection if row and row[0] else None
