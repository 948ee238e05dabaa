"""What is kept of a row that is set aside: its rules, and its cells without anything personal.

What does not belong here: deciding what is a fault (faults), telling of it (telling).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.judging.faults import MILD, RULE_CODE
from pipelines.contracts.persons.numbers import HARMLESS
from pipelines.contracts.persons.plain import quotable
from pipelines.contracts.recognising.typed_rows import TypedRows

WORDS = ("word", "ordinal", "yes_no")
"""Kinds of column whose cells, once understood, are words of a list."""


def setting_aside(broken: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """The faults that set their row aside; a row that breaks only milder rules lands."""
    mild = [name for name, text in dataset.rules.items() if text.severity != "set_aside"]
    is_mild = pl.when(pl.col("column").is_null()).then(pl.col("rule").is_in(mild))
    return broken.filter(~is_mild.otherwise(pl.col("rule").is_in(MILD)))


def rejected_rows(typed: TypedRows, faults: pl.DataFrame) -> pl.DataFrame:
    """The rows of a sheet that broke a rule, as they are kept.

    Args:
        typed: the sheet.
        faults: the faults of its rows that set them aside.

    Returns:
        `row_number`, `rules` (their codes, comma separated) and `content` (JSON without personal cells).
    """
    dataset = typed.found.dataset
    rules = faults.group_by("row_id").agg(RULE_CODE.sort().str.join(",").alias("rules"))
    cells = typed.cells if faults.height else typed.cells.clear()
    rows = cells.join(rules, on="row_id", how="inner", maintain_order="left")
    shown = {}
    for match in typed.found.matches:
        column = dataset.columns.get(match.column)
        if column is not None and not column.shown:
            continue
        cell = pl.when(quotable(rows[match.column], column)).then(pl.col(match.column))
        if dataset.has_persons:
            cell = pl.when(_tells_no_person(cell, column, faults, match.column)).then(cell)
        shown[match.column] = cell.alias(match.heading.text)
    content = pl.struct(*shown.values()).struct.json_encode() if shown else pl.lit("{}")
    return rows.select("row_number", "rules", content.alias("content"))


def _tells_no_person(cell: pl.Expr, column: Column | None, faults: pl.DataFrame, name: str) -> pl.Expr:
    """Whether a cell may be kept: a slipped column may hold a name or a number where a word was due."""
    if column is not None and column.kind == "text":
        return pl.lit(False)
    broken = faults.filter(pl.col("column") == name)["row_id"]
    is_a_known_word = pl.lit(column is not None and column.kind in WORDS)
    is_short_number = cell.str.contains(f"^(?:{HARMLESS.pattern})$")
    return ~pl.col("row_id").is_in(broken.implode()) & (is_a_known_word | is_short_number)
