"""What one table states about its units, level by level, the nearest first (datasets.md, "When in doubt" 3).

What does not belong here: how a statement is understood, and which of them decides (units).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.contracts.recognising.units import Doubt, Statement, decided, statements, unit_known, units_in
from pipelines.ingest.fold import bare
from pipelines.ingest.headings import Heading, HeadingBlock
from pipelines.ingest.model import Sheet
from pipelines.ingest.units import Unit

MOSTLY = 0.5
"""Share of the filled cells of a row that must be units for the row to be one of units."""
LAST_ROWS, MOST_IN_A_NOTE = 30, 2
"""How far from the end notes are looked for, and filled cells of such a row."""
OF_UNITS = "单位"
BLANK = frozenset(("-", "—", "/", "--"))


@dataclass(frozen=True, slots=True)
class StatedUnits:
    """The units that a table states.

    Attributes:
        block: its heading, a row of units below it included.
        below: by column, what the row of units says.
        beside: what a column of units says, row by row.
        formats: by column, what the number formats of its cells say; one that shows a number scaled is not
            understood, and one that only some of the cells have leaves the others in doubt.
        around: what titles, notes and the name of the sheet say.
        lines: what these titles and notes say beside.
    """

    block: HeadingBlock
    below: Mapping[int, Statement]
    beside: Sequence[Statement]
    formats: Mapping[int, Sequence[Statement]]
    around: Sequence[Statement]
    lines: Sequence[str]

    @classmethod
    def of(cls, sheet: Sheet, block: HeadingBlock) -> StatedUnits:
        """What a sheet states about the units of one of its tables."""
        below: Mapping[int, Statement] = {}
        if not sheet.cell_rows:
            below = _row_of_units(sheet.grid, block)
            block = replace(block, bottom=block.bottom + 1) if below else block
        lines = (*block.titles, *_notes(sheet.grid, block), *sheet.notes, sheet.label)
        around = [one for line in lines for one in statements(line)]
        beside = _column_of_units(sheet.grid, block)
        return cls(block, below, beside, _formats(sheet, block), around, [*map(_without_units, lines)])

    def of_column(self, heading: Heading, meant: Unit) -> Unit | Doubt | None:
        """The unit a column's figures are in; None where nothing is stated.

        Args:
            heading: the column.
            meant: the unit the column lands in.
        """
        own = [[Statement(units, "", word)] for word in reversed(heading.path) if (units := units_in(word))]
        row = [self.below[heading.index]] if heading.index in self.below else []
        shown = self.formats.get(heading.index, ())
        name = bare(heading.path[-1])
        around = [one for one in self.around if one.names(name) or not self._is_about_others(one)]
        return decided(meant, name, [*own, row, self.beside, shown, around])

    def _is_about_others(self, statement: Statement) -> bool:
        """Whether a statement names columns of the table: then it says nothing of the others."""
        names = (bare(heading.path[-1]) for heading in self.block.headings)
        return statement.singles_out and any(map(statement.names, names))


def _without_units(line: str) -> str:
    """What a line says beside the units that it states."""
    told = unicodedata.normalize("NFKC", line)
    for one in statements(line):
        told = told.replace(one.text, " ")
    return told


def _row_of_units(grid: pl.DataFrame, block: HeadingBlock) -> Mapping[int, Statement]:
    """The units right below the headings, by column; empty where that row is none of units."""
    if block.bottom >= grid.height:
        return {}
    cells = {at: cell.strip() for at, cell in enumerate(grid.row(block.bottom)) if cell and cell.strip()}
    words = {at: cell for at, cell in cells.items() if cell not in BLANK}
    units = {at: unit for at, cell in words.items() if (unit := unit_known(cell))}
    if not units or len(units) < MOSTLY * len(words) or any(cell[:1].isdigit() for cell in words.values()):
        return {}
    return {at: Statement((units[at],) if at in units else (), "", cell) for at, cell in words.items()}


def _column_of_units(grid: pl.DataFrame, block: HeadingBlock) -> list[Statement]:
    """What stands in columns headed 单位, 金额单位 or the like; nothing where these are no units."""
    told: list[Statement] = []
    rows = block.rows_of(grid)
    for heading in block.headings:
        if not bare(heading.path[-1]).endswith(OF_UNITS) or heading.index >= rows.width:
            continue
        cells = rows.to_series(heading.index).str.strip_chars().drop_nulls().unique(maintain_order=True)
        words = [cell for cell in cells if cell and cell not in BLANK]
        units = {cell: unit for cell in words if (unit := unit_known(cell))}
        if len(units) > MOSTLY * len(words):
            told += [Statement((units[cell],) if cell in units else (), "", cell) for cell in words]
    return told


def _formats(sheet: Sheet, block: HeadingBlock) -> Mapping[int, Sequence[Statement]]:
    """What number formats say of the figures of a table, by column."""
    found: dict[int, list[Statement]] = {}
    end = sheet.grid.height if block.end is None else block.end
    for one in sheet.formats:
        covered = [row for row in one.rows if block.bottom <= row < end]
        unit = None if one.is_scaled else unit_known(one.unit)
        if covered:
            found.setdefault(one.column, []).append(Statement((unit,) if unit else (), "", one.code))
            cells = sheet.grid.to_series(one.column)
            filled = [row for row in range(block.bottom, end) if (cells[row] or "")[:1].isdigit()]
            if not {*filled} <= {*covered}:
                found[one.column].append(Statement((), "", one.code))
    return found


def _notes(grid: pl.DataFrame, block: HeadingBlock) -> list[str]:
    """What stands alone in the last rows of a table."""
    end = grid.height if block.end is None else block.end
    first = max(block.bottom, end - LAST_ROWS)
    notes = []
    for row in grid.slice(first, end - first).rows():
        cells = [cell for cell in row if cell and cell.strip()]
        notes += cells if len(cells) <= MOST_IN_A_NOTE else []
    return notes
