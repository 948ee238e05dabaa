"""The files of the folder `county/` as rows, each with its file, its row and whose it is.

A table is a CSV file that is called like it, or a sheet of any workbook. What does not belong here: what
holds between rows (checking), and which rows count (taking).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.contracts.persons.numbers import holds_person_number
from pipelines.county_rows.faults import RowFault
from pipelines.county_rows.kinds import OPTIONAL, READ, expected, read_cell
from pipelines.county_rows.open_tables import Cells, OpenTable
from pipelines.county_rows.shown import county_of, is_as_shown
from pipelines.ingest.encoding import decode
from pipelines.ingest.model import Unreadable
from pipelines.ingest.sheets import WORKBOOK_SUFFIXES, read_sheets
from pipelines.sentences import Listed, Sentence

TABLES = ".csv"
NOT_READ = {".md", ".txt"}
"""Notes of people to themselves."""
NOT_A_FILE = (".", "~$", "_")
"""How names of no data begin, as in `raw/`; sheets too."""
ALIASES = "aliases"
"""The folder of a county's own headings, which others read (contracts)."""
NOTE, GUIDE = "#", "说明"
"""How a row begins that is a note, and the sheet of a workbook that is one."""
MIDNIGHT = " 00:00:00"
"""Behind a day, as a cell of a workbook tells it."""
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
        sheet: the sheet of a workbook; empty for a CSV file.
        is_as_shown: whether it is a row of the program that was shown to the county and not changed.
    """

    table: OpenTable
    path: Path
    row: int
    county_code: str | None
    cells: Cells
    sheet: str = ""
    is_as_shown: bool = False


@dataclass(frozen=True)
class _Place:
    """Where rows stand."""

    table: OpenTable
    path: Path
    sheet: str = ""

    def fault(self, row: int, found: str, expected: str, county_code: str | None = None) -> RowFault:
        return RowFault(self.path, row, found, expected, county_code, sheet=self.sheet, table=self.table.name)


def read_folder(folder: Path, tables: Mapping[str, OpenTable]) -> Iterator[OwnRow | RowFault]:
    """Every row of every file, or what is wrong with it."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        suffix = path.suffix.lower()
        if path.name.startswith(NOT_A_FILE) or suffix in NOT_READ or path.name == ALIASES:
            continue
        if suffix in WORKBOOK_SUFFIXES:
            yield from _read_workbook(path, tables)
        elif suffix == TABLES and path.stem in tables:
            yield from _read_table(path, tables[path.stem])
        else:
            known = [f"{name}{TABLES}" for name in sorted(tables)]
            yield RowFault(
                path,
                1,
                Sentence("不是能在这里填的表"),
                Sentence("其中之一：{known}", known=known),
                remedy=Sentence("请改名或移走该文件"),
            )


def _read_table(path: Path, table: OpenTable) -> Iterator[OwnRow | RowFault]:
    try:
        text = decode(path.read_bytes())
    except Unreadable as unreadable:
        finding = unreadable.finding
        yield RowFault(path, 1, finding.found, finding.expected, table=table.name)
        return
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    yield from _read_rows(_Place(table, path), rows)


def _read_workbook(path: Path, tables: Mapping[str, OpenTable]) -> Iterator[OwnRow | RowFault]:
    """Every sheet of a workbook whose name ends in that of a table, or that is the only one of the file."""
    try:
        sheets = read_sheets(path.read_bytes(), path.name)
    except Unreadable as unreadable:
        yield RowFault(path, 1, unreadable.finding.found, unreadable.finding.expected)
        return
    for sheet in sheets:
        rows = [[(cell or "").strip().removesuffix(MIDNIGHT) for cell in row] for row in sheet.grid.rows()]
        if sheet.label.startswith((*NOT_A_FILE, GUIDE)) or not any(map(any, rows)):
            continue
        name = _last_word(sheet.label)
        table = tables.get(name) or (tables.get(path.stem) if len(sheets) == 1 else None)
        if table is None:
            known = [f"{table.title} {name}" for name, table in tables.items()]
            said = Sentence("表名结尾是其中之一：{known}", known=known)
            remedy = Sentence("请改名，或把这一页的名称改成以“{guide}”开头", guide=GUIDE)
            found = Sentence("不是能在这里填的表")
            yield RowFault(path, 1, found, said, remedy=remedy, sheet=sheet.label)
        else:
            yield from _read_rows(_Place(table, path, sheet.label), rows)


