"""Random cells of a county's files made unreadable, and rows broken or doubled.

Every file keeps its shape. What does not belong here: what comes of it (verdicts).
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pipelines.contracts.check import check_file
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.ingest.fold import bare
from pipelines.settings import Settings

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
    """One change: what was done, in which file and sheet, at which row and column of it (counted from one).

    A row that was doubled is named by where it stands itself, not by where its double does. `word` is what
    was written into a cell that cannot be read.
    """

    kind: str
    path: str
    sheet: str
    row: int
    column: int
    word: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.path} {self.sheet} 第 {self.row} 行第 {self.column} 列"


def change_cells(raw: Path, county: str, number: int, rng: random.Random) -> list[Change]:
    """Change so many cells or rows of a county's files, each in another place; says which.

    A file keeps the time of its last change, which decides where two speak for one scope.
    """
    files = [path for path in sorted((raw / county).rglob("*")) if path.suffix in (*WORKBOOK, *TEXT)]
    done: list[Change] = []
    while len(done) < number:
        path = rng.choice(files)
        times = path.stat().st_atime_ns, path.stat().st_mtime_ns
        change = (_change_workbook if path.suffix in WORKBOOK else _change_text)(path, rng)
        if change:
            os.utime(path, ns=times)
            kind, sheet, row, column, word = change
            done.append(Change(kind, path.relative_to(raw).as_posix(), sheet, row, column, word))
    return done


def put_back(
    before: Path, raw: Path, changes: Sequence[Change], is_label: Callable[[Change], bool]
) -> list[Change]:
    """Put back files of which it cannot be said what they could have held; returns the changes of the others.

    Of a file that is refused nothing is known, and of one whose headings or labels cannot be read not what
    stands beside them.

    Args:
        before: the files before they were changed.
        raw: the changed files.
        changes: what was changed.
        is_label: whether a heading or the label of a form was changed.
    """
    settings = Settings()
    book, hasher = AliasBook.load(settings.aliases), Hasher(b"k" * 32)
    labelled = {change.path for change in changes if is_label(change)}
    refused = set()
    for path in {change.path for change in changes}:
        county, year, *_ = Path(path).parts
        result = check_file(
            raw / path,
            county_code=county,
            school_year=int(year[:4]),
            book=book,
            hasher=hasher,
            max_rejected_share=settings.max_rejected_share,
        )
        if result.state == "refused" or path in labelled:
            refused.add(path)
            shutil.copy2(before / path, raw / path)
    return [change for change in changes if change.path not in refused]


def _change_workbook(path: Path, rng: random.Random) -> tuple[str, str, int, int, str] | None:
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
    return kind, sheet.title, cell.row, cell.column, "" if kind == "double" else str(cell.value)


def _change_text(path: Path, rng: random.Random) -> tuple[str, str, int, int, str] | None:
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
        # at the end, so that the rows above keep their numbers
        last = len(lines) if lines[-1].strip() else len(lines) - 1
        lines.insert(last, separator.join(changed))
    else:
        column = column if kind == "cell" else 0
        changed[column] = rng.choice(UNREADABLE)
        lines[row] = separator.join(changed)
    path.write_bytes("\n".join(lines).encode(encoding))
    return kind, "", row + 1, column + 1, "" if kind == "double" else changed[column]


def tells_apart(above: Sequence[str]) -> bool:
    """Whether a column tells rows apart, by what stands in it above a row, its heading among it."""
    return any(bare(heading) in TELLING_APART for heading in above)


def _other(value: object, above: Sequence[str], rng: random.Random) -> object:
    """Another content of the same kind, so that two rows of one key differ; what tells a row apart stays."""
    if tells_apart(above):
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
