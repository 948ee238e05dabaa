"""Faults in cells, rows and columns of an otherwise true table.

What does not belong here: faults of a file as a whole (whole_files).
"""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.simulate.faults.true_tables import TrueTable
from pipelines.simulate.tables import Row
from pipelines.simulate.writers.sheets import Cell

CELL_ACTIONS = ("set", "append", "drop")


def spoiled(table: TrueTable, faults: Sequence[Row]) -> tuple[TrueTable, list[int | None]]:
    """Return the table with all its faults and, per fault, the index of the row where it sits.

    `set` changes a cell, `append` adds a changed copy of a row, `drop` takes a column away.
    """
    places: list[int | None] = []
    for fault in faults:
        if fault["action"] == "drop":
            table = _without(table, fault["column"])
            places.append(None)
            continue
        index = int(fault["at"]) - 1
        changed = list(table.rows[index])
        for column, value in (
            (fault["column"], fault["value"]),
            (fault["also_column"], fault["also_value"]),
        ):
            if column:
                place = list(_bare(table.headings)).index(_bare([column])[0])
                changed[place] = _like(changed[place], value)
        if fault["action"] == "append":
            table.rows.append(changed)
            index = len(table.rows) - 1
        else:
            table.rows[index] = changed
        places.append(index)
    return table, places


def _bare(headings: Sequence[str]) -> list[str]:
    """A subject's full mark in brackets is not part of the column's name here."""
    return [heading.split("(")[0] if heading.endswith("0)") else heading for heading in headings]


def _like(former: Cell, value: str) -> Cell:
    """Keep a number a number, so that the fault is the value and not its type."""
    if isinstance(former, str) or former is None:
        return value
    for number in (int, float):
        try:
            return number(value)
        except ValueError:
            continue
    return value


def _without(table: TrueTable, column: str) -> TrueTable:
    place = list(table.headings).index(column)
    return replace(
        table,
        headings=[h for i, h in enumerate(table.headings) if i != place],
        rows=[[cell for i, cell in enumerate(row) if i != place] for row in table.rows],
    )
