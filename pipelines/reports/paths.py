"""Where reports lie below a folder, for a refresh and for the command.

What does not belong here: writing them.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.reports.scope import Scope
from pipelines.workbooks.names import file_name

FOLDER = "reports"
"""Below the folder of a version (contract.md)."""


def folder_of(reports: Path, scope: Scope) -> Path:
    """The folder of a county and school year."""
    return reports / scope.county_code / str(scope.school_year)


def application_path(reports: Path, scope: Scope) -> Path:
    """The application form."""
    return folder_of(reports, scope) / file_name(f"申报表 {scope.ruleset_name}")


def briefing_path(reports: Path, scope: Scope) -> Path:
    """The briefing, to edit; the one to print lies beside it."""
    return folder_of(reports, scope) / "督导通报.docx"


def changes_path(reports: Path, scope: Scope) -> Path:
    """What moved since the version before."""
    return folder_of(reports, scope) / "数据变动.xlsx"


def closing_plan_path(reports: Path, scope: Scope) -> Path:
    """The closing plan."""
    return folder_of(reports, scope) / file_name(f"达标方案 {scope.ruleset_name}")


def closing_schools_path(reports: Path, scope: Scope) -> Path:
    """The closing plan, a sheet for every school."""
    return folder_of(reports, scope) / file_name(f"达标方案各校 {scope.ruleset_name}")


def dictionary_path(reports: Path) -> Path:
    """The dictionary, which is that of all counties."""
    return reports / "数据字典.xlsx"


def league_path(reports: Path, province: str) -> Path:
    """The workbook that compares the counties of a province."""
    return reports / file_name(f"区域比较 {province}")


def schools_folder(reports: Path, scope: Scope) -> Path:
    """The self-assessments of schools."""
    return folder_of(reports, scope) / "学校自评表"


def shortfalls_folder(reports: Path, scope: Scope) -> Path:
    """The shortfall lists."""
    return folder_of(reports, scope) / "缺口清单"
