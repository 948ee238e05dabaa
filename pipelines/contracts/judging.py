"""Judging the rows of a dataset in a file: which rows break which rule.

Keys are unique over all sheets of a file: where a key stands twice, none of its rows is taken, because
nothing tells which
is right. What does not belong here: what is said about a fault (wording).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.contracts.datasets.columns import MOST_TAUGHT
from pipelines.contracts.datasets.dataset import Dataset, Row
from pipelines.contracts.persons.numbers import rows_with_identity_number
from pipelines.contracts.recognising.typed import Reading, lengthened

ALONGSIDE = (*Row.columns(), "row_number")
"""What stands in the rows beside the dataset's own columns."""
FAULTS = {"row_id": pl.Int64, "rule": pl.String, "part": pl.String}
KEY_RULE = "primary_key"
UNREADABLE, MERGED, BLANK = "unreadable", "merged", "nullability"
TOO_SMALL, TOO_LARGE = "min", "max"
PERSON = "person_number"


def rule_name(column: str, rule: str) -> str:
    """A rule about one column, as dataframely names it."""
    return f"{column}|{rule}"


def long_rows(readings: Sequence[Reading]) -> pl.DataFrame:
    """The rows of all sheets of one dataset in a file, as they land.

    Taught columns null where a sheet lacks them.
    """
    frames = []
    for reading in readings:
        limits = {m.column: m.limit for m in reading.found.matches if m.limit is not None}
        frames.append(lengthened(reading.rows, reading.found.dataset, limits))
    return pl.concat(frames, how="diagonal")


def faults(readings: Sequence[Reading], rows: pl.DataFrame, county_code: str | None) -> pl.DataFrame:
    """Every broken rule of every row, once.

    `row_id`, `rule`, and `part`, the column across that breaks it, if any.

    Args:
        readings: the sheets of one dataset in a file.
        rows: their rows, from `long_rows`.
        county_code: the county in whose folder the file lies, if known.
    """
    dataset = readings[0].found.dataset
    unreadable = [
        _faults(ids.to_frame("row_id"), rule_name(column, rule))
        for reading in readings
        for rule, cells in ((UNREADABLE, reading.unreadable), (MERGED, reading.shared))
        for column, ids in cells.items()
    ]
    found = pl.concat(
        [
            pl.DataFrame(schema=FAULTS),
            *unreadable,
            *_broken(dataset, rows, county_code),
            *_out_of_range(dataset, rows),
            *(fault for reading in readings for fault in _of_persons(reading)),
            *_one_too_many(dataset, rows),
        ]
    )
    return _without_echoes(found, dataset, rows).unique(maintain_order=True)


def setting_aside(broken: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """The faults that set their row aside; a row that breaks only milder rules lands."""
    mild = [name for name, text in dataset.rules.items() if text.severity != "set_aside"]
    return broken.filter(~pl.col("rule").is_in(mild)) if mild else broken


def _faults(rows: pl.DataFrame, rule: str, part: str | None = None) -> pl.DataFrame:
    """The rows of a frame as faults; `part` names the column that says which column across is meant."""
    parts = pl.col(part) if part else pl.lit(None, pl.String)
    return rows.select("row_id", pl.lit(rule).alias("rule"), parts.alias("part"))


def _broken(dataset: Dataset, rows: pl.DataFrame, county_code: str | None) -> list[pl.DataFrame]:
    """What the dataset's dataframely schema says."""
    county = pl.lit(county_code, pl.String).alias("county_code")
    frame = rows.select("row_id", county, *dataset.landed_columns())
    _, failure = dataset.schema.filter(frame)
    if not failure.counts():
        return []
    details = failure.details()
    across = dataset.across
    return [
        _faults(
            details.filter(pl.col(rule).cast(pl.String) == "invalid"),
            rule,
            across.name_column
            if across and (rule in dataset.rules or rule.split("|")[0] in across.columns)
            else None,
        )
        for rule in failure.counts()
    ]


def _out_of_range(dataset: Dataset, rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Columns taught by an alias row are quantities: not negative, and no number of a person."""
    return [
        _faults(rows.filter(out), rule_name(name, rule))
        for name in taught_columns(dataset, rows)
        for out, rule in ((pl.col(name) < 0, TOO_SMALL), (pl.col(name) > MOST_TAUGHT, TOO_LARGE))
    ]


def _of_persons(reading: Reading) -> list[pl.DataFrame]:
    """An identity number in a text that is kept as it is written would lie in landing in the clear."""
    columns = reading.found.dataset.columns
    kept = [name for name in reading.cells.columns if name in columns and columns[name].is_free_text]
    return [_faults(rows_with_identity_number(reading.cells, name), rule_name(name, PERSON)) for name in kept]


def _one_too_many(dataset: Dataset, rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Without a key a file holds one row: of several none is taken."""
    return [_faults(rows, KEY_RULE)] if not dataset.key and rows.height > 1 else []


def taught_columns(dataset: Dataset, rows: pl.DataFrame) -> list[str]:
    """The columns that only alias rows know."""
    known = {*dataset.landed_columns(), *ALONGSIDE}
    return [name for name in rows.columns if name not in known]


def _without_echoes(found: pl.DataFrame, dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """A cell that could not be read is not blank too, and a key with a hole in it is no duplicate."""
    if found.is_empty():
        return found
    unread = found.filter(pl.col("rule").str.ends_with(UNREADABLE))
    echoes = unread.select("row_id", pl.col("rule").str.replace(UNREADABLE, BLANK, literal=True))
    has_hole = (pl.col(name).is_null() for name in dataset.key)
    holes = rows.filter(pl.any_horizontal(pl.lit(False), *has_hole))
    holes = holes.select("row_id", pl.lit(KEY_RULE).alias("rule"))
    return found.join(pl.concat([echoes, holes]), on=["row_id", "rule"], how="anti", maintain_order="left")
