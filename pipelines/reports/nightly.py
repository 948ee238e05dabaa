"""What every refresh writes: the dictionary; forms, plans, shortfalls, changes of the newest school years.

What does not belong here: the self-assessments of schools, which are written when they are asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from typing import Final

import duckdb

from pipelines.reports.application.workbook import write_application
from pipelines.reports.changes import write_changes
from pipelines.reports.closing_plan import write_closing_plan
from pipelines.reports.closing_schools import write_closing_schools
from pipelines.reports.dictionary import write_dictionary
from pipelines.reports.league import write_leagues
from pipelines.reports.paths import (
    FOLDER,
    application_path,
    changes_path,
    closing_plan_path,
    closing_schools_path,
    dictionary_path,
    shortfalls_folder,
)
from pipelines.reports.scope import NothingToReport, Scope, by_county_year, scopes
from pipelines.reports.shortfall import write_shortfalls
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version

READS: Final = frozenset(
    {
        "bridge_county_indicator_department",
        "bridge_indicator_department",
        "bridge_indicator_measure",
        "dim_code_word",
        "dim_county",
        "dim_county_department",
        "dim_dataset",
        "dim_department",
        "dim_indicator",
        "dim_league_figure",
        "dim_measure",
        "dim_ruleset",
        "dim_school",
        "dim_threshold",
        "dim_town",
        "dim_form_column",
        "fct_closing_left_out",
        "fct_closing_plan",
        "fct_closing_plan_summary",
        "fct_closing_progress",
        "fct_county_indicator",
        "fct_county_measure",
        "fct_form_cell",
        "fct_league",
        "fct_recognition",
        "fct_school_compliance",
        "fct_school_indicator",
        "fct_school_measure",
        "fct_shortfall",
        "fct_shortfall_total",
        "fct_verdict_flip",
    }
)
"""The marts that reports are filled from; a dbt project that builds fewer has no reports."""


def counties_in(version: Version) -> set[str]:
    """The counties of which there are reports."""
    with open_version(version) as connection:
        return {scope.county_code for scope in _scopes(connection)}


def write_over_all(version: Version) -> None:
    """Write what is of all counties: the dictionary, and the comparison of the counties of each province."""
    reports = version.path / FOLDER
    with open_version(version) as connection:
        write_dictionary(connection, version, dictionary_path(reports))
        deque(write_leagues(connection, version, reports), maxlen=0)


def write_counties(version: Version, before: Version | None, counties: Collection[str]) -> None:
    """Write the reports of counties; what moved is told where there is a version before."""
    reports = version.path / FOLDER
    with open_version(version) as connection:
        found = [scope for scope in _scopes(connection) if scope.county_code in counties]
        for scope in found:
            write_application(connection, version, scope, application_path(reports, scope))
            write_closing_plan(connection, version, scope, closing_plan_path(reports, scope))
            write_closing_schools(connection, version, scope, closing_schools_path(reports, scope))
        for of_county in by_county_year(found):
            folder = shortfalls_folder(reports, of_county[0])
            # they are written as they are gone through
            deque(write_shortfalls(connection, version, of_county, folder), maxlen=0)
            if before:
                write_changes(connection, version, of_county[0], changes_path(reports, of_county[0]))


def _scopes(connection: duckdb.DuckDBPyConnection) -> list[Scope]:
    try:
        return scopes(connection)
    except NothingToReport:
        return []
