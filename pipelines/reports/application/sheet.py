"""A page of the form that is being filled: how a cell of each of its columns looks.

What does not belong here: which rows a table has (the modules of the tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from pipelines.reports.application.form import NOTE, Cell, Row, Table
from pipelines.reports.layout import listed
from pipelines.workbooks.page import Page


@dataclass(frozen=True)
class Sheet:
    """A page, the table that belongs on it, and how it is laid out (a row of `layout/sheets.csv`)."""

    page: Page
    table: Table
    layout: Mapping[str, str]

    def head(self, lead: Iterable[str], *, codes: bool = True) -> None:
        """The headings, left of them those of `lead`; the codes of the columns below."""
        lead = list(lead)
        first = self.page.row
        codes_at = [("" for _ in lead), (one.code for one in self.table.columns)]
        self.page.headings([*lead, *(one.heading for one in self.table.columns)], repeat_from=first)
        if codes:
            self.page.headings([text for texts in codes_at for text in texts], repeat_from=first)

    def fill(self, row: Row, first: int, *, check: bool = False) -> None:
        """The cells of a row from the column `first` on, into the page's next row.

        Args:
            row: the row of the table.
            first: where its first column stands.
            check: whether it stands below the table, where what holds no number is a verdict.
        """
        for at, column in enumerate(self.table.columns, start=first):
            if column.code in row.cells:
                self.put(self.page.row, at, row.cells[column.code], column.code, check=check)
        self.page.row += 1

    def put(self, row: int, column: int, cell: Cell, code: str, *, check: bool = False) -> None:
        """One cell of the column `code`: a number, a text, or a word in the colour of its verdict."""
        if cell.printed_value is not None:
            self.page.figure(row, column, cell.printed_value, cell.status)
        elif cell.status is None:
            look = "code" if code in listed(self.layout["centred"]) else "label"
            self.page.cell(row, column, cell.text or "", look)
        else:
            look = "verdict" if check or code in listed(self.layout["verdicts"]) else "missing"
            self.page.cell(row, column, cell.text, look, status=cell.status)

    def stages(self, rows: Iterable[Row], column: int) -> Iterable[list[Row]]:
        """The rows of each stage together, the stage standing left of all of them in `column`."""
        for stage, of_stage in groupby(rows, key=lambda row: row.stage):
            together = list(of_stage)
            self.page.cell(self.page.row, column, stage, "code", down=len(together))
            yield together

    def check_line(self) -> None:
        """The line above what stands below the table for checking."""
        self.page.row += 1
        self.page.line(self.layout["check"], "section")

    def notes(self) -> None:
        """The notes below the table."""
        for note in self.table.notes:
            self.page.line(note.cells[NOTE].text or "")
