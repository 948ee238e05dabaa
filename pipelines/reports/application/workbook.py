"""One application form, put together from its pages.

What does not belong here: what stands on a page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from pipelines.reports.about import add_about, add_sources
from pipelines.reports.application.basic_facts import fill_basic_facts
from pipelines.reports.application.by_stage import fill_by_stage
from pipelines.reports.application.form import read_form
from pipelines.reports.application.items import fill_items
from pipelines.reports.application.satisfaction import fill_satisfaction
from pipelines.reports.application.sheet import Sheet
from pipelines.reports.application.units import fill_units
from pipelines.reports.layout import sheets
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.versions import Version
from pipelines.workbooks.page import Book

FILLED_BY: dict[str, Callable[[Sheet], None]] = {
    "表Ⅰ": fill_basic_facts,
    "表Ⅱ-1": fill_by_stage,
    "表Ⅱ-2": fill_units,
    "表Ⅲ": fill_by_stage,
    "表Ⅳ": fill_items,
    "表Ⅴ": fill_items,
    "表Ⅵ": fill_satisfaction,
}
"""Who lays out which table."""


def write_application(
    connection: duckdb.DuckDBPyConnection, version: Version, scope: Scope, path: Path
) -> None:
    """Write the application form of a county, school year and ruleset.

    Args:
        connection: the version, open.
        version: the version, for what is said about it.
        scope: of what the form speaks.
        path: the workbook.
    """
    tables = read_form(connection, scope)
    with Book(path, version, verdict_words(connection)) as book:
        for layout in sheets():
            name, widths = layout["sheet"], layout["column_widths"].split("|")
            page, table = book.page(name, [float(width) for width in widths]), tables[name]
            page.head(f"{name} {table.title}", scope.heading)
            FILLED_BY[name](Sheet(page, table, layout))
        add_sources(add_about(book, [scope]), connection, scope)
