"""Which rows of `county/` count: all that a county wrote, and of those shown to it the ones it changed.

With a changed row go those beside it that stand in the place of the same shipped rows, or a changed task of
one department would take the indicator from all the others; and the county's own ruleset as soon as something
stands in its layer. What does not belong here: reading files (reading), and faults between rows (checking).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipelines.county_rows.checking import key_of
from pipelines.county_rows.faults import RowFault
from pipelines.county_rows.open_tables import LAYER, LAYERS, OpenTable
from pipelines.county_rows.reading import OwnRow, read_folder


def taken_rows(folder: Path, tables: Mapping[str, OpenTable]) -> Iterator[OwnRow | RowFault]:
    """Every row that counts, or what is wrong with it."""
    found = list(read_folder(folder, tables))
    rows = [one for one in found if isinstance(one, OwnRow)]
    own = [row for row in rows if not row.is_as_shown]
    shown = [row for row in rows if row.is_as_shown]
    yield from (one for one in found if isinstance(one, RowFault))
    yield from own
    yield from _beside_changed(shown, own)
    yield from _rulesets_of_layers(shown, own)


def _beside_changed(shown: Sequence[OwnRow], own: Sequence[OwnRow]) -> Iterator[OwnRow]:
    """Those on a sheet with a row of the county in place of the same shipped rows and of another key."""
    groups = {_group(row) for row in own}
    keys = {(row.table.name, row.county_code, key_of(row, row.table.key)) for row in own}
    for row in shown:
        key = (row.table.name, row.county_code, key_of(row, row.table.key))
        if _group(row) in groups and key not in keys:
            yield row


def _group(row: OwnRow) -> tuple[object, ...]:
    return row.path, row.sheet, row.county_code, key_of(row, row.table.replaces)


def _rulesets_of_layers(shown: Sequence[OwnRow], own: Sequence[OwnRow]) -> Iterator[OwnRow]:
    """The shown rulesets of a layer in which the county has a row now, where none of its own names it."""
    layers = {(row.county_code, row.cells[LAYER]) for row in own if LAYER in row.cells}
    named = {(row.county_code, layer) for row in own for layer in _layers(row)}
    for row in shown:
        if any((row.county_code, layer) in layers - named for layer in _layers(row)):
            yield row


def _layers(row: OwnRow) -> list[str]:
    return (row.cells.get(LAYERS) or "").split("|")
