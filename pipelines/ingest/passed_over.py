"""Rows below a heading that are no data.

Blank rows, totals, sections, notes, column numbers, the heading again.

What does not belong here: rows that are data and wrong; those are set aside by the contracts.
"""

from __future__ import annotations

import polars as pl

from pipelines.ingest.headings import HeadingBlock

TOTAL = r"^(?:本页|本表|全县|全镇|全校|县级|学校|总)?(?:合计|小计|总计|共计|累计|平均值?)[:：]?$"
LEADING_TOTAL = r"^.{0,12}(?:合计|小计|总计|共计|累计|平均值?)(?:[(（][^()（）]{0,12}[)）]|[0-9]+所?)?[:：]?$"
"""In the first filled cell a total may be named after what it sums up: `小学合计`, `合计（72所）`."""
SECTION = r"^.{1,20}[(（]共?[0-9]+所[)）]$"
"""`历山街道（9所）`, also where the section's sums stand beside it."""
NOTE = (
    r"^[*※]?(?:备注|注|说明|填表人|填报人|填表说明|制表人?|审核人?|负责人|单位负责人|联系人|联系电话|填表日期|填报日期|报出日期"
    r"|统计时点|统计时间|数据来源|填表单位|填报单位|制表日期|打印时间|打印日期|导出时间|第[0-9]+页)"
    r"(?:[:：,，/].*|[0-9]*)$"
)
COLUMN_NUMBER = r"^(?:[甲乙丙丁戊己庚辛壬癸]|[(（]?[0-9]{1,3}[)）]?|栏次|序号)$"
NUMBER_ROWS_BELOW = 2
"""A row of column numbers stands right below the heading."""


def is_data(grid: pl.DataFrame, block: HeadingBlock) -> pl.Series:
    """Which rows below the heading are data: one boolean per row of `grid` from `block.bottom` on."""
    below = grid.slice(block.bottom)
    names = below.columns
    if not names or below.is_empty():
        return pl.Series([], dtype=pl.Boolean)
    # blanks are rare and dear to strip: only rows that look unusual are looked at closely
    filled = pl.sum_horizontal(
        pl.col(name).str.contains(r"\S").fill_null(False).cast(pl.Int32) for name in names
    )
    words = below.with_columns(filled.alias("__filled")).with_row_index("__at")
    total = pl.any_horizontal(pl.col(name).str.contains("[计均]").fill_null(False) for name in names)
    first = pl.coalesce(pl.col(name).str.strip_chars().replace("", None) for name in names)
    looked_at = words.with_columns(total.alias("__total"), first.alias("__first"))
    single = pl.col("__filled") == 1
    numeric = pl.col("__first").str.contains(r"^[0-9.\-'=\"]+$")
    note = pl.col("__first").str.replace_all(r"\s", "").str.contains(f"{NOTE}|{SECTION}")
    blank_or_note = (pl.col("__filled") == 0) | (single & ~numeric) | note
    mask = looked_at.select((blank_or_note.fill_null(True) | _again(block, names)).alias("skip"))["skip"]
    mask = mask | _totals(looked_at, names) | _column_numbers(below)
    return (~mask).alias("data")


def _again(block: HeadingBlock, names: list[str]) -> pl.Expr:
    """The heading repeated, as at the top of each printed page: the first two headings stand there again."""
    first = [h for h in block.headings if h.index < len(names)][:2]
    return pl.all_horizontal(
        (pl.col(names[h.index]).str.normalize("NFKC").str.replace_all(r"\s", "") == h.path[-1]).fill_null(
            False
        )
        for h in first
    )


def _totals(rows: pl.DataFrame, names: list[str]) -> pl.Series:
    """Rows in which a cell says 合计, looked for only among rows that hold the sign 计 or 均 at all."""
    suspects = rows.filter(pl.col("__total"))
    is_total = pl.any_horizontal(
        pl.col(name).str.replace_all(r"\s", "").str.contains(TOTAL).fill_null(False) for name in names
    )
    leads = pl.col("__first").str.replace_all(r"\s", "").str.contains(LEADING_TOTAL).fill_null(False)
    places = suspects.filter(is_total | leads)["__at"]
    return pl.Series(rows["__at"].is_in(places.implode()))


def _column_numbers(below: pl.DataFrame) -> pl.Series:
    """The rows 甲 乙 1 2 3 …: only such signs, and the numbers count up."""
    flags = [False] * below.height
    for at, row in enumerate(below.head(NUMBER_ROWS_BELOW).rows()):
        signs = pl.Series([cell.strip() for cell in row if cell and cell.strip()], dtype=pl.String)
        numbers = signs.str.extract(r"^[(（]?([0-9]{1,3})[)）]?$").drop_nulls().cast(pl.Int64)
        counts_up = numbers.len() > 1 and numbers.diff().drop_nulls().eq(1).all()
        flags[at] = signs.len() > 1 and bool(signs.str.contains(COLUMN_NUMBER).all()) and bool(counts_up)
    return pl.Series(flags, dtype=pl.Boolean)
