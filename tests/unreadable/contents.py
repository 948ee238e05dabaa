"""What cells that cannot be read could have held, laid over the files that they stood in.

By the words of the file itself and of the lists that datasets.md prints, not by the project's contracts: what
is concluded from it is held against what these make of the files. What does not belong here: which verdicts
come of it (bounds).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.oracle import sheets, workbook
from tests.unreadable.changing import Change, tells_apart

Grid = list[list[object]]
Place = tuple[str, str, int, int]
"""A cell: its file below `raw/`, its sheet, its row and column, counted from zero."""
Filling = Mapping[Place, object]
LISTS = (
    ("是", "否"),
    ("达标", "不达标", "待核"),
    ("优秀", "良好", "合格", "不合格"),
    ("属实", "不属实", "核查中"),
    ("满意", "基本满意", "一般", "不满意"),
    ("无", "校级", "县级", "市级", "省级", "国家级"),
    ("特教学校", "随班就读", "特教班", "送教上门", "未入学"),
    ("音乐", "美术"),
    ("专科", "本科", "硕士研究生", "博士研究生"),
)
"""Lists of datasets.md: a cell with one of their words could have held any of them."""
FEW = 8
"""Of so many different words of a column that is no such list one is tried."""
MUCH = 50
"""What a figure could have been at most, as a multiple of what it is."""
NO_AMOUNTS = ("码", "编号", "序号", "年份", "年度", "年月", "日期")
"""Words of the headings of columns whose figures are codes, years or days."""
HEADINGS = 12
"""Rows at the top in which the headings stand."""


@dataclass(frozen=True)
class Open:
    """A cell whose content is open, and what it could have held; the first is what it held."""

    place: Place
    contents: Sequence[object]


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
            return _figure(str(grid[row][column]).strip()) is None
        anchor, height = _anchor(grid), _heading_rows(grid)
        return anchor is not None and row < anchor[0] + (height or 1)

    def open_cells(self, change: Change) -> list[Open]:
        """The cells that a change leaves open: one, or where a row stands twice all but those of its key."""
        grid = self._grid(change)
        row, column = change.row - 1, change.column - 1
        if row >= len(grid):
            return []  # a cell of a double, whose row is open as it is
        columns = [column]
        if change.kind == "double":
            columns = [
                at for at, cell in enumerate(grid[row]) if not _empty(cell) and not _is_key(grid, row, at)
            ]
        return [
            Open((change.path, change.sheet, row, at), _contents(grid, row, at))
            for at in columns
            if at < len(grid[row]) and not _empty(grid[row][at])
        ]

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


def at_once(cells: Sequence[Open], number: int) -> Filling:
    """Each cell with the content of this number, so that all are as small, or as large, at once."""
    return {one.place: one.contents[number % len(one.contents)] for one in cells}


def at_random(cells: Sequence[Open], rng: random.Random) -> Filling:
    """Each cell with one of its contents."""
    return {one.place: rng.choice(one.contents) for one in cells}


def _contents(grid: Grid, row: int, column: int) -> list[object]:
    cell = grid[row][column]
    told = str(cell).strip()
    for words in LISTS:
        if told in words:
            return [cell, *(word for word in words if word != told)]
    figure = _figure(told)
    if figure is not None and not _is_code(grid, column):
        least = 1 if _counts_pupils(grid, row, column) else 0
        return [cell, *(_as(cell, one) for one in (least, round(figure * MUCH), 1, round(figure / 2)))]
    if _is_key(grid, row, column):
        return [cell, *_other_keys(grid, row, column)]
    seen = {str(line[column]).strip(): line[column] for line in grid[row:] if column < len(line)}
    return [cell, *[one for word, one in sorted(seen.items()) if word != told and not _empty(one)][:FEW]]


def _other_keys(grid: Grid, row: int, column: int) -> list[object]:
    """Keys of other rows that would not make this one the second of its key."""
    keys = [at for at in range(len(grid[row])) if _is_key(grid, row, at)]

    def key(line: Sequence[object], content: object) -> tuple[str, ...]:
        return tuple(str(content if at == column else line[at]) for at in keys if at < len(line))

    there = {key(line, line[column]) for line in grid if column < len(line)}
    others = {str(line[column]): line[column] for line in grid[row + 1 :] if column < len(line)}
    free = [one for one in others.values() if not _empty(one) and key(grid[row], one) not in there]
    return [one for one in free if str(one) != str(grid[row][column])][:FEW]


def _is_key(grid: Grid, row: int, column: int) -> bool:
    above = grid[: min(row, HEADINGS)]
    return tells_apart(
        [str(line[column]) for line in above if column < len(line) and line[column] is not None]
    )


def _is_code(grid: Grid, column: int) -> bool:
    """Whether its heading says that the column holds no amounts."""
    above = [str(line[column]) for line in grid[:HEADINGS] if column < len(line)]
    return any(
        word in heading
        for heading in above
        for word in ("码", "编号", "序号", "年份", "年度", "年月", "日期")
    )


def _counts_pupils(grid: Grid, row: int, column: int) -> bool:
    """Whether it is a number of pupils: a school without any is another kind of school."""
    above = [line[column] for line in grid[:HEADINGS] if column < len(line)]
    return any(word in str(cell) for cell in (*above, *grid[row]) for word in ("在校生", "学生"))


def _figure(told: str) -> float | None:
    try:
        return float(told)
    except ValueError:
        return None


def _as(cell: object, figure: int) -> object:
    """A figure as the cell had it: a text in a file of text."""
    return str(figure) if isinstance(cell, str) else figure


def _empty(cell: object) -> bool:
    return cell is None or str(cell).strip() == ""


def _with(grid: Grid, cells: Mapping[tuple[int, int], object]) -> Grid:
    changed = [list(line) if any(row == at for row, _ in cells) else line for at, line in enumerate(grid)]
    for (row, column), content in cells.items():
        changed[row][column] = content
    return changed
