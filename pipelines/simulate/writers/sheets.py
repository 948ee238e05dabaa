"""Writing workbooks that are the same to the byte each time: title, headings, rows, 合计.

What does not belong here: anything about schools: every shape of file passes its own headings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    hints: Iterable[str] = (),
    groups: Mapping[str, str] | None = None,
    after: Iterable[Sequence[Cell]] = (),
) -> int:
    """Write title rows, the headings, the rows and what stands below them.

    Args:
        sheet: an empty sheet.
        title: the first row, to which the notice is added; None when a 说明 sheet carries it.
        headings: the heading row.
        rows: the data.
        hints: instruction rows between title and headings.
        groups: the group above a heading, where headings take two rows and are merged.
        after: rows below the data, such as 合计.

    Returns:
        The row number in Excel of the first data row.
    """
    line = 0
    if title is not None:
        write_row(sheet, 0, [f"{title}（{NOTICE}）"])
        line = 1
    for hint in hints:
        write_row(sheet, line, [hint])
        line += 1
    if groups:
        paths = [[groups[heading], heading] if heading in groups else [heading] for heading in headings]
        write_merged_headings(sheet, line, paths, 2)
        line += 1
    else:
        write_row(sheet, line, headings)
    first = line + 2
    for cells in rows:
        line += 1
        write_row(sheet, line, cells)
    for cells in after:
        line += 1
        write_row(sheet, line, cells)
    return first


def write_merged_headings(sheet: Worksheet, top: int, paths: Sequence[Sequence[str]], height: int) -> None:
    """Write heading paths into `height` rows from row `top` on.

    Equal neighbours of a level are merged across, the last step of a path down to the last row.
    """
    for level in range(height):
        start = 0
        while start < len(paths):
            path, end = paths[start], start
            while end + 1 < len(paths) and paths[end + 1][: level + 1] == path[: level + 1]:
                end += 1
            if level < len(path):
                last = level == len(path) - 1
                first_row, last_row = top + level, top + (height - 1 if last else level)
                if (first_row, start) == (last_row, end):
                    sheet.write_string(first_row, start, path[level])
                else:
                    sheet.merge_range(first_row, start, last_row, end, path[level])
            start = end + 1


def write_notice(book: Workbook) -> None:
    """Add a 说明 sheet that says the workbook is synthetic."""
    write_row(book.add_worksheet("说明"), 0, [f"{NOTICE}。本工作簿由模拟程序生成，仅用于演示和测试。"])
