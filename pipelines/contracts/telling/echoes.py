"""Faults that say nothing new: a rule over a row whose cells are each told by themselves already.

Nobody can mend the one without the other, so the row is told once. What follows from the rule follows all the
same. What does not belong here: deciding what is a fault (judging), the words about it (broken_rules).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.judging.set_aside import of_severity
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling.phrases import SEVERITY
from pipelines.ingest.model import Severity
from pipelines.ingest.values import is_filled


def without_echoes(typed: TypedRows, faults: pl.DataFrame) -> pl.DataFrame:
    """The faults of a sheet's rows without those that are told by their cells.

    A rule over a row is, where every filled one of its cells has a fault of its own at least as grave.

    Args:
        typed: the sheet.
        faults: `row_id`, `column`, `rule` and `part` of its rows.
    """
    for name, text in typed.found.dataset.rules.items():
        is_of_rule = pl.col("column").is_null() & pl.col("part").is_null() & (pl.col("rule") == name)
        broken = faults.filter(is_of_rule)
        if broken.is_empty():
            continue
        named = [column for column in text.columns if column in typed.cells.columns]
        told = _at_least(text.severity, typed, faults)
        cells = typed.cells.join(broken, on="row_id", how="semi")
        untold, heard = set(), set()
        for column in named:
            filled = set(cells["row_id"].filter(is_filled(cells[column])).to_list())
            of_cell = set(told["row_id"].filter(told["column"] == column).to_list())
            untold |= filled - of_cell
            heard |= filled & of_cell
        faults = faults.filter(~(is_of_rule & pl.col("row_id").is_in(list(heard - untold))))
    return faults


def _at_least(severity: Severity, typed: TypedRows, faults: pl.DataFrame) -> pl.DataFrame:
    """The faults of single cells from which this or something graver follows."""
    grave = list(SEVERITY)[: list(SEVERITY).index(severity) + 1]
    of_cells = faults.filter(pl.col("column").is_not_null())
    return pl.concat(of_severity(of_cells, typed.found.dataset, one) for one in grave)
