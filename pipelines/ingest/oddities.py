"""What spreadsheets and wrong encodings make of names and codes: they cannot be turned back.

`9-12` typed as a class becomes 12-Sep, a code becomes 2.137E+09, an identity number loses its last digits, a
formula that failed leaves #REF!.
What does not belong here: how a value is read (values), what is done about it (contracts).
"""

from __future__ import annotations

import re

import polars as pl

from pipelines.ingest.garbled import BROKEN

_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
MADE_A_DATE = (
    rf"^\s*(?:[0-9]{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-[0-9]{{1,2}}|[0-9]{{1,2}}月[0-9]{{1,2}}日"
    r"|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ T]?00:00(?::00)?)?)\s*$"
)
SCIENTIFIC = r"^\s*[0-9](?:\.[0-9]+)?[Ee][+-]?[0-9]{1,2}\s*$"
ERROR_MARK, UNCOMPUTED_MARK, LOST_MARK, SHIFTED_MARK, STRUCK_MARK, SHOWN_MARK, MISSING_MARK, DOUBLED_MARK = (
    "#公式错误",
    "#公式没有结果",
    "#数字位数过多",
    "#单元格错位",
    "#划掉的内容",
    "#显示成别的数",
    "#缺少单元格",
    "#同一格有两个内容",
)
"""Stand for a formula that failed or was never computed, a number cell that lost digits, a cell of a row with
more cells than headings, one that is struck out, one whose number format shows another number, the first that
a line of a text lacks, one that stands twice, so that none of them is taken for what is left of it."""
RAISED = "†"
"""Stands between a number and a sign raised behind it, so that the two are not read as one number."""
RAISED_SIGNS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793"
    "\u3220-\u325f\u3280-\u32bf"
)
"""Raised and lowered digits, fractions, digits in circles and brackets: width folding makes plain digits of
them."""
NOTED = rf"[0-9０-９]\s*[{RAISED_SIGNS}{RAISED}]"
TWO_NUMBERS = r"[0-9０-９][\s　]+[-+]?[0-9０-９]"
_ERRORS = r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)"
FAILED = rf"^\s*(?:{_ERRORS}|{ERROR_MARK}|{UNCOMPUTED_MARK})\s*$"
MARKED = rf"^(?:{LOST_MARK}|{SHIFTED_MARK}|{STRUCK_MARK}|{SHOWN_MARK}|{MISSING_MARK}|{DOUBLED_MARK})$"
SPOILED = rf"{FAILED}|{MARKED}|^\s*[-+]?[0-9０-９][0-9０-９,，.．\s{RAISED_SIGNS}{RAISED}]*$"
"""Digits and their signs only, or a mark in their place: where this is no number it was meant as one."""
NO_NAME = f"{MADE_A_DATE}|{BROKEN}|{FAILED}|{MARKED}"
NO_CODE = f"{NO_NAME}|{SCIENTIFIC}|[0-9]{RAISED}"
"""What is never a name, and never a code."""
_IDENTITY = r"^[0-9]{18}$"
_CUT = 1000
"""A number cell keeps 15 digits, so the last three of an identity number are gone."""

_SAYINGS = (
    (re.compile(MADE_A_DATE), "像是被表格软件变成了日期"),
    (re.compile(SCIENTIFIC), "是科学计数法，后面的数字已经丢失"),
    (re.compile(BROKEN), "含有乱码"),
    (re.compile(FAILED), "是公式出错或没有算出的结果"),
    (re.compile(LOST_MARK), "数字单元格只保留 15 位，后面的数字已经丢失"),
    (re.compile(SHIFTED_MARK), "这一行的单元格比表头多，分不清哪一格是哪一列"),
    (re.compile(MISSING_MARK), "这一行的单元格比别的行少，请核对前面各格有没有错位"),
    (re.compile(STRUCK_MARK), "内容带有删除线，不知道还算不算"),
    (re.compile(SHOWN_MARK), "单元格的数字格式把数显示成了另一个数，不知道哪一个对"),
    (re.compile(DOUBLED_MARK), "文件里这一格写了两次，内容不同，不知道哪一个对"),
    (re.compile(NOTED), "数字后面有注号或上标，分不清哪些是数字"),
    (re.compile(TWO_NUMBERS), "一个单元格里有两个数"),
)


def saying(cell: str) -> str | None:
    """What happened to a cell that no longer says what was typed; None when nothing is seen."""
    return next((words for pattern, words in _SAYINGS if pattern.search(cell)), None)


def lost_digits(codes: pl.Series) -> pl.Series:
    """Whether an identity number went through a number cell and lost its last digits.

    One number may end so by chance; where most of a column do, they are lost.
    """
    if not codes.str.contains(_IDENTITY).any():
        return pl.repeat(False, codes.len(), eager=True)
    whole = codes.str.extract(f"({_IDENTITY})").cast(pl.Int64, strict=False)
    cut = ((whole + _CUT // 2) // _CUT) * _CUT
    lost = (whole == cut) | (whole == cut.cast(pl.Float64).cast(pl.Int64))
    share = (lost.sum() or 0) / max(whole.len() - whole.null_count(), 1)
    return lost.fill_null(False) if share > 1 / 2 else pl.repeat(False, codes.len(), eager=True)
