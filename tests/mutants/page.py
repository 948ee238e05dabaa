"""Sheets before they are written: cells of every kind, merged areas, what is hidden.

What does not belong here: writing them in a format (writers), changing them (of_*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Uncomputed:
    """A formula that no program ever computed."""


@dataclass(frozen=True)
class Failed:
    """A formula whose result is an error, such as `#DIV/0!`."""

    error: str = "#DIV/0!"


@dataclass(frozen=True)
class Raised:
    """A text with a raised sign behind it."""

    text: str
    raised: str


@dataclass(frozen=True)
class Struck:
    """A content that is struck out."""

    content: str | int | float


Cell = str | int | float | Uncomputed | Failed | Raised | Struck | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Page:
    """One sheet; merged areas are top, left, bottom, right, formats number formats by row and column."""

    name: str
    rows: Sequence[Row]
    merged: Sequence[tuple[int, int, int, int]] = ()
    is_hidden: bool = False
    hidden_rows: Sequence[int] = ()
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def with_cell(self, row: int, column: int, cell: Cell) -> Page:
        """The page with one other cell."""
        changed = [list(one) for one in self.rows]
        changed[row] += [None] * (column + 1 - len(changed[row]))
        changed[row][column] = cell
        return replace(self, rows=changed)

    def with_rows(self, at: int, *rows: Row) -> Page:
        """The page with rows put in before one."""
        return replace(self, rows=[*self.rows[:at], *rows, *self.rows[at:]])

    def without_column(self, column: int) -> Page:
        """The page without a column."""
        return replace(self, rows=[[*row[:column], *row[column + 1 :]] for row in self.rows])

    def with_column(self, column: int, cells: Row) -> Page:
        """The page with a column put in before one; `cells` from the first row down."""
        padded = [*cells, *[None] * (len(self.rows) - len(cells))]
        width = max(map(len, self.rows))
        rows = [[*row, *[None] * (width - len(row))] for row in self.rows]
        return replace(
            self,
            rows=[[*row[:column], cell, *row[column:]] for row, cell in zip(rows, padded, strict=True)],
        )
