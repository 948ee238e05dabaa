"""What must hold between the rows of counties, and between them and the shipped registry.

A row of a table that says whose a row is takes the place of the shipped one for that county alone. Every
other table is common to all counties, so there a county only adds: in a layer, and under codes, that nobody
else has. What does not belong here: single cells (reading), and what only the whole registry can show
(night.own_registry).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipelines.county_rows.faults import RowFault
from pipelines.county_rows.open_tables import LAYER, OpenTable
from pipelines.county_rows.reading import OwnRow
from pipelines.ingest.model import place

Key = tuple[str | None, ...]


def faults_between(rows: Sequence[OwnRow], tables: Mapping[str, OpenTable]) -> Iterator[RowFault]:
    """What is wrong with rows that are right one by one; of two with one key, the later."""
    yield from _keys_that_stand_twice(rows)
    yield from _codes_of_others(rows)
    yield from _layers_of_others(rows, tables)
    yield from _unknown_codes(rows)


def _fault(row: OwnRow, found: str, expected: str) -> RowFault:
    return RowFault(row.path, row.row, found, expected, row.county_code, sheet=row.sheet)


def key_of(row: OwnRow, columns: Iterable[str]) -> Key:
    """A row's values in some columns."""
    return tuple(row.cells[column] for column in columns)


def told_once(rows: Iterable[OwnRow]) -> list[OwnRow]:
    """The rows without those that say in another file or sheet what one before them says."""
    first: dict[tuple[str, Key], OwnRow] = {}
    kept = []
    for row in rows:
        said = (row.table.name, tuple(row.cells.values()))
        before = first.setdefault(said, row)
        if before is row or _file(before) == _file(row):
            kept.append(row)
    return kept


def _file(row: OwnRow) -> tuple[Path, str]:
    return row.path, row.sheet


def _keys_that_stand_twice(rows: Sequence[OwnRow]) -> Iterator[RowFault]:
    told: dict[tuple[str, str | None, Key], OwnRow] = {}
    for row in rows:
        key = (row.table.name, row.county_code, key_of(row, row.table.key))
        before = told.setdefault(key, row)
        if before is not row:
            columns = "、".join(row.table.key)
            if _file(before) == _file(row):
                yield _fault(
                    row, f"{columns} {_shown(key[2])} 在{place(None, before.row)}已有", "一个主键一行"
                )
            else:
                where = f"{before.path.name} {place(before.sheet, before.row)}"
                found = f"{columns} {_shown(key[2])} 在 {where} 已有，内容不同"
                yield _fault(row, found, "一处：两个文件里只写一处，或写得一样")


def _codes_of_others(rows: Sequence[OwnRow]) -> Iterator[RowFault]:
    """In a table common to all counties a county adds codes and takes nobody's."""
    first: dict[tuple[str, Key], OwnRow] = {}
    shipped: dict[str, set[Key]] = {}
    for row in sorted(rows, key=lambda row: row.county_code is not None):
        table = row.table
        if table.seed is None or table.has_county or LAYER in table.replaces:
            continue
        key = key_of(row, table.replaces)
        if table.name not in shipped:
            shipped[table.name] = {tuple(one[column] for column in table.replaces) for one in table.shipped}
        owner = first.setdefault((table.name, key), row)
        if row.county_code is None:
            continue
        if key in shipped[table.name] or owner.county_code != row.county_code:
            whose = owner.county_code if owner.county_code != row.county_code else None
            found = f"{_shown(key)} 已由{f'县 {whose}' if whose else '各县通用的登记表'}使用"
            yield _fault(row, found, f"别处没有用过的 {'、'.join(table.replaces)}，如加上本县代码")


def _layers_of_others(rows: Sequence[OwnRow], tables: Mapping[str, OpenTable]) -> Iterator[RowFault]:
    """A layer belongs to one county or to all: else one county's thresholds would judge another."""
    with_layer = [table for table in tables.values() if table.seed and LAYER in table.columns]
    owners: dict[str | None, str | None] = {row[LAYER]: None for table in with_layer for row in table.shipped}
    for row in sorted(rows, key=lambda row: row.county_code is not None):
        if row.table.seed is None or LAYER not in row.table.columns:
            continue
        layer = row.cells[LAYER]
        owner = owners.setdefault(layer, row.county_code)
        if row.county_code is not None and owner != row.county_code:
            whose = f"县 {owner} 的" if owner else "各县通用的"
            yield _fault(row, f"层“{layer}”是{whose}", "本县自己的层，如本县代码；并写进本县标准的 layers")


def _unknown_codes(rows: Sequence[OwnRow]) -> Iterator[RowFault]:
    for row in rows:
        for column, to in row.table.refers_to.items():
            value = row.cells[column]
            if value is None or value in to.shipped:
                continue
            own = {
                one.cells[to.column]
                for one in rows
                if one.table.name == to.table and one.county_code in (None, row.county_code)
            }
            if value not in own:
                yield _fault(row, f"“{column}”列是“{value}”", f"{to.table} 里有的 {to.column}")


def _shown(key: Key) -> str:
    return "、".join(value or "（空）" for value in key)
