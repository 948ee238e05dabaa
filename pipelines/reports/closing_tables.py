"""The tables of the closing plan's workbook: which columns, in what order, and how a cell is written.

What does not belong here: which rows a sheet has (closing_plan).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pipelines.workbooks.page import Page

NONE = "—"
DECIMALS = {"人": 0, "间": 0}
"""Of quantities that are counted; what is measured has two."""
Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column: its heading, its width, from which field it is filled and how."""

    heading: str
    width: float
    field: str
    kind: Literal["text", "code", "whole", "quantity", "money"] = "text"


WHEN = (Column("方案", 14, "方案"), Column("年度", 7, "财政年度", "code"))
STEP = Column("步骤", 6, "步骤", "code")
STAGE = Column("学段", 8, "学段", "code")
AMOUNT = (Column("数量", 11, "数量", "quantity"), Column("单位", 7, "单位", "code"))
COST = Column("费用（万元）", 12, "费用万元", "money")
MOVES = (
    *WHEN,
    STEP,
    Column("行动", 30, "行动名称"),
    Column("调出镇街", 12, "调出镇街"),
    Column("调出学校", 26, "调出学校名称"),
    Column("调入镇街", 12, "镇街名称"),
    Column("调入学校", 26, "学校名称"),
    STAGE,
    *AMOUNT,
)
ADDED = (
    *WHEN,
    STEP,
    Column("行动", 38, "行动名称"),
    Column("镇街", 12, "镇街名称"),
    Column("学校标识码", 13, "学校标识码", "code"),
    Column("学校", 26, "学校名称"),
    STAGE,
    Column("计入指标", 9, "指标代码", "code"),
    *AMOUNT,
    COST,
)
OF_DEPARTMENT = (
    *WHEN,
    STEP,
    Column("行动", 38, "行动名称"),
    Column("镇街", 12, "镇街名称"),
    Column("学校", 26, "学校名称"),
    STAGE,
    Column("从哪所学校调", 26, "调出学校名称"),
    *AMOUNT,
    COST,
)
OF_SCHOOL = (
    Column("镇街", 12, "镇街"),
    Column("学校", 26, "学校"),
    STAGE,
    *WHEN,
    STEP,
    Column("出还是得", 9, "出得", "code"),
    Column("行动", 38, "行动名称"),
    Column("对方学校", 26, "对方学校"),
    *AMOUNT,
    COST,
)
LEFT_OUT = (
    *WHEN,
    Column("镇街", 12, "镇街名称"),
    Column("学校", 26, "学校名称"),
    STAGE,
    Column("学生数", 9, "学生数", "whole"),
    Column("指标", 40, "指标名称"),
    Column("届时有", 12, "届时有", "quantity"),
    Column("要有", 12, "要有", "quantity"),
    Column("还差", 12, "还差", "quantity"),
    Column("单位", 7, "单位", "code"),
)
TOTALS = (
    *WHEN,
    Column("行动", 44, "行动名称"),
    Column("学校数", 9, "学校数", "whole"),
    Column("数量合计", 14, "数量合计", "quantity"),
    Column("单位", 7, "单位", "code"),
    Column("费用（万元）", 14, "费用合计万元", "money"),
)


def widths(columns: Sequence[Column]) -> list[float]:
    """How wide the columns of a table are."""
    return [column.width for column in columns]


def add_table(page: Page, columns: Sequence[Column], rows: Sequence[Row], *, is_alone: bool = True) -> None:
    """Write a table below what the page holds already.

    Args:
        page: where.
        columns: of the table.
        rows: with the fields that the columns name.
        is_alone: whether the sheet is about this table, so that it repeats its headings and can be filtered.
    """
    headings = page.row
    page.headings([column.heading for column in columns], repeat_from=headings if is_alone else None)
    for row in rows:
        for turn, column in enumerate(columns):
            _add_cell(page, turn, column, row)
        page.row += 1
    if is_alone:
        page.filter(headings)


def _add_cell(page: Page, turn: int, column: Column, row: Row) -> None:
    value = row[column.field]
    if value is None:
        page.cell(page.row, turn, NONE, "label" if column.kind == "text" else "code")
    elif column.kind in ("text", "code"):
        page.cell(page.row, turn, str(value), "label" if column.kind == "text" else "code")
    else:
        decimals = {"whole": 0, "money": 2}.get(
            column.kind, DECIMALS.get(row["单位"], 2) if "单位" in row else 2
        )
        if column.kind == "quantity" and decimals == 0 and value != int(value):
            decimals = 2
        page.cell(page.row, turn, value, "figure", decimals=decimals)
