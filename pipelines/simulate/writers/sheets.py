"""Writing workbooks that are the same to the byte each time: title, headings, rows, 合计.

Knows nothing of schools; every shape of file passes its own headings.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.simulate.tables import NOTICE

Cell = str | float | int | None

_CREATED = datetime(2024, 1, 1, tzinfo=UTC)


@contextmanager
def workbook(path: Path, *, long: bool = False) -> Iterator[Workbook]:
    """Open a new workbook with a fixed date; `long` streams rows, which must then come in order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(str(path), {"constant_memory": long})
    book.set_properties({"created": _CREATED, "comments": NOTICE})
    yield book
    book.close()


def write_row(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    """Write one row from column A; None and empty text leave the cell empty."""
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, column, cell)
        elif cell is not None:
            sheet.write_number(row, column, cell)


def write_table(
    sheet: Worksheet,
    title: str | None,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    after: Iterable[Sequence[Cell]] = (),
) -> int:
    """Write title rows, one heading row, the rows and what stands below them.

    Args:
        sheet: an empty sheet.
        title: the first row, to which the notice is added; None when a 说明 sheet carries it.
        headings: the heading row.
        rows: the data.
        after: rows below the data, such as 合计.

    Returns:
        The row number in Excel of the first data row.
    """
    line = 0
    if title is not None:
        write_row(sheet, 0, [f"{title}（{NOTICE}）"])
        line = 1
    write_row(sheet, line, headings)
    first = line + 2
    for cells in rows:
        line += 1
        write_row(sheet, line, cells)
    for cells in after:
        line += 1
        write_row(sheet, line, cells)
    return first


def write_notice(book: Workbook) -> None:
    """Add a 说明 sheet that says the workbook is synthetic."""
    write_row(book.add_worksheet("说明"), 0, [f"{NOTICE}。本工作簿由模拟程序生成，仅用于演示和测试。"])
