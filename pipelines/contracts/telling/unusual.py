"""What is said of figures so far from what they usually are that a wrong unit is likely (datasets.md, 3).

They land as they stand: a figure may be true all the same. What does not belong here: the ranges
(datasets.usual_ranges), units that a file states (recognising.units).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from pipelines.contracts.datasets.usual_ranges import UsualRange, usual_ranges
from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.contracts.telling.phrases import quoted
from pipelines.ingest.fold import shown_unit
from pipelines.ingest.forms import VALUE
from pipelines.ingest.model import Finding

RULE = "unusual"
REMEDY = "请核对这个数{unit}，有没有填错列、多写或少写几位；改正后重新报送，确实如此的不必改。"
UNIT = "和它的单位（应以{}计）"


def of_unusual(typed: TypedRows, rows: pl.DataFrame) -> list[Finding]:
    """One finding per range of a column that figures are outside of; it names the first of them.

    A figure that is outside of several is told by the first of them alone.

    Args:
        typed: the sheet.
        rows: its rows with the values that land.
    """
    present = {match.column for match in typed.found.matches}
    ranges = [
        usual
        for usual in usual_ranges(typed.found.dataset.name)
        if usual.column in present and present.issuperset(usual.per)
    ]
    outside = rows.select(_is_outside(usual).alias(str(at)) for at, usual in enumerate(ranges))
    told: dict[str, pl.Series] = {}
    findings = []
    for usual, those in zip(ranges, outside.iter_columns(), strict=True):
        before = told.get(usual.column)
        new = those if before is None else those & ~before
        told[usual.column] = those if before is None else those | before
        if new.any():
            findings.append(_finding(typed, usual, rows["row_id"].filter(new)))
    return findings


@cache
def _is_outside(usual: UsualRange) -> pl.Expr:
    value = pl.col(usual.column)
    if usual.per:
        together = pl.sum_horizontal(*usual.per)
        value = value / pl.when(together > 0).then(together)
    return ((value > usual.most) | ((value < usual.least) & (value > 0))).fill_null(False)


def _finding(typed: TypedRows, usual: UsualRange, ids: pl.Series) -> Finding:
    dataset, sheet = typed.found.dataset, typed.sheet
    column = dataset.columns[usual.column]
    heading = next(match.heading for match in typed.found.matches if match.column == usual.column)
    first, *others = typed.cells.filter(pl.col("row_id").is_in(ids.implode())).iter_rows(named=True)
    is_form = bool(sheet.cell_rows) and not sheet.cell_sheets
    per = "、".join(dataset.columns[name].heading for name in usual.per)
    unit = shown_unit(column.unit or "")
    also = f"，另有 {len(others)} 行也这样" if others else ""
    ratio = f"，除以{per}后" if per else ""
    item = f"填报项目“{heading.text}”" if is_form else ""
    what = f"{item}{quoted(first[usual.column], column, dataset)}{ratio}"
    return Finding(
        rule=RULE,
        severity="warn",
        found=f"{what}远在通常的范围以外{also}",
        expected=f"{_figure(usual.least)}–{_figure(usual.most)} {unit}{f'（除以{per}后）' if per else ''}",
        remedy=REMEDY.format(unit=UNIT.format(unit)),
        dataset=dataset.name,
        sheet=sheet.name_at(heading.index) or None,
        row=sheet.cell_rows[heading.index] if sheet.cell_rows else int(first["row_number"]),
        column=VALUE if is_form else heading.text,
    )


def _figure(number: float) -> str:
    return f"{number:.5f}".rstrip("0").rstrip(".")
