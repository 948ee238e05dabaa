"""表Ⅲ 校际均衡情况: county means and coefficients of variation, per stage.

The plain mean of the coefficients (综合) is printed and never judged (standard.md §1). What does not belong
here: schools one by one (resources).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from pipelines.reports.indicators import STAGES, Indicator
from pipelines.reports.scope import Scope
from pipelines.warehouse.reading import records
from pipelines.workbooks.page import Page

BALANCE = """
select stage, indicator_code, mean, cv, cv_limit, status, units_missing from marts.fct_county_balance
where county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code
"""
CV_DECIMALS = 3
NOT_PRINTED = "—"


def fill_balance(
    page: Page, indicators: Sequence[Indicator], connection: duckdb.DuckDBPyConnection, scope: Scope
) -> None:
    """Per stage the county's mean and the coefficient of variation of each indicator; verdicts below."""
    found = {
        (row["stage"], row["indicator_code"]): row for row in records(connection, BALANCE, scope.parameters)
    }
    page.headings(["学段", "项目", *(one.heading for one in indicators), "综合"])
    page.headings(["", "", *(f"L{number}" for number in range(1, len(indicators) + 2))])
    for stage in STAGES:
        rows = [found.get((stage, one.indicator_code), {}) for one in indicators]
        page.cell(page.row, 0, stage, "code", down=2)
        page.cell(page.row, 1, "全县平均值")
        page.cell(page.row + 1, 1, "差异系数")
        for column, (one, row) in enumerate(zip(indicators, rows, strict=True), start=2):
            page.figure(page.row, column, row.get("mean"), one.decimals, _unless_judged(row))
            page.figure(page.row + 1, column, row.get("cv"), CV_DECIMALS, row.get("status"))
        last = 2 + len(indicators)
        page.cell(page.row, last, NOT_PRINTED, "code")
        page.figure(page.row + 1, last, mean_of_coefficients(rows), CV_DECIMALS, _together(rows))
        page.row += 2
    page.row += 1
    _judge(page, indicators, found)


def mean_of_coefficients(rows: Sequence[dict[str, Any]]) -> float | None:
    """The plain mean of the coefficients; None while one of them is not known."""
    coefficients = [row.get("cv") for row in rows]
    known = [one for one in coefficients if one is not None]
    return sum(known) / len(known) if known and len(known) == len(coefficients) else None


def _unless_judged(row: dict[str, Any]) -> str | None:
    """A mean is not judged: it is coloured only where it stands for nothing or not for every school."""
    status = row.get("status")
    return status if status in ("no_data", "not_applicable") else None


def _together(rows: Sequence[dict[str, Any]]) -> str | None:
    statuses = {row.get("status") for row in rows}
    return "not_applicable" if statuses == {"not_applicable"} else None


def _judge(page: Page, indicators: Sequence[Indicator], found: dict[tuple[str, str], dict[str, Any]]) -> None:
    """The verdicts in words with the limits, below the printed table."""
    page.line("判定（供核对，不属于申报表）：差异系数不高于限值即达标；综合只报告，不判定。", "section")
    for stage in STAGES:
        page.cell(page.row, 0, stage, "code", down=3)
        for down, text in enumerate(["限值", "判定", "缺数据的学校（所）"]):
            page.cell(page.row + down, 1, text)
            page.cell(page.row + down, 2 + len(indicators), NOT_PRINTED, "code")
        for column, one in enumerate(indicators, start=2):
            row = found.get((stage, one.indicator_code), {})
            page.figure(page.row, column, row.get("cv_limit"), 2)
            page.verdict(page.row + 1, column, row.get("status", "no_data"))
            page.figure(page.row + 2, column, row.get("units_missing"), 0)
        page.row += 3
