"""What every refresh writes: the dictionary; forms, plans, shortfalls, changes of the newest school years.

What does not belong here: the self-assessments of schools, which are written when they are asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from typing import Final

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
from pipelines.reports.scope import NothingToReport, by_county_year, scopes
from pipelines.reports.shortfall import write_shortfalls
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.sharing import share_counties
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


def write_nightly(version: Version, before: Version | None, counties: Collection[str]) -> None:
    """Write the reports of a version into it, before readers get it.

    Args:
        version: whose they are.
        before: the version before, whose reports of the other counties are shared.
        counties: whose figures are others than there.
    """
    reports = version.path / FOLDER
    with open_version(version) as connection:
        write_dictionary(connection, version, dictionary_path(reports))
        deque(write_leagues(connection, version, reports), maxlen=0)
        try:
            found = scopes(connection)
        except NothingToReport:
            return
        if before:
            stay = {scope.county_code for scope in found}.difference(counties)
            share_counties(before.path / FOLDER, reports, only=stay)
        found = [scope for scope in found if not (reports / scope.county_code).exists()]
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
