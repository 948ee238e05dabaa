"""Vertical forms (序号 | 类别 | 填报项目 | 单位 | 填报值) turned into a table of one row.

What does not belong here: which items a dataset knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipelines.ingest.fold import fold, unit_of
from pipelines.ingest.headings import top_rows
from pipelines.ingest.model import Area, Sheet, UnitFormat
from pipelines.ingest.oddities import SHIFTED_MARK

ITEM, VALUE, UNIT = "填报项目", "填报值", "单位"
_LIKE_A_UNIT = re.compile(r"[十百千万亿].*|.*[元币镑亩顷米]")
"""What measures money or areas, known or not; 班 or 名 beside an item only count."""
BESIDE = ("序号", "类别", ITEM, UNIT)
_OTHER_VALUES = re.compile(
    rf"(?:{VALUE}|[修更改订]正|调整|核[实定准对]|实[际有]|最[新终]|确认).*|(?!.*(?:标准|参考|应|规定|上年|去年|以前)).*[值数]"
)
"""How a column is headed beside 填报值 that may hold the values as well."""
_FIGURE = re.compile(r"\s*[-+]?[0-9０-９][0-9０-９,，.．]*\s*")
STRAY = 1
"""Figures without a heading beside a form, up to which they are somebody's jottings."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why it is not known which column of a form holds its values.

    Attributes:
        headings: the columns beside the items of which none is headed 填报值; none where several are.
        row: the first row in which it and another that may be meant differ, as the sender sees it.
    """

    headings: tuple[str, ...] = ()
    row: int | None = None


def unfolded(sheet: Sheet) -> Sheet:
    """A form as a sheet of a heading row and one row, each item a column; any other sheet as it is.

    The unit beside an item is put in brackets behind it. `cell_rows` and `cell_columns` keep the cell
    of each item's value.
    """
    for top, row in enumerate(top_rows(sheet.grid)):
        words = [fold(cell) if cell else "" for cell in row]
        if ITEM in words and VALUE in words and _first_difference(sheet, top, words) is None:
            return _one_row(sheet, top, words)
    return sheet


def unclear(sheet: Sheet) -> Unclear | None:
    """Why a form could not be unfolded; None for any other sheet."""
    for top, row in enumerate(top_rows(sheet.grid)):
        words = [fold(cell) if cell else "" for cell in row]
        if ITEM not in words:
            continue
        if VALUE in words:
            return Unclear(row=_first_difference(sheet, top, words))
        return Unclear(headings=tuple(cell for cell in row if cell and fold(cell) not in BESIDE))
    return None


def _first_difference(sheet: Sheet, top: int, words: Sequence[str]) -> int | None:
    """The first row in which a column headed 填报值, or one that may be meant so, has something else.

    None where the columns agree, or there is one.
    """
    found = []
    for at, others, figures in _columns_beside(sheet, top, words):
        if words[at] == VALUE:
            found += others
        elif _OTHER_VALUES.fullmatch(words[at]) or (not words[at] and len(figures) > STRAY):
            found += sorted({*others} & {*figures})
    return min(found, default=None)


def _columns_beside(
    sheet: Sheet, top: int, words: Sequence[str]
) -> Iterator[tuple[int, list[int], list[int]]]:
    """The columns that may hold values too: the rows that differ from 填报值, those with a figure."""
    value, item = words.index(VALUE), words.index(ITEM)
    rows = [
        (number, cells)
        for number, cells in enumerate(sheet.grid.slice(top + 1).rows(), start=top + 2)
        if fold(cells[item] or "") not in ("", ITEM)
    ]
    for at, word in enumerate(words):
        if at == value or word in BESIDE or (at < value and not word):
            continue
        others = [number for number, cells in rows if fold(cells[at] or "") != fold(cells[value] or "")]
        yield at, others, [number for number, cells in rows if _FIGURE.fullmatch(cells[at] or "")]


def _one_row(sheet: Sheet, top: int, words: list[str]) -> Sheet:
    item, value = words.index(ITEM), words.index(VALUE)
    unit = words.index(UNIT) if UNIT in words else None
    width = max(at for at, word in enumerate(words) if word) + 1
    headings, values, places = [], [], []
    unclear_units: list[UnitFormat] = []
    notes: list[str] = []
    for number, cells in enumerate(sheet.grid.slice(top + 1).rows(), start=top + 2):
        heading = (cells[item] or "").strip()
        if not heading or fold(heading) == ITEM:
            filled = [cell.strip() for cell in cells if cell and cell.strip()]
            notes += filled if len(filled) == 1 else []
            continue
        beside = fold(cells[unit] or "") if unit is not None else ""
        # a dash is no unit; a unit that differs from the item's own stays beside it, for people to settle
        unit_beside = unit_of(f"({beside})")
        headings.append(f"{heading}({beside})" if unit_beside not in (None, unit_of(heading)) else heading)
        if unit_beside is None and _LIKE_A_UNIT.fullmatch(beside):
            if unit_of(heading):
                # nothing tells which of the two is right, so it is no heading that anyone knows
                headings[-1] = f"{heading}({beside})"
            unclear_units.append(UnitFormat(len(headings) - 1, beside, beside, False, (1,)))
        is_shifted = sheet.is_text and any(cell and cell.strip() for cell in cells[width:])
        values.append(SHIFTED_MARK if is_shifted else cells[value])
        places.append(number)
    columns = {f"column_{at}": pair for at, pair in enumerate(zip(headings, values, strict=True))}
    grid = pl.DataFrame(
        {name: list(pair) for name, pair in columns.items()}, schema=dict.fromkeys(columns, pl.String)
    )
    titles = [cell for cells in sheet.grid.head(top).rows() for cell in cells if cell]
    label = " ".join([sheet.label, *titles]).strip()
    turned = _turned(sheet, value, {number - 1: at for at, number in enumerate(places)})
    turned["formats"] += tuple(unclear_units)
    return replace(
        sheet,
        grid=grid,
        label=label,
        cell_rows=tuple(places),
        cell_columns=(value + sheet.left,) * len(places),
        notes=tuple(notes),
        beside_values=tuple(_beside_values(sheet, top, words)),
        over_values=tuple(_over_values(sheet, top, places[0] if places else top + 1, value)),
        **turned,
    )


def _over_values(sheet: Sheet, top: int, first: int, value: int) -> Iterator[tuple[int, str]]:
    """The words in the column of the values right above its heading, and below it before the first item."""
    for row in (*range(max(top - 1, 0), top), *range(top + 1, first - 1)):
        word = (sheet.grid.row(row)[value] or "").strip()
        if word:
            yield row + 1, word


def _beside_values(sheet: Sheet, top: int, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings of columns with other figures than the values, each with the first row that differs."""
    for at, others, figures in _columns_beside(sheet, top, words):
        if words[at] and (rows := {*others} & {*figures}):
            yield min(rows), words[at]


def _turned(sheet: Sheet, value: int, columns: Mapping[int, int]) -> dict[str, Any]:
    """What a form's sheet tells of its values, each row become a column.

    Args:
        sheet: the form.
        value: the column of its values.
        columns: for each row of the form the column it has become.
    """
    areas = [
        [columns[row] for row in range(area.top, area.bottom + 1) if row in columns]
        for area in sheet.merged
        if area.left <= value <= area.right
    ]
    formats = (
        one._replace(column=columns[row], rows=(1,))
        for one in sheet.formats
        for row in one.rows
        if one.column == value and row in columns
    )
    return {
        "merged": tuple(Area(1, min(items), 1, max(items)) for items in areas if len(items) > 1),
        "cut": frozenset(
            (1, columns[row]) for row, column in sheet.cut if column == value and row in columns
        ),
        "formats": tuple(formats),
    }