def _read_rows(place: _Place, rows: Sequence[list[str]]) -> Iterator[OwnRow | RowFault]:
    header: list[str] | None = None
    for number, row in enumerate(rows, start=1):
        if header is not None and any(map(county_of, row)):
            yield from _read_shown(place, number, header, row)
        elif not any(row) or next(filter(None, row)).startswith(NOTE):
            continue
        elif header is None:
            header = [_last_word(cell) for cell in row]
            if fault := _wrong_header(place, number, header):
                yield fault
                return
        else:
            yield _read_row(place, number, header, row)


def _last_word(text: str) -> str:
    """The name of a table or column, before which its Chinese one may stand."""
    return text.split()[-1] if text.split() else ""


def _wrong_header(place: _Place, number: int, header: list[str]) -> RowFault | None:
    table = place.table
    named = [name for name in header if name]
    missing = [name for name in table.columns if name not in named]
    unknown = [name for name in named if name not in table.columns]
    twice = sorted({name for name in named if named.count(name) > 1})
    found = []
    if missing:
        found.append(Sentence("缺{names}列", names=_all_shown(missing)))
    if unknown:
        found.append(Sentence("多出{names}列", names=_all_shown(unknown)))
    if twice:
        found.append(Sentence("重复{names}列", names=_all_shown(twice)))
    expected_header = Sentence("表头 {columns}", columns=",".join(table.columns))
    return place.fault(number, Listed(found, "，"), expected_header) if found else None


def _all_shown(names: Sequence[str]) -> Listed:
    return Listed(map(_shown, names), "")


def _shown(cell: str) -> str:
    """A cell as a fault repeats it."""
    return Sentence("（内容不显示）") if holds_person_number(cell) else f"“{cell[:BEHIND]}”"


def _read_row(place: _Place, number: int, header: list[str], row: list[str]) -> OwnRow | RowFault:
    table = place.table
    given = {name: cell for name, cell in zip(header, row, strict=False) if name}
    county = given.get(table.county_column) or None
    whose = county if county and read_cell("county", county) else None

    def fault(found: str, what: str) -> RowFault:
        return place.fault(number, found, what, whose)

    if len(row) > len(header) and any(row[len(header) :]):
        return fault(
            Sentence("有 {cells} 格", cells=len(row)),
            Sentence("{cells} 格；文字里有逗号的要加引号", cells=len(header)),
        )
    cells: dict[str, str | None] = {}
    for name, kind in table.columns.items():
        cell = given.get(name, "")
        if not cell and (not table.for_all if name == table.county_column else _must_be_filled(table, kind)):
            return fault(Sentence("“{name}”列是空的", name=name), expected(kind))
        value = read_cell(kind, cell) if cell else None
        if cell and value is None:
            return fault(Sentence("“{name}”列是{cell}", name=name, cell=_shown(cell)), expected(kind))
        # what is of its kind is no number of a person, also a 核实号 such as QQABCDEF
        if cell and kind not in READ and holds_person_number(cell):
            return fault(
                Sentence("“{name}”列里有证件号、电话一类的号码", name=name), Sentence("不含号码的文字")
            )
        cells[name] = value
    return OwnRow(table, place.path, number, cells[table.county_column], cells, place.sheet)


def _read_shown(place: _Place, number: int, header: list[str], row: list[str]) -> Iterator[OwnRow | RowFault]:
    """A row that was shown to the county; what is wrong with it only where the county changed it."""
    mark = next(filter(county_of, row))
    cells = {name: cell for name, cell in zip(header, row, strict=False) if name and cell != mark}
    read = _read_row(place, number, header, [county_of(cell) or cell for cell in row])
    if not is_as_shown(mark, cells):
        yield read
    elif isinstance(read, OwnRow):
        yield replace(read, is_as_shown=True)


def _must_be_filled(table: OpenTable, kind: str) -> bool:
    return table.seed is None and kind != OPTIONAL
