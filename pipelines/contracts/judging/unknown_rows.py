"""What a row that is set aside still says: it exists, and whatever is readable of it is known.

Such a row counts in everything its scope feeds as one of which only that much is known, so that no figure
becomes better because a row was set aside (datasets.md, "When in doubt" 2). What does not belong here: why a
row is set aside (set_aside), what is counted of it (dbt).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.judging.faults import KEY_RULE, OTHER_YEAR, SHIFTED
from pipelines.contracts.judging.set_aside import of_severity


def unknown_rows(rows: pl.DataFrame, broken: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """The rows that are set aside, with nothing in the cells that are not known.

    Several rows of one key are one row, of which is known what tells where it counts and stands alike in all
    of them. A row of another school year is none of this one. Of a row about a person no text is kept that
    people type: a slipped column may hold a name.

    Args:
        rows: from `faults.long_rows`, without the cells that are unknown.
        broken: from `faults.faults`.
        dataset: their dataset.
    """
    aside = of_severity(broken, dataset, "set_aside")
    if aside.is_empty():
        return rows.clear()
    whole = aside.filter(pl.col("column").is_null())
    of_other_years = whole.filter(pl.col("rule") == OTHER_YEAR.name)["row_id"]
    aside = aside.filter(~pl.col("row_id").is_in(of_other_years.implode()))
    found = rows.join(aside.select("row_id").unique(), on="row_id", how="semi", maintain_order="left")
    for name in found.columns:
        bad = aside.filter(_concerns(name, dataset))["row_id"]
        if name in dataset.meaning and bad.len():
            found = found.with_columns(
                pl.when(~pl.col("row_id").is_in(bad.implode())).then(pl.col(name)).alias(name)
            )
    shifted = aside.filter(pl.col("rule") == SHIFTED.name, pl.col("column").is_null())["row_id"]
    doubled = aside.filter(pl.col("rule") == KEY_RULE.name, pl.col("column").is_null())["row_id"]
    is_shifted = pl.col("row_id").is_in(shifted.implode())
    is_doubled = pl.col("row_id").is_in(doubled.implode()) & ~is_shifted
    known = pl.concat(
        [
            found.filter(~is_shifted, ~is_doubled),
            _where_it_counts(found.filter(is_shifted), dataset),
            _one_of_each_key(found.filter(is_doubled), dataset),
        ]
    )
    return _without_persons(known, dataset)


def _without_persons(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Rows about persons without what people type."""
    if not dataset.has_persons:
        return rows
    typed = [name for name, column in dataset.columns.items() if column.is_free_text]
    return rows.with_columns(pl.lit(None, rows.schema[name]).alias(name) for name in typed)


def _concerns(name: str, dataset: Dataset) -> pl.Expr:
    """Whether a fault is about this column, alone or with others."""
    several = [rule for rule, text in dataset.rules.items() if name in text.columns]
    return (pl.col("column") == name) | (pl.col("column").is_null() & pl.col("rule").is_in(several))


def _where_it_counts(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Rows with more cells than headings: nothing is known but the codes and words they count under."""
    columns = []
    for name in dataset.landed_columns():
        column = dataset.columns.get(name)
        if name not in dataset.feeds:
            columns.append(pl.lit(None, rows.schema[name]).alias(name))
        elif column is not None and column.digits:
            is_code = pl.col(name).str.contains(rf"^[0-9]{{{column.digits}}}$")
            columns.append(pl.when(is_code).then(pl.col(name)).alias(name))
    return rows.with_columns(columns)


def _one_of_each_key(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """One row of each key; where it counts is known as far as all its rows agree."""
    if rows.is_empty():
        return rows  # a dataset without a key would make one row out of none
    kept = {*dataset.feeds, *dataset.key}
    told = [
        pl.when(pl.col(name).n_unique() == 1).then(pl.col(name).first()).alias(name)
        if name in kept
        else pl.lit(None, rows.schema[name]).alias(name)
        for name in dataset.landed_columns()
    ]
    names = set(dataset.landed_columns())
    beside = [pl.col(name).first() for name in rows.columns if name not in names]
    by = [pl.col(name).alias(f"key_{name}") for name in dataset.key] or [pl.lit(True).alias("key_")]
    grouped = rows.group_by(by, maintain_order=True).agg(*told, *beside)
    return grouped.select(rows.columns)
