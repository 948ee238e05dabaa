"""What is said about the rows of a sheet that broke a rule, and about a sheet with too many of them.

What does not belong here: deciding what is a fault (judging), the words about one rule (broken_rules).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.contracts.judging.faults import Rule
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling.broken_rules import BrokenRule
from pipelines.contracts.telling.echoes import without_echoes
from pipelines.ingest.model import Finding

MOST_PER_RULE = 20
"""Rows named one by one for a rule in a sheet; the rest is told in one sentence."""


def of_rows(
    typed: TypedRows,
    faults: pl.DataFrame,
    groups: Mapping[int, Sequence[int]],
    sheets: Sequence[TypedRows],
) -> list[Finding]:
    """What to tell about the rows of a sheet that broke a rule.

    Args:
        typed: the sheet.
        faults: `row_id`, `column`, `rule` and `part` of its rows.
        groups: for rows whose key stands more than once: the `row_id`s of all rows with that key.
        sheets: all sheets of the dataset in the file, to name the rows of a group.
    """
    if faults.is_empty():
        return []
    told = []
    new = without_echoes(typed, faults)
    for (column, name, part), broken in new.group_by("column", "rule", "part", maintain_order=True):
        ids = broken["row_id"].sort()
        rows = list(typed.cells.filter(pl.col("row_id").is_in(ids.implode())).iter_rows(named=True))
        rule = Rule(str(name), None if column is None else str(column))
        one = BrokenRule(typed, rule, None if part is None else str(part), groups, sheets)
        told += [one.finding(row) for row in rows[:MOST_PER_RULE]]
        if len(rows) > MOST_PER_RULE:
            told.append(one.finding_of_the_rest(rows[MOST_PER_RULE:]))
    return told


def too_many_unreadable(typed: TypedRows, column: str, unreadable: int, filled: int, limit: float) -> Finding:
    """A sheet of which more than the allowed share of a required column's filled cells would be unknown."""
    dataset = typed.found.dataset
    heading = dataset.columns[column].heading
    return Finding(
        rule="too_many_unreadable",
        severity="refuse",
        found=(
            f"“{heading}”列填写的 {filled} 格中有 {unreadable} 格无法采用（{unreadable / filled:.1%}），"
            "整个文件退回"
        ),
        expected=f"不超过 {limit:.0%}",
        remedy="请按逐行说明改正后重新报送。",
        dataset=dataset.name,
        sheet=typed.sheet.name or None,
        column=heading,
    )


def too_many_rejected(typed: TypedRows, rejected: int, limit: float) -> Finding:
    """A sheet of which more than the allowed share of rows would be set aside."""
    rows, dataset = typed.cells.height, typed.found.dataset
    share = f"{rejected / rows:.1%}"
    return Finding(
        rule="too_many_rejected",
        severity="refuse",
        found=f"“{dataset.title}”{rows} 行数据中有 {rejected} 行不合格（{share}），整个文件退回",
        expected=f"不超过 {limit:.0%}",
        remedy="请按逐行说明改正后重新报送。",
        dataset=dataset.name,
        sheet=typed.sheet.name or None,
    )
