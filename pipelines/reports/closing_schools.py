"""达标方案各校: a sheet for every school that gives or gets something, or is left out, behind a list of them.

What a head of a school is given of the closing plan: what comes and goes, from and to where, when, at what
cost, and what a budget leaves open. What does not belong here: the workbook of the whole county
(closing_plan), which rows there are (closing_rows).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import duckdb

from pipelines.reports.about import SHEET as ABOUT
from pipelines.reports.about import add_about
from pipelines.reports.closing_rows import LEFT_OUT_OF, STEPS, Row, by_school
from pipelines.reports.closing_tables import LEFT_OF_A_SCHOOL, OF_A_SCHOOL, add_table, widths
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version
from pipelines.workbooks.names import LONGEST_SHEET_NAME, sheet_name
from pipelines.workbooks.page import Book

CONTENTS = "目录"
CONTENTS_COLUMNS, CONTENTS_WIDTHS = ("镇街", "学校标识码", "学校"), (16.0, 14.0, 40.0)
HOW_TO_READ = (
    "出：给别的学校；得：从别的学校调来，或者新增、认定、培训、购置、新建。步骤是全县的先后。"
    "学段写“全部”的，各学段共用，数量是全校的。费用由得的学校记。"
)
LEFT = "预算内的方案到年末还差什么"


def write_closing_schools(
    connection: duckdb.DuckDBPyConnection, version: Version, scope: Scope, path: Path
) -> bool:
    """Write a sheet for every school of which a scope's plans say something; as `write_closing_plan`.

    Returns:
        Whether there is such a school; without one nothing is written.
    """
    found = records(connection, STEPS, scope.parameters)
    plans = list(dict.fromkeys(row["方案"] for row in found))
    steps = sorted(by_school(found), key=lambda row: (plans.index(row["方案"]), row["步骤"]))
    left_out = records(connection, LEFT_OUT_OF, scope.parameters)
    schools = _schools(steps, left_out)
    if not schools:
        return False
    with Book(path, version, verdict_words(connection)) as book:
        names = _sheet_names(schools)
        _add_contents(book, scope, schools, names)
        for code, (_, name) in schools.items():
            page = book.page(names[code], widths(OF_A_SCHOOL))
            page.head(name, f"达标方案　{scope.heading}")
            its = [row for row in steps if row["代码"] == code]
            for _, of_plan in groupby(its, key=lambda row: row["方案"]):
                page.row += 1
                add_table(page, OF_A_SCHOOL, list(of_plan), is_alone=False)
            if its:
                page.line(HOW_TO_READ)
            lacking = [row for row in left_out if row["学校标识码"] == code]
            if lacking:
                page.row += 1
                page.line(LEFT, "section")
                add_table(page, LEFT_OF_A_SCHOOL, lacking, is_alone=False)
        add_about(book, [scope])
    return True


def _add_contents(
    book: Book, scope: Scope, schools: dict[str, tuple[str, str]], names: dict[str, str]
) -> None:
    """The list in front, which leads to the sheet of each school."""
    page = book.page(CONTENTS, CONTENTS_WIDTHS, landscape=False)
    page.head("达标方案：各校", scope.heading)
    headings = page.row
    page.headings(CONTENTS_COLUMNS, repeat_from=headings)
    for code, (town, name) in schools.items():
        page.cell(page.row, 0, town)
        page.cell(page.row, 1, code, "code")
        page.link(page.row, 2, name, names[code])
        page.row += 1
    page.filter(headings)


def _schools(steps: Iterable[Row], left_out: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Town and name of every school of which something is said, by code, in the order of the towns."""
    found = {row["代码"]: (row["镇街"] or "", row["学校"] or row["代码"]) for row in steps}
    found |= {
        row["学校标识码"]: (row["镇街名称"] or "", row["学校名称"] or row["学校标识码"]) for row in left_out
    }
    return dict(sorted(found.items(), key=lambda one: (one[1][0], one[0])))


def _sheet_names(schools: dict[str, tuple[str, str]]) -> dict[str, str]:
    """A name of its own for the sheet of each school: its code where two would be alike."""
    found: dict[str, str] = {}
    for code, (_, name) in schools.items():
        called = sheet_name(name)
        is_taken = called in found.values() or called in (CONTENTS, ABOUT)
        found[code] = sheet_name(f"{code} {name}")[:LONGEST_SHEET_NAME] if is_taken else called
    return found
