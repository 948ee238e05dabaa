"""The files of the folder `county/` as rows, each with its file, its row and whose it is.

What does not belong here: what holds between rows (checking).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.county_rows.faults import RowFault
from pipelines.county_rows.kinds import expected, read_cell
from pipelines.county_rows.open_tables import Cells, OpenTable
from pipelines.ingest.encoding import decode
from pipelines.ingest.model import Unreadable

TABLES = ".csv"
NOT_READ = {".md", ".txt"}
"""Notes of people to themselves."""
NOT_A_FILE = (".", "~$", "_")
"""How names of no data begin, as in `raw/`."""
BEHIND = 80
"""Signs of a cell that a fault repeats at most."""


@dataclass(frozen=True)
class OwnRow:
    """A row as a county wrote it.

    Attributes:
        table: which table it is of.
        path: the file.
        row: as a spreadsheet counts.
        county_code: whose it is; None for all counties.
        cells: by column, read; blank ones are None.
    """

    table: OpenTable
    path: Path
    row: int
    county_code: str | None
    cells: Cells


def read_folder(folder: Path, tables: Mapping[str, OpenTable]) -> Iterator[OwnRow | RowFault]:
    """Every row of every file, or what is wrong with it."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(NOT_A_FILE) or path.suffix.lower() in NOT_READ:
            continue
        table = tables.get(path.stem)
        if table is None or path.suffix.lower() != TABLES:
            known = "、".join(f"{name}{TABLES}" for name in sorted(tables))
            yield RowFault(path, 1, "不是能在这里填的表", f"其中之一：{known}", remedy="请改名或移走该文件")
        else:
            yield from _read_table(path, table)


def _read_table(path: Path, table: OpenTable) -> Iterator[OwnRow | RowFault]:
    try:
        text = decode(path.read_bytes())
    except Unreadable as unreadable:
        yield RowFault(path, 1, unreadable.finding.found, unreadable.finding.expected)
        return
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    if not any(map(any, rows)):
        return
    header = rows[0]
    if fault := _wrong_header(path, table, header):
        yield fault
        return
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            yield _read_row(path, table, number, header, row)


def _wrong_header(path: Path, table: OpenTable, header: list[str]) -> RowFault | None:
    named = [name for name in header if name]
    missing = [name for name in table.columns if name not in named]
    unknown = [name for name in named if name not in table.columns]
    twice = sorted({name for name in named if named.count(name) > 1})
    whats = (("缺", missing), ("多出", unknown), ("重复", twice))
    found = "，".join(f"{what}“{'”“'.join(names)}”列" for what, names in whats if names)
    return RowFault(path, 1, found, f"表头 {','.join(table.columns)}") if found else None


def _read_row(
    path: Path, table: OpenTable, number: int, header: list[str], row: list[str]
) -> OwnRow | RowFault:
    given = {name: cell for name, cell in zip(header, row, strict=False) if name}
    county = given.get(table.county_column) or None
    whose = county if county and read_cell("county", county) else None

    def fault(found: str, what: str) -> RowFault:
        return RowFault(path, number, found, what, whose)

    if len(row) > len(header) and any(row[len(header) :]):
        return fault(f"有 {len(row)} 格", f"{len(header)} 格；文字里有逗号的要加引号")
    cells: dict[str, str | None] = {}
    for name, kind in table.columns.items():
        cell = given.get(name, "")
        if not cell and (not table.for_all if name == table.county_column else table.seed is None):
            return fault(f"“{name}”列是空的", expected(kind))
        if cell and holds_person_number(cell) and kind not in ("county", "double", "integer"):
            return fault(f"“{name}”列里有证件号、电话一类的号码", "不含号码的文字")
        value = read_cell(kind, cell) if cell else None
        if cell and value is None:
            return fault(f"“{name}”列是“{cell[:BEHIND]}”", expected(kind))
        cells[name] = value
    return OwnRow(table, path, number, cells[table.county_column], cells)
