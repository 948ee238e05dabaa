"""Workbooks (.xlsx, .xlsm, .xls, .ods) through calamine, every cell as text.

What does not belong here: text files, headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

import fastexcel
import polars as pl

from pipelines.ingest.hidden import hidden_cells, hidden_sheets
from pipelines.ingest.invisible import cleaned, has_invisible
from pipelines.ingest.legacy import legacy_facts
from pipelines.ingest.model import Area, Finding, Sheet, UnitFormat, Unreadable, password_protected, refusal
from pipelines.ingest.number_formats import shown_unit, shows_another
from pipelines.ingest.oddities import (
    DOUBLED_MARK,
    ERROR_MARK,
    LOST_MARK,
    SHOWN_MARK,
    STRUCK_MARK,
    UNCOMPUTED_MARK,
)
from pipelines.ingest.package import doubled_cells
from pipelines.ingest.parts import Parts
from pipelines.ingest.sheet_facts import NOTHING_KNOWN, Place, SheetFacts
from pipelines.ingest.worksheet_xml import WorksheetFacts

MOST_COLUMNS = 2000
"""Columns looked at: workbooks that declare 16,384 columns hold nothing in most of them."""
MOST_BELOW = 10_000
"""Rows below the last one with a value in which formulas without a result are looked for."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LEGACY_BEGIN = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
"""How the stream of a workbook of Excel 5 to 2003 begins."""
FILE_PASS, RECORDS_SEARCHED = b"\x2f\x00", 6


def read_workbook(content: bytes, parts: Parts | None = None) -> list[Sheet]:
    """Every sheet of a workbook that is not hidden; row `i` of a sheet's frame is row `i + 1` in Excel.

    Args:
        content: the whole file.
        parts: what its parts tell beside the cells; None for a legacy workbook, which has none.

    Raises:
        Unreadable: the workbook is damaged or encrypted, or all of its sheets are hidden.
    """
    try:
        reader = fastexcel.read_excel(content)
        names = reader.sheet_names
        facts = _facts(content, names, parts)
        sheets = [
            _sheet(reader, name, one, content)
            for name, one in zip(names, facts, strict=True)
            if not one.is_hidden
        ]
    except (KeyboardInterrupt, SystemExit, Unreadable):
        raise
    except BaseException as error:  # a damaged file can make the Rust reader panic, which is no Exception
        raise _why(content, str(error)) from error
    hidden = [name for name, one in zip(names, facts, strict=True) if one.is_hidden]
    told = [hidden_sheets(hidden)] if hidden else []
    if hidden and not sheets:
        raise Unreadable(replace(told[0], severity="refuse"))
    if sheets and parts and parts.pictures:
        told.append(_pictures(parts.pictures))
    if sheets:
        sheets[0] = replace(sheets[0], findings=(*told, *sheets[0].findings))
    return sheets


def _facts(content: bytes, names: Sequence[str], parts: Parts | None) -> list[SheetFacts]:
    """The facts of each sheet, in the order of the names."""
    if parts is not None:
        return [parts.of(name) for name in names]
    facts = legacy_facts(content)
    return facts if facts and len(facts) == len(names) else [NOTHING_KNOWN] * len(names)


def _sheet(reader: fastexcel.ExcelReader, name: str, facts: SheetFacts, content: bytes) -> Sheet:
    lefts: list[int] = []

    def wanted(column: Any) -> bool:
        lefts.append(column.absolute_index)
        return bool(column.index < MOST_COLUMNS)

    # None for skip_rows would drop empty rows at the top, and with them the true row numbers
    load = partial(reader.load_sheet, name, header_row=None, skip_rows=0, dtypes="string", use_columns=wanted)
    if facts.failed is None:
        # only the slower way says where formulas failed
        batch, failed = load(eager=False).to_arrow_with_errors()
        marks = [(*cell.position, ERROR_MARK) for cell in (failed.errors if failed else ())]
    else:
        batch, marks = load(eager=True), []
    # the grid begins at the first column that is filled
    left = min(lefts, default=0)
    marks += [(row, column - left, ERROR_MARK) for row, column in facts.failed or ()]
    marks += [(row, column - left, UNCOMPUTED_MARK) for row, column in facts.uncomputed]
    marks += [(row, column - left, LOST_MARK) for row, column in facts.lost]
    marks += [(row, column - left, text) for (row, column), text in facts.raised.items()]
    marks += [(row, column - left, SHOWN_MARK) for row, column in _shown_otherwise(facts)]
    marks += [(row, column - left, STRUCK_MARK) for row, column in facts.struck]
    marks += [(row, column - left, DOUBLED_MARK) for row, column in facts.doubled]
    grid = cast(pl.DataFrame, pl.from_arrow(batch))
    known = facts.values if isinstance(facts, WorksheetFacts) and len(lefts) <= MOST_COLUMNS else 0
    if isinstance(facts, WorksheetFacts) and facts.part and known > _filled(grid) + len(marks):
        marks += [(row, column - left, DOUBLED_MARK) for row, column in doubled_cells(content, facts.part)]
    grid = _marked(grid, marks)
    return Sheet(
        name,
        cleaned(grid) if has_invisible(batch) else grid,
        name,
        merged=tuple(
            Area(top, first - left, bottom, last - left) for top, first, bottom, last in facts.merged
        ),
        left=left,
        cut=frozenset((row, column - left) for row, column in facts.cut),
        formats=_unit_formats(facts, left),
        comments=tuple(sorted(facts.comments)),
        findings=(*hidden_cells(name, grid, left, facts), *_text_boxes(name, facts.text_boxes)),
    )


