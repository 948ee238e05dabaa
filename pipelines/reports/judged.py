"""Judged figures as rows that officers read: value, threshold, verdict, what is missing, who answers for it.

What does not belong here: which rows a report shows (school, shortfall).
"""

from __future__ import annotations

from typing import Any

from pipelines.workbooks.page import Page

NOT_SET = "—"
NOT_PUBLISHED = "不公布"
"""Stands for a figure that tells of few persons; its verdict stands all the same."""
INDICATOR_COLUMNS = """
    indicators.indicator_code, indicators.indicator_name, indicators.unit, indicators.area,
    indicators.sort_order, evidence.word as evidence
"""
"""What `fill_judged` needs of an indicator; `evidence` is a word only where a document is judged."""
INDICATOR_TABLES = """
inner join marts.dim_indicator as indicators using (indicator_code)
left join marts.dim_code_word as evidence
    on
        indicators.kind = 'evidence' and evidence.word_kind = 'indicator_kind'
        and evidence.code = indicators.kind
left join (
    select indicator_code, string_agg(distinct department_name, '、' order by department_name) as departments
    from marts.bridge_county_indicator_department
    inner join marts.dim_county_department using (county_code, department_code)
    where county_code = $county_code
    group by indicator_code
) as answering using (indicator_code)
"""
HEADINGS = ("实际值", "单位", "标准值", "判定", "缺口", "缺口单位", "责任部门")
WIDTHS = (10.0, 6.0, 10.0, 11.0, 11.0, 6.0, 30.0)


def fill_judged(page: Page, column: int, row: dict[str, Any]) -> None:
    """Write the columns `HEADINGS` of one judged figure into the page's next row.

    Args:
        page: where it is written.
        column: the first of the columns.
        row: printed_value, comparison, threshold, status, printed_shortfall, shortfall_unit, departments and
            what `INDICATOR_COLUMNS` gives; is_suppressed where a figure may tell of few persons.
    """
    status = row["status"]
    if row["evidence"]:
        page.cell(page.row, column, NOT_SET, "code")
    elif row.get("is_suppressed"):
        page.cell(page.row, column, NOT_PUBLISHED, "code")
    else:
        page.figure(page.row, column, row["printed_value"], status)
    page.cell(page.row, column + 1, row["unit"] or NOT_SET, "code")
    page.cell(page.row, column + 2, limit(row), "code")
    page.verdict(page.row, column + 3, status)
    if status in ("near", "unmet") and row.get("is_suppressed"):
        page.cell(page.row, column + 4, NOT_PUBLISHED, "code")
    elif status in ("near", "unmet"):
        page.figure(page.row, column + 4, row["printed_shortfall"], status)
    else:
        page.cell(page.row, column + 4, NOT_SET, "code")
    page.cell(page.row, column + 5, row["shortfall_unit"] or NOT_SET, "code")
    page.cell(page.row, column + 6, row["departments"] or NOT_SET)


def limit(row: dict[str, Any]) -> str:
    """The threshold with its comparison, or that a document is judged."""
    if row["evidence"]:
        return str(row["evidence"])
    return NOT_SET if row["threshold"] is None else f"{row['comparison']} {row['threshold']:,g}"
