"""One application form, put together from its pages.

What does not belong here: what stands on a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipelines.reports.about import add_about, add_sources
from pipelines.reports.application.balance import fill_balance
from pipelines.reports.application.basic_facts import fill_basic_facts
from pipelines.reports.application.items import fill_items
from pipelines.reports.application.resources import empty_stages, fill_school_counts, fill_units, units_of
from pipelines.reports.application.satisfaction import fill_satisfaction
from pipelines.reports.indicators import indicators_of
from pipelines.reports.layout import layout
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.versions import Version
from pipelines.workbooks.page import Book, Page


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
    tables = {row["sheet"]: row for row in layout("sheets")}
    with Book(path, version, verdict_words(connection)) as book:
        pages = {sheet: _page(book, scope, row) for sheet, row in tables.items()}
        fill_basic_facts(pages["表Ⅰ"], connection, scope)
        indicators = indicators_of(connection, tables["表Ⅱ-1"]["area"])
        units = units_of(connection, scope, indicators)
        fill_school_counts(pages["表Ⅱ-1"], indicators, units, empty_stages(connection, scope))
        fill_units(pages["表Ⅱ-2"], indicators, units)
        fill_balance(pages["表Ⅲ"], indicators, connection, scope)
        for sheet in ("表Ⅳ", "表Ⅴ"):
            fill_items(pages[sheet], connection, scope, tables[sheet]["area"])
        fill_satisfaction(pages["表Ⅵ"], connection, scope, tables["表Ⅵ"]["area"])
        add_sources(add_about(book, [scope]), connection, scope)


def _page(book: Book, scope: Scope, table: Mapping[str, str]) -> Page:
    page = book.page(table["sheet"], [float(width) for width in table["column_widths"].split("|")])
    page.head(
        f"{table['sheet']} {table['title']}",
        f"{scope.county_name}（{scope.county_code}）　{scope.years}　{scope.ruleset_name}",
    )
    return page
