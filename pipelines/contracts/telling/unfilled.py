"""A template that was handed in as it came, or that says both that there is something and that there is none.

What does not belong here: knowing a template (recognising.template_mark).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.recognising.template_mark import is_from_a_template, none_is_ticked
from pipelines.contracts.recognising.typed_rows import ROW, TypedRows
from pipelines.ingest.model import Finding

OR_NONE = "；确实没有的，请在“确无”的格内选“√”"


def of_template(typed: TypedRows) -> Finding | None:
    """Why a sheet made from a template must be refused; None for any other sheet and for one filled in."""
    titles = (typed.sheet.label, *typed.found.block.titles)
    if not is_from_a_template(titles):
        return None
    dataset = typed.found.dataset
    ticked = dataset.may_be_none and none_is_ticked(titles)
    filled = _rows_filled(typed.cells)
    if filled and ticked:
        return Finding(
            rule="none_and_some",
            severity="refuse",
            found=f"选了“确无”，却填了 {filled} 行，无法知道哪一个对",
            expected="只选“确无”，或只填各行",
            remedy="请去掉“确无”格内的“√”，或删去填写的行。",
            dataset=dataset.name,
            sheet=typed.sheet.name or None,
        )
    if filled or ticked:
        return None
    return Finding(
        rule="template_unfilled",
        severity="refuse",
        found=f"“{dataset.title}”的空白模板，还没有填，不会当作“没有”",
        expected="填写过的表",
        remedy=f"请填写后报送，不需要报送的请移走这个文件{OR_NONE if dataset.may_be_none else ''}。",
        dataset=dataset.name,
        sheet=typed.sheet.name or None,
    )


def _rows_filled(cells: pl.DataFrame) -> int:
    """How many rows have anything in them; a form that nobody filled in is a row of blanks."""
    known = [name for name in cells.columns if name not in ROW]
    blank = pl.all_horizontal(pl.col(name).fill_null("").str.strip_chars() == "" for name in known)
    return cells.height - cells.filter(blank).height if known else 0
