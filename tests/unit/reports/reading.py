"""Reading a report again, as a program does that gets the workbook: by the codes above the columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def sheets(path: Path) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in load_workbook(path).worksheets}


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def below(sheet: Worksheet, code: str) -> Any:
    """The value below a cell that holds just this code."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == code:
                return sheet.cell(cell.row + 1, cell.column).value
    raise AssertionError(f"{sheet.title} has no {code}")


def below_codes(sheet: Worksheet) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """The rows below L1, L2, …, up to the first empty one: what stands left of L1, and the rest by code."""
    found = rows(sheet)
    at = next(number for number, row in enumerate(found) if "L1" in row)
    codes = {str(code): column for column, code in enumerate(found[at]) if code}
    first = codes["L1"]
    left: tuple[Any, ...] = ()
    for row in found[at + 1 :]:
        if all(cell is None for cell in row) or not isinstance(row[first + 1], str | int | float):
            return
        # a merged cell stands in its first row only
        left = tuple(cell if cell is not None else before for cell, before in _pairs(row[:first], left))
        yield left, {code: row[column] for code, column in codes.items()}


def _pairs(cells: tuple[Any, ...], before: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    return zip(cells, before or (None,) * len(cells), strict=True)


def below_headings(sheet: Worksheet, *headings: str) -> list[dict[str, Any]]:
    """The rows below a row that starts with these headings, up to the first that lacks one of its cells."""
    found = rows(sheet)
    starts = [number for number, row in enumerate(found) if row[: len(headings)] == headings]
    records = []
    for start in starts:
        names = [str(name) for name in found[start]]
        for row in found[start + 1 :]:
            if any(cell is None for cell in row):
                break
            records.append(dict(zip(names, row, strict=True)))
    return records


def fill_of(sheet: Worksheet, value: object) -> set[str]:
    """The background colours of the cells that hold this value; `00000000` is none."""
    return {str(cell.fill.fgColor.rgb) for row in sheet.iter_rows() for cell in row if cell.value == value}


def listed(sheet: Worksheet) -> tuple[list[dict[str, Any]], list[tuple[str, float]]]:
    """The rows of a shortfall list with their indicator's code, and its sums: code and what is missing."""
    found = rows(sheet)
    at = next(number for number, row in enumerate(found) if row[:2] == ("镇街", "学校标识码"))
    names = [str(name) for name in found[at]]
    records, sums, code = [], [], ""
    for row in found[at + 1 :]:
        if all(cell is None for cell in row[1:]):
            code = str(row[0]).split(" ")[0]
        elif row[1] is None:
            sums.append((code, row[-1]))
        else:
            records.append({"指标代码": code, **dict(zip(names, row, strict=True))})
    return records, sums
