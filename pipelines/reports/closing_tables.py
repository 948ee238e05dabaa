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


WHEN = (Column("方案", 13, "方案"), Column("年度", 6, "财政年度", "code"))
STAGE = Column("学段", 6, "学段", "code")
AMOUNT = (Column("数量", 10, "数量", "quantity"), Column("单位", 6, "单位", "code"))
OF_STEP = (*WHEN, Column("步骤", 5, "步骤", "code"))
PAID = (*AMOUNT, Column("费用（万元）", 11, "费用万元", "money"))


def _lacking(name: float, figure: float) -> tuple[Column, ...]:
    """What a unit lacks, with columns of these widths for the name of an indicator and for a figure."""
    return (
        STAGE,
        Column("学生数", 8, "学生数", "whole"),
        Column("指标", name, "指标名称"),
        *(Column(word, figure, word, "quantity") for word in ("届时有", "要有", "还差")),
        Column("单位", 6, "单位", "code"),
    )


MOVES = (
    *OF_STEP,
    Column("行动", 18, "行动名称"),
    Column("计入指标", 7, "指标代码", "code"),
    Column("按名册", 5, "是否按名册", "code"),
    Column("调出镇街", 8, "调出镇街"),
    Column("调出学校", 17, "调出学校名称"),
    Column("调入镇街", 8, "镇街名称"),
    Column("调入学校", 17, "学校名称"),
    STAGE,
    *AMOUNT,
)
ADDED = (
    *OF_STEP,
    Column("行动", 22, "行动名称"),
    Column("镇街", 10, "镇街名称"),
    Column("学校标识码", 12, "学校标识码", "code"),
    Column("学校", 18, "学校名称"),
    STAGE,
    Column("计入指标", 7, "指标代码", "code"),
    *PAID,
)
OF_DEPARTMENT = (
    *OF_STEP,
    Column("行动", 22, "行动名称"),
    Column("镇街", 10, "镇街名称"),
    Column("学校", 18, "学校名称"),
    STAGE,
    Column("从哪所学校调", 18, "调出学校名称"),
    *PAID,
)
OF_SCHOOLS = (
    Column("镇街", 10, "镇街"),
    Column("学校", 18, "学校"),
    STAGE,
    *OF_STEP,
    Column("出还是得", 5, "出得", "code"),
    Column("行动", 18, "行动名称"),
    Column("对方学校", 18, "对方学校"),
    *PAID,
)
OF_A_SCHOOL = (
    *OF_STEP,
    Column("出还是得", 5, "出得", "code"),
    Column("行动", 34, "行动名称"),
    STAGE,
    Column("对方学校", 24, "对方学校"),
    *PAID,
)
LEFT_OUT = (
    *WHEN,
    Column("镇街", 10, "镇街名称"),
    Column("学校", 18, "学校名称"),
    *_lacking(24, 11),
)
LEFT_OF_A_SCHOOL = (
    *WHEN,
    *_lacking(40, 14),
)
ORDER = (
    Column("方案", 13, "方案"),
    Column("先后", 5, "时点", "code"),
    Column("年度", 6, "财政年度", "code"),
    Column("做什么", 12, "做的是什么"),
    Column("学校", 20, "学校名称"),
    Column("行动", 18, "行动名称"),
    Column("动手项数", 8, "动手项数", "whole"),
    Column("累计费用（万元）", 12, "累计费用万元", "money"),
    Column("通过单元", 8, "通过单元", "whole"),
    Column("通过单元学生数", 12, "通过单元学生数", "whole"),
    Column("超限差异系数", 9, "超限差异系数", "whole"),
)
"""The order of work, with what it has come to after each part."""
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
    value = row.get(column.field)
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