def _filled(grid: pl.DataFrame) -> int:
    """How many cells are not blank."""
    return grid.height * grid.width - sum(grid.null_count().row(0)) if grid.width else 0


def _shown_otherwise(facts: SheetFacts) -> list[Place]:
    """The number cells that are shown as another number; where a unit stands beside it, that settles it."""
    codes = {code for code in facts.formats.values() if shows_another(code) and not shown_unit(code)}
    return [place for place, code in facts.formats.items() if code in codes]


def _unit_formats(facts: SheetFacts, left: int) -> tuple[UnitFormat, ...]:
    """The units that number formats show, by column and code."""
    rows: dict[tuple[int, str], list[int]] = {}
    for (row, column), code in facts.formats.items():
        rows.setdefault((column - left, code), []).append(row)
    return tuple(
        UnitFormat(column, code, shown.unit, shown.is_scaled, tuple(sorted(found)))
        for (column, code), found in sorted(rows.items())
        if (shown := shown_unit(code))
    )


def _marked(grid: pl.DataFrame, marks: Sequence[tuple[int, int, str]]) -> pl.DataFrame:
    """The grid with marks at rows and columns.

    What lies beside the grid has no heading and is left; what lies below it is a row that else were blank.
    """
    by_column: dict[int, dict[int, str]] = {}
    for row, column, mark in marks:
        if 0 <= column < grid.width and row < grid.height + MOST_BELOW:
            by_column.setdefault(column, {})[row] = mark
    height = max((max(rows) + 1 for rows in by_column.values()), default=0)
    if height > grid.height:
        grid = pl.concat([grid, grid.clear(height - grid.height)])
    return grid.with_columns(
        grid.to_series(column).scatter(list(rows), list(rows.values())) for column, rows in by_column.items()
    )


def _pictures(number: int) -> Finding:
    return Finding(
        rule="pictures",
        severity="note",
        found=f"文件中有 {number} 张图片，图片里的内容不会读取，图片下面的单元格照常读取",
        expected="录入单元格的数据",
        remedy="如果数据在图片里，请录入到单元格中；否则不必理会。",
    )


def _text_boxes(sheet: str, number: int) -> list[Finding]:
    if not number:
        return []
    return [
        Finding(
            rule="text_boxes",
            severity="note",
            found=f"有 {number} 个文本框，里面的文字没有读取",
            expected="写在单元格里的数据和说明",
            remedy="请核对文本框里的文字；改变了数的口径或单位的，请改成约定的数；否则不必理会。",
            sheet=sheet,
        )
    ]


def _why(content: bytes, reason: str) -> Unreadable:
    protected = ENCRYPTED in content or "assword" in reason or _needs_a_password(content)
    return password_protected() if protected else damaged()


def _needs_a_password(content: bytes) -> bool:
    """Whether one of the first records of a legacy workbook says that the rest is encrypted."""
    begin = LEGACY_BEGIN.search(content)
    at = begin.start() if begin else len(content)
    for _ in range(RECORDS_SEARCHED):
        kind, length = content[at : at + 2], int.from_bytes(content[at + 2 : at + 4], "little")
        if kind == FILE_PASS:
            return True
        at += 4 + length
    return False


def damaged() -> Unreadable:
    """A workbook that cannot be opened."""
    return refusal(
        "unreadable_workbook",
        "文件不是完整的 Excel 工作簿，无法打开，可能已损坏或没有传完",
        "能用 Excel 打开的工作簿",
        "请用 Excel 打开原表，确认内容无误后另存为 .xlsx 重新报送。",
    )
