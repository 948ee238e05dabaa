"""A workbook and its pages: cells are typed, missing is said in a word, heights and printing are seen to.

Numbers are written as numbers, as the marts print them (standard.md §9), so a person and a program read the
same. What does not belong here: rounding, and what a table says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import xlsxwriter
from xlsxwriter.format import Format

from pipelines.warehouse.versions import Version
from pipelines.workbooks.paper import ROW, breaks, height, scale, set_up
from pipelines.workbooks.style import look


class Book:
    """A workbook, written when its context ends; the same figures give the same bytes.

    Args:
        path: where it is written; folders are made.
        version: the version its figures are from, named in every footer.
        words: what people read for a verdict's code.
    """

    def __init__(self, path: Path, version: Version, words: Mapping[str, str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.version, self.words = version, words
        self.workbook = xlsxwriter.Workbook(path)
        self.workbook.set_properties({"created": version.created_at.replace(tzinfo=None)})
        self._formats: dict[tuple[str, str | None, int | None], Format] = {}
        self._pages: list[Page] = []

    def page(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Page:
        """A new page with columns of these widths (in characters of half width)."""
        page = Page(self, name, widths, landscape=landscape)
        self._pages.append(page)
        return page

    def format(self, name: str, status: str | None, decimals: int | None) -> Format:
        """The format of a cell, made once."""
        key = name, status, decimals
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(look(*key))
        return self._formats[key]

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for page in self._pages:
                page.finish()
            self.workbook.close()


class Page:
    """One sheet, filled from above; `row` is the next free row, counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], *, landscape: bool) -> None:
        self.row = 0
        self._book, self._widths = book, widths
        self._heights: dict[int, float] = {}
        self._kept: list[tuple[int, int]] = []
        self._repeated: range = range(0)
        self._sheet = sheet = book.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_default_row(ROW)
        set_up(sheet, f"{name} · 数据版本 {book.version.name}", landscape=landscape)
        sheet.hide_gridlines(2)

    def head(self, title: str, *under: str) -> None:
        """The page's title and the lines below it."""
        for text, name in [(title, "title"), *((line, "under") for line in under)]:
            self.line(text, name)

    def line(self, text: str, name: str = "note") -> None:
        """A text over the whole width."""
        self.cell(self.row, 0, text, name, across=len(self._widths))
        self.row += 1

    def headings(self, texts: Sequence[str], *, repeat_from: int | None = None) -> None:
        """A row of headings; with `repeat_from` the rows from there on stand on every printed page."""
        for column, text in enumerate(texts):
            self.cell(self.row, column, text, "heading")
        if repeat_from is not None:
            self._repeated = range(repeat_from, self.row + 1)
            self._sheet.repeat_rows(repeat_from, self.row)
            self._sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def filter(self, first_row: int) -> None:
        """Let a reader filter the table from the headings in `first_row` to the last row filled."""
        if self.row > first_row + 1:
            self._sheet.autofilter(first_row, 0, self.row - 1, len(self._widths) - 1)

    def cell(
        self,
        row: int,
        column: int,
        value: str | float | None,
        name: str = "label",
        *,
        status: str | None = None,
        decimals: int | None = None,
        across: int = 1,
        down: int = 1,
    ) -> None:
        """One cell.

        Args:
            row: counted from 0.
            column: counted from 0.
            value: a text; a number; None for what is missing, which is said in a word.
            name: how it looks (style).
            status: the verdict that gives it its colour.
            decimals: with how many a number is shown; as it is when not given.
            across: over how many columns it goes.
            down: over how many rows it goes.
        """
        if value is None:
            status = "not_applicable" if status == "not_applicable" else "no_data"
            value, decimals, name = self._book.words[status], None, "missing"
        form = self._book.format(name, status, None if isinstance(value, str) else decimals)
        if across > 1 or down > 1:
            self._sheet.merge_range(row, column, row + down - 1, column + across - 1, "", form)
        if isinstance(value, str):
            self._sheet.write_string(row, column, value, form)
            width = sum(self._widths[column : column + across])
            for part in range(row, row + down):
                self._make_room(part, height(value, width, name) / down)
        else:
            self._sheet.write_number(row, column, value, form)

    def link(self, row: int, column: int, text: str, sheet: str) -> None:
        """A text that leads to another sheet of the workbook."""
        self.cell(row, column, text, "link")
        form = self._book.format("link", None, None)
        self._sheet.write_url(row, column, f"internal:'{sheet}'!A1", form, text)

    def figure(
        self,
        row: int,
        column: int,
        printed: str | int | None,
        status: str | None = None,
        *,
        name: str = "figure",
    ) -> None:
        """A number as the marts print it, `98.0`; the word for what is missing stands in its place."""
        if printed is None:
            self.cell(row, column, None, name, status=status)
        else:
            decimals = str(printed).partition(".")[2]
            self.cell(row, column, float(printed), name, status=status, decimals=len(decimals))

    def verdict(self, row: int, column: int, status: str, *, beside: str | None = None) -> None:
        """The word for a verdict in its colour, and a note on it below."""
        word = self._book.words[status]
        self.cell(row, column, f"{word}\n{beside}" if beside else word, "verdict", status=status)

    def keep_together(self, first_row: int) -> None:
        """Have the rows from there to the last one filled on one page, where a page holds them."""
        self._kept.append((first_row, self.row))

    def finish(self) -> None:
        """Set what is known only at the end: heights and what is printed."""
        for row, points in self._heights.items():
            self._sheet.set_row(row, points)
        if self._kept:
            above = sum(self._height(row) for row in range(self._kept[0][0]))
            repeated = sum(self._height(row) for row in self._repeated)
            blocks = [
                (first, sum(self._height(row) for row in range(first, end))) for first, end in self._kept
            ]
            hundredths = scale(self._widths)
            self._sheet.set_h_pagebreaks(breaks(blocks, above, repeated, hundredths))
            # a sheet that is fitted to its paper breaks where the program likes
            self._sheet.set_print_scale(hundredths)
        self._sheet.print_area(0, 0, max(self.row - 1, 0), len(self._widths) - 1)

    def _height(self, row: int) -> float:
        return self._heights.get(row, ROW)

    def _make_room(self, row: int, points: float) -> None:
        self._heights[row] = max(self._heights.get(row, ROW), points)
