"""Turns one raw file into tables: headings as paths, rows of plain cells.

Knows spreadsheets and text files, merged headings and title rows. Does not know any dataset's meaning:
that is `raw.py`.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

HeadingPath = tuple[str, ...]
Grid = list[list[object]]

TEXTS = {".csv", ".tsv", ".txt"}
PASSED_OVER = {"说明", "填报说明", "封面", "目录"}
ANCHORS = (
    "问卷编号",
    "学校标识码",
    "填报项目",
    "财政年度",
    "考试名称",
    "监测年度",
    "指标代码",
    "事项编号",
    "高中学校",
    "身份证件号",
)
UNITS = "平方米|m2|万元|元|人|间|个|所|台|册|%|学时|小时|年"
UNIT_IN_BRACKETS = re.compile(rf"\((?:{UNITS})\)")


@dataclass(frozen=True)
class Table:
    """One sheet: where it is, what stands above the headings, headings (paths) and data rows.

    `first_row` is the number of the first data row as one sees it in the file.
    """

    file: Path
    sheet: str
    title: str
    headings: list[HeadingPath]
    rows: Grid
    first_row: int = 1


def heading(cell: object) -> str:
    """A heading as it is compared: folded to half width, without blanks, `#` and a unit in brackets."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(cell if cell is not None else "")))
    folded = re.sub("[—–~]+", "-", folded) if re.search(r"\d[—–~]+\d", folded) else folded
    return UNIT_IN_BRACKETS.sub("", folded).lstrip("#")


def tables(file: Path) -> Iterator[Table]:
    """Every table of a file; sheets that only explain are passed over.

    Raises:
        ValueError: a sheet holds no known heading, or the kind of file is not read here.
    """
    for sheet, grid in _grids(file):
        if sheet.strip() in PASSED_OVER or not any(cell not in (None, "") for row in grid for cell in row):
            continue
        yield _table(file, sheet, grid)


def _grids(file: Path) -> Iterator[tuple[str, Grid]]:
    if file.suffix.lower() == ".zip":
        with zipfile.ZipFile(file) as packed:
            for member in packed.namelist():
                if Path(member).suffix.lower() not in TEXTS:
                    raise ValueError(f"the oracle does not read {member} in {file}")
                yield member, _text_grid(packed.read(member))
    elif file.suffix.lower() in TEXTS:
        yield "", _text_grid(file.read_bytes())
    elif file.suffix.lower() in {".xlsx", ".xlsm"}:
        yield from _workbook_grids(file)
    else:
        raise ValueError(f"the oracle does not read {file}")


def _text_grid(content: bytes) -> Grid:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    delimiter = "\t" if text.split("\n", 1)[0].count("\t") > 0 else ","
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _workbook_grids(file: Path) -> Iterator[tuple[str, Grid]]:
    """Cells of each sheet; one with headings of several rows or with gaps is read again with merges."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    grids: dict[str, Grid] = {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }
    book.close()
    several = [
        name for name, grid in grids.items() if _heading_rows(grid) not in (None, 1) or _has_gaps(grid)
    ]
    if several:
        merged = openpyxl.load_workbook(file, data_only=True)
        for name in several:
            for area in merged[name].merged_cells.ranges:
                _spread(grids[name], area.min_row - 1, area.max_row, area.min_col - 1, area.max_col)
    yield from grids.items()


def _spread(grid: Grid, top: int, bottom: int, left: int, right: int) -> None:
    """Writes the value of a merged area into each of its cells."""
    for row in grid[top:bottom]:
        row.extend([None] * (right - len(row)))
    for row in grid[top:bottom]:
        row[left:right] = [grid[top][left]] * (right - left)


def _anchor(grid: Grid) -> tuple[int, int] | None:
    for number, row in enumerate(grid[:40]):
        found = {heading(cell): column for column, cell in enumerate(row) if cell is not None}
        for anchor in ANCHORS:
            if anchor in found:
                return number, found[anchor]
    return None


def _has_gaps(grid: Grid) -> bool:
    """Whether a column has no word in the row of the known heading, but one in the row above it."""
    anchor = _anchor(grid)
    if anchor is None or anchor[0] == 0:
        return False
    above, row = grid[anchor[0] - 1], grid[anchor[0]]
    return any(word is not None and row[at] is None for at, word in enumerate(above[: len(row)]))


def _heading_rows(grid: Grid) -> int | None:
    """How many rows the headings take, or None when no known heading is there."""
    anchor = _anchor(grid)
    if anchor is None:
        return None
    top, column = anchor
    if heading(grid[top][column]) != "学校标识码":
        # a key column is never blank: what is blank below its heading, or repeats it, belongs to the headings
        headings = {"", heading(grid[top][column])}
        below = (heading(row[column]) if column < len(row) else "" for row in grid[top + 1 :])
        return next((at for at, word in enumerate(below, start=1) if word not in headings), 1)
    for below, row in enumerate(grid[top + 1 : top + 12], start=1):
        if column < len(row) and re.fullmatch(r"\d{10}", str(row[column] or "").strip()):
            return below
    return 1


def _table(file: Path, sheet: str, grid: Grid) -> Table:
    anchor, height = _anchor(grid), _heading_rows(grid)
    if anchor is None or height is None:
        raise ValueError(f"{file}, sheet {sheet!r}: no known heading")
    top = anchor[0]
    title = " ".join(str(cell) for row in grid[:top] for cell in dict.fromkeys(row) if cell is not None)
    block = grid[top : top + height]
    width = max(len(row) for row in block)
    headings = [_path(block, column) for column in range(width)]
    return Table(file, sheet, title, headings, grid[top + height :], first_row=top + height + 1)


def _path(block: Sequence[Sequence[object]], column: int) -> HeadingPath:
    """The heading of one column from top to bottom, each step once."""
    steps = [heading(row[column]) if column < len(row) else "" for row in block]
    return tuple(step for at, step in enumerate(steps) if step and (at == 0 or step != steps[at - 1]))
