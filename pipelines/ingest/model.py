"""What reading yields: sheets of text, and findings for the person who sent the file.

What does not belong here: reading itself, and what a dataset is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import polars as pl

Severity = Literal["refuse", "set_aside", "unknown", "warn", "note"]
MOST_CELLS = 20_000_000
"""Cells of a sheet's rectangle; each takes some 35 bytes while it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a sender should know; its words are Chinese, and none of them is personal.

    Attributes:
        rule: the rule's name, for machines.
        severity: what follows: the file is refused, the row set aside, or nothing but the word.
        found: what was found, without the place; the middle of a sentence, so without a full stop.
        expected: what should be there instead, so that it can be read on from 应为.
        remedy: what to do about it, a sentence.
        dataset: the dataset it concerns, if known.
        sheet: the sheet it stands in.
        row: the row as the sender sees it, counted from 1.
        column: the heading as handed in.
        further_rows: rows with the same fault in that column that no finding of their own tells of.
    """

    rule: str
    severity: Severity
    found: str
    expected: str
    remedy: str
    dataset: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    further_rows: tuple[int, ...] = ()

    @property
    def message(self) -> str:
        """Where, what was found and what is expected, as one sentence."""
        where = place(self.sheet, self.row, self.column)
        return f"{where}{'：' if where else ''}{self.found_and_expected}"

    @property
    def found_and_expected(self) -> str:
        """The same sentence without the place, for where that stands beside it."""
        return f"{self.found}，应为{self.expected}。"


def place(sheet: str | None, row: int | None = None, column: str | None = None) -> str:
    """Where something stands, as far as known, in Chinese; empty where nothing is."""
    parts = [
        f"工作表“{sheet}”" if sheet else "",
        f"第 {row} 行" if row else "",
        f"“{column}”列" if column else "",
    ]
    return "".join(parts)


class Area(NamedTuple):
    """Cells from a corner to a corner, both included; rows and columns counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


def letters(column: int) -> str:
    """A column's letters, counted from 0: A, B, … Z, AA."""
    number, found = column + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


class Address(NamedTuple):
    """A cell of a file as its sender sees it: the sheet's name, row and column counted from 0."""

    sheet: str
    row: int
    column: int

    @property
    def shown(self) -> str:
        """The cell as a spreadsheet names it: `D12`."""
        return f"{letters(self.column)}{self.row + 1}"


class UnitFormat(NamedTuple):
    """A number format of cells of a column that shows a unit behind the number.

    Attributes:
        column: the column of the grid, counted from 0.
        code: the format, such as `0.0"亩"`.
        unit: the unit it shows, in the spelling of `fold.same_unit`.
        is_scaled: whether it shows the number larger or smaller than it is stored, so that the unit is that
            of what is seen and not of what is read.
        rows: the rows of its cells, counted from 0.
    """

    column: int
    code: str
    unit: str
    is_scaled: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of text.

    Attributes:
        name: how the sheet is called in messages; empty for a text file, the member's path before it in a
            zip.
        grid: every cell as text, one string column per column; row `i` of the frame is row `i + 1` of the
            sheet.
        label: the name the sender gave the sheet; empty for text, because nothing is told by a file's name.
        cell_rows: for a vertical form turned into one row: per column the row it stood in, counted from 1.
        cell_columns: beside `cell_rows`: per column the column it stood in, as the sender sees it, from 0.
        left: empty columns before the first filled one, which the frame lacks.
        merged: areas of merged cells, of which only the first cell is filled.
        cell_sheets: for a row, or a table, put together from several sheets: per column the sheet it stood
            in.
        is_text: whether it is a text file, whose cells stand where its separators put them.
        cut: rows and columns of the grid with number cells such as 1985.1, which may have been typed as
            1985.10.
        formats: the units that number formats show, by column.
        comments: rows and columns of cells with a comment, counted from 0, as the sender sees them.
        notes: for a vertical form turned into one row: what stands alone below its items.
        over_values: of such a form what stands right above and below the heading of its values, each with
            the row as the sender sees it.
        beside_values: of such a form the headings of columns with other figures than its values, likewise.
        findings: what was noticed while reading.
    """

    name: str
    grid: pl.DataFrame
    label: str = ""
    cell_rows: tuple[int, ...] = ()
    cell_columns: tuple[int, ...] = ()
    left: int = 0
    merged: tuple[Area, ...] = ()
    cell_sheets: tuple[str, ...] = ()
    is_text: bool = False
    cut: frozenset[tuple[int, int]] = frozenset()
    formats: tuple[UnitFormat, ...] = ()
    comments: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    over_values: tuple[tuple[int, str], ...] = ()
    beside_values: tuple[tuple[int, str], ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def prefix(self) -> str:
        """What stands before the sheet's own name: in a zip the member's path."""
        return self.name.removesuffix(self.label)

    def name_at(self, column: int) -> str:
        """The name of the sheet in which a column stood."""
        return self.cell_sheets[column] if self.cell_sheets else self.name

    @property
    def addresses(self) -> tuple[Address, ...]:
        """For a form or a row put together: where the cell of each column stood; empty for a table."""
        if not self.cell_rows:
            return ()
        sheets = self.cell_sheets or (self.name,) * len(self.cell_rows)
        places = zip(sheets, self.cell_rows, self.cell_columns, strict=True)
        return tuple(Address(sheet, row - 1, column) for sheet, row, column in places)


class Unreadable(Exception):
    """A file that cannot be read at all; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refusal(rule: str, found: str, expected: str, remedy: str) -> Unreadable:
    """The exception for a file that cannot be read, made of its finding's parts."""
    return Unreadable(Finding(rule=rule, severity="refuse", found=found, expected=expected, remedy=remedy))


def too_large(size: int, most: int) -> Unreadable:
    """A file, or a text, of more bytes than are read."""
    mega = 1024**2
    return refusal(
        "too_large",
        f"文件有 {size // mega} MB",
        f"不超过 {most // mega} MB 的文件",
        "请删去无关的列和空行，按学校或年级拆成几个文件后重新报送。",
    )


def too_wide(rows: int, columns: int) -> Unreadable:
    """A sheet, or a text, whose rectangle has more cells than are read."""
    return refusal(
        "too_wide",
        f"有工作表的内容伸展到第 {rows} 行、第 {columns} 列，通常是最后一行或最后一列有多余的内容",
        f"不超过 {MOST_CELLS // 10_000} 万个单元格的工作表",
        "请删除表格以外的行和列（选中后删除，不要只清除内容），另存后重新报送。",
    )


def password_protected() -> Unreadable:
    """A workbook that only opens with a password."""
    return refusal(
        "password_protected",
        "文件设有打开密码，无法读取",
        "不用密码就能打开的文件",
        "请取消打开密码、重新保存后报送。",
    )
