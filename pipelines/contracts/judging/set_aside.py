"""What follows from a fault, and what is kept of a row that is set aside: its rules and its harmless cells.

A cell that cannot be read is unknown and its row lands; only a row whose key or meaning is in doubt is set
aside (datasets.md, "When in doubt" 1). What does not belong here: deciding what is a fault (faults), what a
row set aside still says (unknown_rows), telling of it (telling).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.judging.faults import MILD, RULE_CODE, Rule
from pipelines.contracts.persons.numbers import HARMLESS
from pipelines.contracts.persons.plain import quotable
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.ingest.model import Severity

WORDS = ("word", "ordinal", "yes_no")
"""Kinds of column whose cells, once understood, are words of a list."""


def severity_of(rule: Rule, dataset: Dataset) -> Severity:
    """What follows from a broken rule: its cells are unknown, its row is set aside, or nothing but a word."""
    if rule.column is not None and rule.name in MILD:
        return "warn"
    if rule.column is not None:
        return "set_aside" if rule.column in dataset.meaning else "unknown"
    text = dataset.rules.get(rule.name)
    return text.severity if text else "set_aside"


def of_severity(broken: pl.DataFrame, dataset: Dataset, severity: Severity) -> pl.DataFrame:
    """The faults from which this follows."""
    if broken.is_empty():
        return broken
    pairs = broken.select("column", "rule").unique().rows()
    chosen = [Rule(name, column) for column, name in pairs]
    codes = [rule.code for rule in chosen if severity_of(rule, dataset) == severity]
    return broken.filter(RULE_CODE.is_in(codes))


def without_doubtful_cells(rows: pl.DataFrame, broken: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """The rows with nothing in the cells that are unknown.

    Args:
        rows: from `faults.long_rows`.
        broken: from `faults.faults`.
        dataset: their dataset.
    """
    doubtful = of_severity(broken, dataset, "unknown")
    if doubtful.is_empty():
        return rows
    across = dataset.across
    for (column, name, part), found in doubtful.group_by("column", "rule", "part"):
        named = dataset.rules[str(name)].columns if column is None else (str(column),)
        is_meant = pl.col("row_id").is_in(found["row_id"].implode())
        if across and part is not None:
            is_meant &= pl.col(across.name_column) == str(part)
        elif across and column is not None and str(column) not in rows.columns:
            # a column across that could not be read: its score is unknown
            is_meant &= pl.col(across.name_column) == str(column)
            named = (across.value_column,)
        blank = (name for name in named if name in rows.columns)
        rows = rows.with_columns(pl.when(~is_meant).then(pl.col(name)).alias(name) for name in blank)
    return rows


def unreadable_share(typed: TypedRows, broken: pl.DataFrame) -> tuple[str, int, int] | None:
    """The required column of which the largest share of the filled cells is unknown.

    Returns:
        The column, how many of its cells are unknown, and how many are filled; None without any. A form is
        one row, of which a cell is no share.
    """
    dataset = typed.found.dataset
    if dataset.is_form or dataset.is_composed:
        return None
    shares = []
    of_columns = set(broken["column"])
    for name in typed.cells.columns:
        column = dataset.columns.get(name)
        if column is not None and column.required and name in of_columns:
            bad = broken.filter(pl.col("column") == name)["row_id"].unique()
            # a cell below a merged one is blank and unknown all the same
            filled = typed.cells.filter(
                pl.col(name).str.contains(r"\S").fill_null(False) | pl.col("row_id").is_in(bad.implode())
            ).height
            shares.append((name, bad.len(), filled))
    return max(shares, key=lambda one: one[1] / one[2], default=None)


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
