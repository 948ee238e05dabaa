"""What must hold between the rows of counties, and between them and the shipped registry.

A row of a table that says whose a row is takes the place of the shipped one for that county alone. Every
other table is common to all counties, so there a county only adds: in a layer, and under codes, that nobody
else has. What does not belong here: single cells (reading), and what only the whole registry can show
(night.own_registry).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipelines.county_rows.faults import RowFault, place_of
from pipelines.county_rows.open_tables import LAYER, OpenTable
from pipelines.county_rows.reading import OwnRow
from pipelines.sentences import Listed, Sentence

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
            columns, values = row.table.key, _shown(key[2])
            if _file(before) == _file(row):
                found = Sentence(
                    "{columns} {values} 在第 {row} 行已有", columns=columns, values=values, row=before.row
                )
                yield _fault(row, found, Sentence("一个主键一行"))
            else:
                found = Sentence(
                    "{columns} {values} 在 {path} {place} 已有，内容不同",
                    columns=columns,
                    values=values,
                    path=before.path.name,
                    place=place_of(before.sheet, before.row),
                )
                yield _fault(row, found, Sentence("一处：两个文件里只写一处，或写得一样"))


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
            found = (
                Sentence("{values} 已由县 {whose}使用", values=_shown(key), whose=whose)
                if whose
                else Sentence("{values} 已由各县通用的登记表使用", values=_shown(key))
            )
            expected = Sentence("别处没有用过的 {columns}，如加上本县代码", columns=table.replaces)
            yield _fault(row, found, expected)


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
            found = (
                Sentence("层“{layer}”是县 {owner} 的", layer=layer, owner=owner)
                if owner
                else Sentence("层“{layer}”是各县通用的", layer=layer)
            )
            yield _fault(row, found, Sentence("本县自己的层，如本县代码；并写进本县标准的 layers"))


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
                found = Sentence("“{column}”列是“{value}”", column=column, value=value)
                expected = Sentence("{table} 里有的 {column}", table=to.table, column=to.column)
                yield _fault(row, found, expected)


def _shown(key: Key) -> Listed:
    return Listed(value or Sentence("（空）") for value in key)
