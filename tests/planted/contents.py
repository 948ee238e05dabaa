"""The files with planted faults as they are known: the unreadable is blank, what is refused is not there.

A row that was set aside could hold anything: it is left out, and laid back with each content that it could
have had, by the lists of datasets.md. What does not belong here: what the figures make of it (figures).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.oracle import raw as oracle_files
from tests.oracle import sheets, workbook
from tests.planted.expected import KINDS
from tests.planted.files import Planted

Grid = list[list[object]]
Contents = dict[str, object]
"""For a fault that set its row aside, by kind: what stands in its cell; absent: no row at all."""
OF_ONE_KEY = ("duplicate_school", "duplicate_pupil", "duplicate_funds", "unknown_school_type")
"""Two rows of one key are one row of unknown content: the first, or the second, or any other."""
FIRST, SECOND, OTHER = "first", "second", "other"
KINDS_OF_SCHOOL = ("211", "311", "312", "511")
"""Kinds with the one stage, the other, both and none that is judged."""
POSSIBLE: dict[str, Sequence[object]] = {
    **dict.fromkeys(OF_ONE_KEY, (FIRST, SECOND, OTHER)),
    "duplicate_school": (FIRST, SECOND, *(f"{OTHER} {kind}" for kind in KINDS_OF_SCHOOL)),
    "unknown_school_type": (FIRST, *KINDS_OF_SCHOOL),
    "unknown_stage": ("小学", "初中", "高中"),
    "unknown_room_kind": ("音乐", "美术", "科学"),
    "unknown_change": ("转入", "转出", "死亡", "毕业"),
    "impossible_change_day": ("2021-10-08", "2023-03-01", "2024-11-11", "2025-06-30"),
}
TEXT = "text_named_xlsx"
LARGE = 500
SCHOOL_UNKNOWN = "short_school_code"
"""A school of which not even the code is known: no content says what it would be."""


def possible_contents(planted: Sequence[Planted]) -> Iterator[Contents]:
    """No row that was set aside at all, and all of them with each content that they could have had."""
    kinds = [one["kind"] for one in planted if one["kind"] in POSSIBLE]
    yield {}
    for at in range(max((len(POSSIBLE[kind]) for kind in kinds), default=0)):
        yield {kind: POSSIBLE[kind][at % len(POSSIBLE[kind])] for kind in kinds}


@contextmanager
def known(raw: Path, planted: Sequence[Planted], contents: Contents) -> Iterator[None]:
    """The independent calculation reads what is known, with these contents, while this is entered."""
    of_file: dict[Path, list[Planted]] = {}
    for one in planted:
        of_file.setdefault(raw / one["county"] / one["year"] / one["file"], []).append(one)
    refused = {path for path, faults in of_file.items() if any(_lands(one) == "nothing" for one in faults)}
    read_files = oracle_files._files
    texts = {path for path, faults in of_file.items() if any(one["kind"] == TEXT for one in faults)}

    def files(folder: Path) -> Iterator[Path]:
        return (path for path in read_files(folder) if path not in refused)

    def grids(file: Path) -> Iterator[tuple[str, Grid]]:
        if file in texts:
            yield "", sheets._text_grid(file.read_bytes())
            return
        rows = [one for one in of_file.get(file, []) if one["row"]]
        for name, grid in _read_grids(file):
            yield name, _as_known(grid, rows, contents) if rows else grid

    def forms(file: Path) -> dict[str, Grid]:
        return {} if file in texts else _read_forms(file)

    with (
        patch.object(oracle_files, "_files", files),
        patch.object(sheets, "_grids", grids),
        patch.object(workbook, "_forms", forms),
    ):
        yield


@cache
def _read_grids(file: Path) -> list[tuple[str, Grid]]:
    return list(_grids(file))


_grids, _read_forms = sheets._grids, cache(workbook._forms)


def _lands(fault: Planted) -> str:
    return KINDS[fault["kind"]].lands


def _as_known(grid: Grid, faults: Sequence[Planted], contents: Contents) -> Grid:
    rows, gone = [list(row) for row in grid], set()
    for fault in faults:
        at, lands = int(fault["row"]) - 1, _lands(fault)
        if lands == "not the cell":
            headings = KINDS[fault["kind"]].columns or (fault["column"],)
            for column in _columns(grid, headings):
                rows[at][column] = None
        if lands != "not the row":
            continue
        twin = _twin(grid, at) if fault["kind"] in OF_ONE_KEY else None
        content = contents.get(fault["kind"])
        gone |= {at, *([] if twin is None else [twin])}
        if content == FIRST and twin is not None:
            gone.discard(twin)
        elif content is not None:
            gone.discard(at)
        if str(content).startswith(OTHER):
            rows[at] = _changed(grid, rows[at], kind=str(content).removeprefix(OTHER).strip())
        elif content not in (None, FIRST, SECOND):
            (column,) = _columns(grid, (fault["column"],))
            rows[at][column] = content
            if fault["kind"] == "unknown_room_kind":
                # nothing is known of a room whose kind is not
                (area,) = _columns(grid, ("使用面积",))
                rows[at][area] = LARGE
    return [row for at, row in enumerate(rows) if at not in gone]


def _changed(grid: Grid, row: list[object], *, kind: str) -> list[object]:
    """A row of this kind of school and of another content: no figure, no answer is the same; codes stay."""
    other: dict[object, object] = {"是": "否", "否": "是"}
    changed = [
        other.get(cell, 0.01 if isinstance(cell, int | float) and cell < 1000 else cell) for cell in row
    ]
    if _has(grid, "办学类型码"):
        (column,) = _columns(grid, ("办学类型码",))
        changed[column] = kind
    return changed


def _columns(grid: Grid, headings: Sequence[str]) -> list[int]:
    """Where these headings stand, by the lowest row that has them."""
    wanted = {_bare(heading) for heading in headings}
    for row in grid[:12]:
        found = [at for at, cell in enumerate(row) if cell is not None and _bare(str(cell)) in wanted]
        if found:
            return found
    raise ValueError(f"no column {headings}")


def _bare(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).replace("(计)", "计").split("(")[0].strip()


def _twin(grid: Grid, at: int) -> int:
    """The row of the same key above a row: of those with its first code, what has most in common with it."""
    (code,) = _columns(grid, ("学校标识码",)) if not _has(grid, "学籍号") else _columns(grid, ("学籍号",))
    shared = [
        (row[code] == grid[at][code], sum(a == b for a, b in zip(row, grid[at], strict=False)))
        for row in grid[:at]
    ]
    return max(range(at), key=shared.__getitem__)


def _has(grid: Grid, heading: str) -> bool:
    return any(cell is not None and _bare(str(cell)) == heading for row in grid[:12] for cell in row)
