"""The files as they were before they were changed, and contents laid over them.

What does not belong here: what a cell could have held (contents).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.oracle import sheets, workbook
from tests.unreadable.changing import Change
from tests.unreadable.contents import (
    HEADINGS,
    SETS_ASIDE,
    Filling,
    Grid,
    Open,
    contents,
    figure,
    is_amount,
    is_empty,
    is_headed,
    is_key,
    is_name,
    is_of_classes,
)

SCHOOL, SUBJECT, INDICATOR = "学校标识码", "主体代码", "指标代码"


class Originals:
    """The files below a raw folder as they were before they were changed, each read once."""

    def __init__(self, raw: Path) -> None:
        self._raw = raw
        self._grids = cache(lambda file: list(_read_grids(file)))
        self._forms = cache(_read_forms)

    def is_label(self, change: Change) -> bool:
        """Whether it is a heading or the label of a form that cannot be read, and no content."""
        file, grid = self._raw / change.path, self._grid(change)
        row, column = change.row - 1, change.column - 1
        if row >= len(grid) or column >= len(grid[row]):
            return False
        if self._forms(file) or any("填报项目" in map(str, line) for line in grid[:HEADINGS]):
            return figure(str(grid[row][column]).strip()) is None
        anchor, height = _anchor(grid), _heading_rows(grid)
        return anchor is not None and row < anchor[0] + (height or 1)

    def open_cells(self, change: Change) -> list[Open]:
        """The cells that a change leaves open: one, or where a row stands twice all but those of its key."""
        grid = self._grid(change)
        row, column = change.row - 1, change.column - 1
        if row >= len(grid):
            return []  # a cell of a double, whose row is open as it is
        columns = [column] if change.kind != "double" else self._beside_the_key(grid, row)
        # a class set aside is one of unknown size, as where its size is blank
        lands = change.kind != "double" or bool(self._forms(self._raw / change.path)) or is_of_classes(grid)
        return [
            Open(
                (change.path, change.sheet, row, at),
                contents(grid, row, at, change.word),
                is_figure=lands and is_amount(grid, row, at),
            )
            for at in columns
            if at < len(grid[row]) and not is_empty(grid[row][at])
        ]

    def cells_set_aside(self, change: Change, school: str, indicator: str) -> list[Open]:
        """What a change leaves open where its row is set aside: nothing but where it counts is known of it.

        Where that is open, too, it may be any school's that its file speaks for, or any indicator's.

        Args:
            change: what was changed.
            school: the school that is asked about; blank for the county.
            indicator: the indicator that is asked about.
        """
        grid = self._grid(change)
        row, column = change.row - 1, change.column - 1
        if row >= len(grid) or self._forms(self._raw / change.path):
            return self.open_cells(change)
        tells = is_key(grid, row, column) or is_headed(grid, row, column, SETS_ASIDE)
        if change.kind != "double" and (not tells or is_name(grid, row, column, change.word)):
            return self.open_cells(change)
        found = [
            Open((change.path, change.sheet, row, at), contents(grid, row, at), is_amount(grid, row, at))
            for at in self._beside_the_key(grid, row)
        ]
        if change.kind == "double":
            return found
        place = (change.path, change.sheet, row, column)
        if is_headed(grid, row, column, (SCHOOL, SUBJECT)) and school:
            return [*found, Open(place, [school])]
        if is_headed(grid, row, column, (INDICATOR,)):
            return [*found, Open(place, [indicator])]
        return [*found, *self.open_cells(change)]

    def _beside_the_key(self, grid: Grid, row: int) -> list[int]:
        return [at for at, cell in enumerate(grid[row]) if not is_empty(cell) and not is_key(grid, row, at)]

    @contextmanager
    def filled(self, filling: Filling) -> Iterator[None]:
        """The independent calculation reads the files with these contents while this is entered."""
        by_file: dict[Path, dict[tuple[str, int, int], object]] = {}
        for (path, sheet, row, column), content in filling.items():
            by_file.setdefault(self._raw / path, {})[sheet, row, column] = content

        def laid_over(file: Path, name: str, grid: Grid) -> Grid:
            cells = {place[1:]: cell for place, cell in by_file.get(file, {}).items() if place[0] == name}
            return _with(grid, cells) if cells else grid

        def grids(file: Path) -> Iterator[tuple[str, Grid]]:
            return ((name, laid_over(file, name, grid)) for name, grid in self._grids(file))

        def forms(file: Path) -> dict[str, Grid]:
            found = self._forms(file)
            return {name.split("_")[0]: laid_over(file, name, grid) for name, grid in found.items()}

        with patch.object(sheets, "_grids", grids), patch.object(workbook, "_forms", forms):
            yield

    def _grid(self, change: Change) -> Grid:
        return next(grid for name, grid in self._sheets(self._raw / change.path) if name == change.sheet)

    def _sheets(self, file: Path) -> list[tuple[str, Grid]]:
        forms = self._forms(file)
        return list(forms.items()) if forms else self._grids(file)


_read_grids, _forms = sheets._grids, workbook._forms
_anchor, _heading_rows = sheets._anchor, sheets._heading_rows


def _read_forms(file: Path) -> dict[str, Grid]:
    """The sheets of a statistics workbook by their whole names; none of any other file."""
    return dict(_read_grids(file)) if _forms(file) else {}


def _with(grid: Grid, cells: Mapping[tuple[int, int], object]) -> Grid:
    changed = [list(line) if any(row == at for row, _ in cells) else line for at, line in enumerate(grid)]
    for (row, column), content in cells.items():
        changed[row][column] = content
    return changed
