"""The cells of the application form of one scope, as the marts have them: tables of rows of cells.

What does not belong here: where a cell stands on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import duckdb

from pipelines.reports.scope import Scope
from pipelines.warehouse.reading import records

COLUMNS = """
select form_table, title, column_code, heading_group, heading, unit from marts.dim_form_column
order by form_table, column_order
"""
CELLS = """
select
    form_table, part, row_code, row_order, row_name, stage, column_code, printed_value, text, status
from marts.fct_form_cell
where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
order by form_table, part, row_order, row_code
"""


@dataclass(frozen=True)
class Column:
    """A column: its code and what stands above it; the unit stands in brackets below the heading."""

    code: str
    group: str | None
    title: str
    unit: str | None

    @property
    def heading(self) -> str:
        """What stands above it."""
        return f"{self.title}\n（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True)
class Cell:
    """What is printed: a number as text, or a text; the verdict that gives it its colour."""

    printed_value: str | None
    text: str | None
    status: str | None


@dataclass(frozen=True)
class Row:
    """A row: where it stands, what it is called, of which stage it is, and its cells by column."""

    code: str
    order: int
    name: str | None
    stage: str | None
    cells: Mapping[str, Cell]


@dataclass
class Table:
    """A printed table: its columns and its rows, those for checking, and the notes below it."""

    title: str
    columns: list[Column]
    rows: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)

    def add(self, part: str, row: Row) -> None:
        """Add a row to the part of the table that it belongs to."""
        {"table": self.rows, "check": self.checks, "note": self.notes}[part].append(row)


NOTE = "note"
"""The column of a note's only cell."""


def read_form(connection: duckdb.DuckDBPyConnection, scope: Scope) -> dict[str, Table]:
    """The tables of the form by name."""
    tables: dict[str, Table] = {}
    for row in records(connection, COLUMNS):
        column = Column(row["column_code"], row["heading_group"], row["heading"], row["unit"])
        tables.setdefault(row["form_table"], Table(row["title"], [])).columns.append(column)
    cells = records(connection, CELLS, scope.parameters)
    for (table, part, _, _), of_row in groupby(cells, key=_place):
        if table in tables:
            tables[table].add(part, _row(list(of_row)))
    return tables


def _place(cell: Mapping[str, Any]) -> tuple[str, str, int, str]:
    return cell["form_table"], cell["part"], cell["row_order"], cell["row_code"]


def _row(cells: list[dict[str, Any]]) -> Row:
    first = cells[0]
    return Row(first["row_code"], first["row_order"], first["row_name"], first["stage"], _by_column(cells))


def _by_column(cells: Iterable[Mapping[str, Any]]) -> dict[str, Cell]:
    return {one["column_code"]: Cell(one["printed_value"], one["text"], one["status"]) for one in cells}
