"""The rows of a recognised sheet, every cell read as what its column holds.

Beside them stand the cells that could not be read. What does not belong here: how a cell of a column is read
(column_values), whether a value is allowed (judging), what is said about it (telling).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.contracts.recognising.column_values import parse_all, scaled
from pipelines.contracts.recognising.groups import is_school_year
from pipelines.contracts.recognising.merged_cells import filled_down, shared_figures
from pipelines.contracts.recognising.moved_rows import moved, moved_by_content
from pipelines.contracts.recognising.row_roles import Parts, parts_of, roles_of
from pipelines.ingest import dates
from pipelines.ingest.model import Sheet
from pipelines.ingest.passed_over import Kind, passed_over

ROW = ("row_id", "row_number")


@dataclass(slots=True)
class TypedRows:
    """One sheet, read.

    Attributes:
        sheet, found: the sheet and what it was recognised as.
        cells: per row `row_id`, `row_number` and the text of every known column, as handed in.
        rows: the same rows with values; `row_id` is unique within the file.
        unreadable: per column, the `row_id`s whose cell is filled and could not be read.
        divided: per column, the `row_id`s whose number stood as a percentage and was divided by 100.
        shared: per column, the `row_id`s whose figure is merged with other cells.
        years: `row_id` and `year`, what a column of school years says; no rows without such a column.
        shifted: the `row_id`s of rows that have been moved to the right, of which nothing is known.
        passed_over: the rows below the heading that are no data, as the sender counts them, by what they are.
        parts: the column nobody knows that tells rows of one key apart, if there is one.
    """

    sheet: Sheet
    found: Recognised
    cells: pl.DataFrame
    rows: pl.DataFrame
    unreadable: dict[str, pl.Series]
    divided: dict[str, pl.Series]
    shared: dict[str, pl.Series]
    years: pl.DataFrame
    shifted: pl.Series
    passed_over: Mapping[Kind, list[int]]
    parts: Parts | None


def typed_rows(sheet: Sheet, found: Recognised, hasher: Hasher, first_row_id: int) -> TypedRows:
    """Read every known cell of a sheet.

    Args:
        sheet: the sheet, its heading found.
        found: what its columns are; each column has one match.
        hasher: turns numbers of persons into hashes.
        first_row_id: `row_id` of the sheet's first row of data.
    """
    sheet = filled_down(sheet, found)
    below = found.block.rows_of(sheet.grid)
    first = min(sheet.cell_rows) if sheet.cell_rows else found.block.bottom + 1
    data, no_data, parts = _told_apart(sheet, found)
    rows_of_data = below if data.all() else below.filter(data)
    places = data.arg_true().cast(pl.Int64) + found.block.bottom
    row_ids = pl.int_range(first_row_id, first_row_id + places.len(), dtype=pl.Int64, eager=True)
    row_ids = row_ids.alias("row_id")
    numbers = [row_ids, (places - found.block.bottom + first).alias("row_number")]
    known = (rows_of_data.to_series(match.heading.index).alias(match.column) for match in found.matches)
    cells = pl.DataFrame([*numbers, *known])
    shifted = row_ids.filter(moved(sheet, rows_of_data, found, hasher))
    columns, unreadable, divided = [], {}, {}
    parsed_columns = parse_all(_without_cut(cells, places, sheet, found), found, hasher)
    for match, parsed in zip(found.matches, parsed_columns, strict=True):
        columns.append(scaled(parsed.values, match).alias(match.column))
        if parsed.bad.any():
            unreadable[match.column] = row_ids.filter(parsed.bad)
        if parsed.divided is not None and parsed.divided.any():
            divided[match.column] = row_ids.filter(parsed.divided)
    if unreadable and not sheet.addresses:
        shifted = pl.concat([shifted, moved_by_content(cells, unreadable, found, hasher)]).unique()
    rows = _completed(pl.DataFrame([*numbers, *columns]), found)
    shared = {
        column: row_ids.filter(places.is_in(sorted(shared_rows)))
        for column, shared_rows in shared_figures(sheet, found).items()
    }
    return TypedRows(
        sheet=sheet,
        found=found,
        cells=cells,
        rows=rows,
        unreadable=unreadable,
        divided=divided,
        shared=shared,
        years=_years(rows_of_data, row_ids, found),
        shifted=shifted,
        passed_over={kind: [first + at for at in places] for kind, places in no_data.items()},
        parts=parts,
    )


def _told_apart(sheet: Sheet, found: Recognised) -> tuple[pl.Series, Mapping[Kind, list[int]], Parts | None]:
    """Which rows below the heading are data, which are not, and the column that parts rows of one key."""
    below = found.block.rows_of(sheet.grid)
    no_data = dict(passed_over(sheet.grid, found.block, roles_of(found)))
    data = _without(below, no_data)
    parts = parts_of(below.filter(data), found)
    if parts and parts.has_wholes:
        places = data.arg_true()
        no_data["part"] = [int(places[at]) for at in parts.rows]
        data = _without(below, no_data)
    return data, no_data, parts


def _without(below: pl.DataFrame, no_data: Mapping[Kind, list[int]]) -> pl.Series:
    """Which rows are none of these."""
    data = pl.repeat(True, below.height, dtype=pl.Boolean, eager=True)
    places = [at for places in no_data.values() for at in places]
    return data.scatter(places, False) if places else data


def _without_cut(cells: pl.DataFrame, places: pl.Series, sheet: Sheet, found: Recognised) -> pl.DataFrame:
    """The cells with a mark in place of number cells that may say January or October."""
    for match in found.matches:
        column = found.dataset.columns.get(match.column)
        rows = [row for row, at in sheet.cut if at == match.heading.index]
        if rows and column is not None and column.kind == "month":
            cut = pl.when(places.is_in(rows)).then(pl.lit(dates.CUT)).otherwise(pl.col(match.column))
            cells = cells.with_columns(cut.alias(match.column))
    return cells


def _years(data: pl.DataFrame, row_ids: pl.Series, found: Recognised) -> pl.DataFrame:
    """What a column of school years says, which no dataset prescribes: some keep several years in a sheet."""
    places = [heading.index for heading in found.unknown if is_school_year(heading.path[-1])]
    if not places:
        return pl.DataFrame(schema={"row_id": pl.Int64, "year": pl.String})
    return pl.DataFrame([row_ids, data.to_series(places[0]).alias("year")]).drop_nulls("year")


def _completed(rows: pl.DataFrame, found: Recognised) -> pl.DataFrame:
    """Columns that did not come are null, or what a title or a default says."""
    present = set(rows.columns)
    columns = {name: column for name, column in found.dataset.columns.items() if name not in present}
    told = {
        name: pl.lit(found.stage if column.from_title else None, dtype=column.dtype).alias(name)
        for name, column in columns.items()
    }
    defaults = (column for column in found.dataset.columns.values() if column.default is not None)
    for column in defaults:
        told[column.name] = told.get(column.name, pl.col(column.name)).fill_null(column.default)
    return rows.with_columns(told.values())


def lengthened(rows: pl.DataFrame, dataset: Dataset, limits: Mapping[str, float]) -> pl.DataFrame:
    """Rows with taught columns across become one row for each of these columns.

    Other datasets stay as they are.

    Args:
        rows: rows of `TypedRows.rows`, of sheets with the same taught columns.
        dataset: their dataset.
        limits: the number in brackets behind the heading, by column; `default_limit` where there is none.
    """
    across = dataset.across
    if across is None:
        return rows
    taught = [name for name in rows.columns if name not in dataset.columns and name not in ROW]
    kept = [name for name in rows.columns if name not in taught]
    long = rows.unpivot(taught, index=kept, variable_name=across.name_column, value_name="cell")
    limit = pl.col(across.name_column).replace_strict(
        dict(limits), default=across.default_limit, return_dtype=pl.Float64
    )
    return (
        long.with_columns(
            limit.alias(across.limit_column),
            pl.col("cell").struct.field("value").alias(across.value_column),
            pl.col("cell").struct.field("reason").alias(across.reason_column),
        )
        .drop("cell")
        .sort("row_id", maintain_order=True)
    )
