"""Columns in which every cell is written the plain way, all read in one query.

Most columns of most files are plain, and of a small file the number of queries is what costs. A plain cell is
one of which reading at length (column_values) would say the same; a column with any other cell is read so.
What does not belong here: what may be made of other cells (ingest.values, ingest.dates).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.persons.numbers import PERHAPS
from pipelines.contracts.persons.plain import AT_A_GLANCE
from pipelines.ingest import dates, oddities, values
from pipelines.ingest.values import Parsed

NO_PLAIN_TEXT = rf"^$|^\s|\s$|{values.PLACEHOLDER}|{oddities.NO_NAME}|{PERHAPS}"
NO_PLAIN_NAME = rf"^$|^['=]|\.0+$|{values.FOLDABLE}|{values.PLACEHOLDER}|{oddities.NO_CODE}|{PERHAPS}"
"""Texts, and names that are keys, of which something else may become than what stands there."""
REMEMBERED = 64
"""Datasets whose readings are kept, with the day up to which they hold."""


def plainly_read(cells: pl.DataFrame, dataset: Dataset) -> Mapping[str, Parsed]:
    """The columns that are plain from top to bottom, by name; a blank cell is plain too.

    Args:
        cells: known columns as handed in.
        dataset: what they are columns of.
    """
    readings = _readings(dataset.name, dates.last_day())
    wanted = [readings[name] for name in cells.columns if name in readings]
    read = cells.select(wanted)
    none = pl.repeat(False, cells.height, dtype=pl.Boolean, eager=True)
    return {
        found.name: Parsed(found, none)
        for found in read.iter_columns()
        if found.null_count() == cells[found.name].null_count()
    }


@lru_cache(REMEMBERED)
def _readings(dataset: str, last_day: date) -> Mapping[str, pl.Expr]:
    """What each column of a dataset says where it is plain; null where a cell is not."""
    columns = DATASETS[dataset].columns.items()
    return {
        name: one for name, column in columns if (one := _reading(pl.col(name), column, last_day)) is not None
    }


def _reading(cell: pl.Expr, column: Column, last_day: date) -> pl.Expr | None:
    match column.kind:
        case "whole" | "year":
            return values.plain_whole_number(cell)
        case "number":
            return values.plain_number(cell)
        case "date":
            return dates.plain_day(cell, last_day)
        case "month":
            day = dates.plain_day(cell, last_day)
            return pl.coalesce(dates.plain_month(cell, last_day), day.dt.strftime("%Y-%m"))
        case "secret" | "fraction":
            return None
    if column.kind in ("text", "code") and not column.is_listed:
        return pl.when(_is_plain_text(cell, column)).then(cell)
    word = values.plain_word(cell, ways_of_writing(column.words or column.kind))
    if column.kind == "yes_no":
        return word == "true"
    return word.cast(pl.Int64) if column.kind == "ordinal" else word


def _is_plain_text(cell: pl.Expr, column: Column) -> pl.Expr:
    if column.digits is not None:
        return cell.str.contains(values.PLAIN_CODE)
    is_plain = ~cell.str.contains(NO_PLAIN_NAME if column.kind == "code" else NO_PLAIN_TEXT)
    return is_plain if column.kept is None else is_plain & cell.str.contains(AT_A_GLANCE[column.kept])
