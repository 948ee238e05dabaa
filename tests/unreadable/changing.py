"""Random cells of a county's files made unreadable, and rows broken or doubled.

Every file keeps its shape. What does not belong here: what comes of it (verdicts).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.ingest.fold import bare

TELLING_APART = {
    bare(dataset.columns[name].heading)
    for dataset in DATASETS.values()
    for name in dataset.key
    if name in dataset.columns
}
"""Headings of keys: a second row with another key would be one more, not the same twice."""
UNREADABLE = ("正在办理", "见附件", "12 13", "45①", "#REF!", "待核实?", "？？")
WORKBOOK, TEXT = (".xlsx",), (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Change:
    """One change: what was done, in which file, at which row and column of it (counted from one)."""

    kind: str
    path: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.kind} {self.path} 第 {self.row} 行第 {self.column} 列"


def change_cells(raw: Path, county: str, number: int, rng: random.Random) -> list[Change]:
    """Change so many cells or rows of a county's files, each in another place; says which."""
    files = [path for path in sorted((raw / county).rglob("*")) if path.suffix in (*WORKBOOK, *TEXT)]
    done: list[Change] = []
    while len(done) < number:
        path = rng.choice(files)
        change = (_change_workbook if path.suffix in WORKBOOK else _change_text)(path, rng)
        if change:
            kind, row, column = change
            done.append(Change(kind, path.relative_to(raw).as_posix(), row, column))
    return done


def _change_workbook(path: Path, rng: random.Random) -> tuple[str, int, int] | None:
    book = openpyxl.load_workbook(path)
    sheet = rng.choice([one for one in book.worksheets if one.max_row > 1])
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    if not filled:
        return None
    cell = rng.choice(filled)
    kind = rng.choice(("cell", "cell", "cell", "row", "double"))
    if kind == "double":
        values = [one.value for one in sheet[cell.row]]
        above = [str(one.value) for one in sheet[cell.column_letter][: cell.row - 1]]
        values[cell.column - 1] = _other(cell.value, above, rng)
        sheet.append(values)
    else:
        target = cell if kind == "cell" else next(one for one in sheet[cell.row] if one.value is not None)
        if isinstance(target, openpyxl.cell.MergedCell):
            return None
        target.value = rng.choice(UNREADABLE)
        cell = target
    book.save(path)
    return kind, cell.row, cell.column


def _change_text(path: Path, rng: random.Random) -> tuple[str, int, int] | None:
    content = path.read_bytes()
    encoding = next(one for one in ("utf-8-sig", "gb18030") if _reads(content, one))
    lines = content.decode(encoding).split("\n")
    separator = "\t" if "\t" in lines[1] else ","
    rows = [at for at, line in enumerate(lines) if line.count(separator) > 1 and '"' not in line][1:]
    if not rows:
        return None
    row = rng.choice(rows)
    cells = lines[row].rstrip("\r").split(separator)
    column = rng.choice([at for at, cell in enumerate(cells) if cell] or [0])
    kind = rng.choice(("cell", "cell", "cell", "row", "double"))
    changed = list(cells)
    if kind == "double":
        above = [line.split(separator)[column] for line in lines[:row] if line.count(separator) >= column]
        changed[column] = str(_other(cells[column], above, rng))
        lines.insert(row + 1, separator.join(changed))
    else:
        column = column if kind == "cell" else 0
        changed[column] = rng.choice(UNREADABLE)
        lines[row] = separator.join(changed)
    path.write_bytes("\n".join(lines).encode(encoding))
    return kind, row + 1, column + 1


def _other(value: object, above: Sequence[str], rng: random.Random) -> object:
    """Another content of the same kind, so that two rows of one key differ; what tells a row apart stays."""
    if any(bare(heading) in TELLING_APART for heading in above):
        return value
    if isinstance(value, int | float):
        return value + rng.randint(1, 9)
    text = str(value)
    return str(int(text) + 1) if text.isdigit() and len(text) < 6 else text


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
