"""The rows set aside: a finding for each fault, and the row itself without anything personal.

What does not belong here: deciding what is a fault (rules), its words (sentences), refusing a whole sheet
(refusals).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.contracts.datasets.columns import Column
from pipelines.contracts.judging import rule_name
from pipelines.contracts.persons.numbers import holding_person_number
from pipelines.contracts.recognising.typed import Reading
from pipelines.contracts.telling.sentences import Sentences
from pipelines.contracts.telling.wording import HARMLESS
from pipelines.ingest.model import Finding

MOST_PER_RULE = 20
"""Rows named one by one for a rule in a sheet; the rest is told in one sentence."""
WORDS = ("word", "ordinal", "yes_no")
"""Kinds of column whose cells, once understood, are words of a list."""


def rejected_rows(reading: Reading, faults: pl.DataFrame) -> pl.DataFrame:
    """`row_number`, `rules`, `content` of the rows of a sheet that broke a rule.

    `content` without personal cells.
    """
    dataset = reading.found.dataset
    rules = faults.group_by("row_id").agg(pl.col("rule").sort().str.join(",").alias("rules"))
    cells = reading.cells if faults.height else reading.cells.clear()
    rows = cells.join(rules, on="row_id", how="inner", maintain_order="left")
    shown = {}
    for match in reading.found.matches:
        column = dataset.columns.get(match.column)
        if column is not None and not column.shown:
            continue
        cell = pl.when(~holding_person_number(pl.col(match.column))).then(pl.col(match.column))
        if dataset.has_persons:
            cell = pl.when(_tells_no_person(cell, column, faults, match.column)).then(cell)
        shown[match.column] = cell.alias(match.heading.text)
    content = pl.struct(*shown.values()).struct.json_encode() if shown else pl.lit("{}")
    return rows.select("row_number", "rules", content.alias("content"))


def _tells_no_person(cell: pl.Expr, column: Column | None, faults: pl.DataFrame, name: str) -> pl.Expr:
    """Whether a cell may be kept: a slipped column may hold a name or a number where a word was due."""
    if column is not None and column.kind == "text":
        return pl.lit(False)
    broken = faults.filter(pl.col("rule").str.starts_with(rule_name(name, "")))["row_id"]
    is_a_known_word = pl.lit(column is not None and column.kind in WORDS)
    is_short_number = cell.str.contains(f"^(?:{HARMLESS.pattern})$")
    return ~pl.col("row_id").is_in(broken.implode()) & (is_a_known_word | is_short_number)


def findings(
    reading: Reading, faults: pl.DataFrame, groups: Mapping[int, Sequence[int]], sheets: Sequence[Reading]
) -> list[Finding]:
    """What to tell about the rows of a sheet that broke a rule.

    Args:
        reading: the sheet.
        faults: `row_id`, `rule` and `part` of its rows.
        groups: for rows whose key stands more than once: the `row_id`s of all rows with that key.
        sheets: all sheets of the dataset in the file, to name the rows of a group.
    """
    told = []
    for (rule, part), broken in faults.group_by("rule", "part", maintain_order=True):
        ids = broken["row_id"].sort()
        rows = list(reading.cells.filter(pl.col("row_id").is_in(ids.implode())).iter_rows(named=True))
        say = Sentences(reading, str(rule), None if part is None else str(part), groups, sheets)
        told += [say.about(row) for row in rows[:MOST_PER_RULE]]
        if len(rows) > MOST_PER_RULE:
            told.append(say.about_the_rest(rows[MOST_PER_RULE:]))
    return told
