"""The plans of a night, written into the finished build before anything is asked of it.

A night is not held up by its plans: each has little time (`plan_night_seconds`), what is not found in it is
said to be unproven, and where the solver is not installed the tables stay empty and the night goes on. What
does not belong here: making a plan (closing).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.planning.closing import Limits
from pipelines.planning.county import plan_scopes
from pipelines.planning.model import NoSolver
from pipelines.planning.reading import scopes
from pipelines.planning.tables import PLAN, SUMMARY, plan_rows, summary_row, write
from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import current

TABLES = f"""
select count(*) = 2 from duckdb_tables()
where schema_name || '.' || table_name in ('{PLAN}', '{SUMMARY}')
"""


def write_plans(settings: Settings, build: Path) -> None:
    """Make the plan of every county and ruleset of a build, and write it into its tables.

    A plan of the version in force stays where the new one is no better. A project that has no such tables
    gets none.

    Args:
        settings: how long each may take (0: none is made); which version is in force.
        build: the finished build, which nobody has open.
    """
    if not settings.plan_night_seconds:
        return
    limits = Limits(settings.plan_night_seconds, settings.plan_gap)
    with duckdb.connect(str(build), config=settings.limits) as connection, _before(settings) as before:
        row = connection.execute(TABLES).fetchone()
        if not row or not row[0]:
            return
        try:
            for planned in plan_scopes(connection, scopes(connection), limits, before):
                write(connection, PLAN, list(plan_rows(planned.case, planned.plan)))
                write(connection, SUMMARY, [summary_row(planned.case, planned.plan, limits)])
        except NoSolver as missing:
            print(missing)
        connection.execute("checkpoint")


@contextmanager
def _before(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The version in force, if it holds plans."""
    version = current(settings)
    if version is None:
        yield None
        return
    with open_version(version, settings.limits) as connection:
        row = connection.execute(TABLES).fetchone()
        yield connection if row and row[0] else None
