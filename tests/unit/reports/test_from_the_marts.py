"""Every number and every verdict on the built workbooks is a row of a mart.

What does not belong here: where on a page it stands (test_application, test_gaps).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.unit.reports.reading import below_codes, below_headings, sheets

OF_YEAR = "school_year = (select max(school_year) from marts.fct_recognition)"
TABLES = ("表Ⅰ", "表Ⅱ-1", "表Ⅱ-2", "表Ⅲ", "表Ⅳ", "表Ⅴ", "表Ⅵ")


@pytest.fixture(params=["national_2017", "national_2017_relief", "yiyuan_2024"])
def ruleset(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def form(ruleset: str, reports: Path, marts: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    (name,) = marts.execute(
        "select name from marts.dim_ruleset where ruleset_code = ?", [ruleset]
    ).fetchone() or ("",)
    return sheets(reports / f"申报表 {name}.xlsx")


@pytest.mark.parametrize("table", TABLES)
def test_every_number_and_word_of_a_table_is_a_cell_of_the_mart(
    form: dict[str, Any], marts: duckdb.DuckDBPyConnection, ruleset: str, table: str
) -> None:
    cells = marts.execute(
        f"""select printed_value, text from marts.fct_form_cell
        where {OF_YEAR} and ruleset_code = ? and form_table = ?""",
        [ruleset, table],
    ).fetchall()
    words = {
        word
        for (word,) in marts.execute(
            "select word from marts.dim_code_word where word_kind = 'verdict'"
        ).fetchall()
    }
    there = [cell.value for row in form[table].iter_rows() for cell in row if cell.value is not None]
    # the numbers of items stand beside them, and are the order of the mart
    orders = [row["序号"] for row in below_headings(form[table], "序号", "名称")]

    numbers = Counter(value for value in there if isinstance(value, int | float))
    assert numbers - Counter(orders) == Counter(float(printed) for printed, _ in cells if printed is not None)
    said = Counter(value for value in there if value in words)
    assert said == Counter(text for printed, text in cells if printed is None and text in words)


def test_the_verdicts_over_schools_are_those_of_the_county_indicators(
    form: dict[str, Any], marts: duckdb.DuckDBPyConnection, ruleset: str
) -> None:
    """A school that is near leaves the county near, not unmet, wherever the verdict is shown."""
    words = dict(
        marts.execute("select code, word from marts.dim_code_word where word_kind = 'verdict'").fetchall()
    )
    verdicts = {
        (stage, f"L{number}"): words[status]
        for stage, number, status in marts.execute(
            f"""select stage, indicator_code[2:], status from marts.fct_county_indicator
            join marts.dim_indicator using (indicator_code)
            where {OF_YEAR} and ruleset_code = ? and area = '资源配置' and dimension is null""",
            [ruleset],
        ).fetchall()
    }
    reached = {
        (stage, f"L{number}"): met
        for stage, number, met in marts.execute(
            f"""select stage, indicator_code[2:], count_if(status = 'met') from marts.fct_school_indicator
            join marts.dim_indicator using (indicator_code)
            where {OF_YEAR} and ruleset_code = ? and area = '资源配置' group by all""",
            [ruleset],
        ).fetchall()
    }
    table = form["表Ⅱ-1"]
    printed = {
        (left[0], code): value
        for left, row in below_codes(table)
        for code, value in row.items()
        if left[1].startswith("达标学校总数")
    }
    judged = {
        (row[0].value, f"L{number}"): cell.value
        for row in table.iter_rows()
        if str(row[1].value).startswith("共 ")
        for number, cell in enumerate(row[2:9], start=1)
    }

    assert judged == verdicts
    assert {key: value for key, value in printed.items() if key in reached} == reached


@pytest.mark.parametrize("path", ["部门 县财政局", "部门 县教育和体育局"])
def test_every_total_of_a_list_is_a_row_of_the_mart(
    reports: Path, marts: duckdb.DuckDBPyConnection, path: str
) -> None:
    department = path.removeprefix("部门 ")
    expected = marts.execute(
        f"""select indicator_code, coalesce(stage, '—'), lacking, no_data,
            printed_required, printed_actual, printed_shortfall
        from marts.fct_shortfall_total join marts.dim_department using (department_code)
        join marts.dim_indicator using (indicator_code)
        where {OF_YEAR} and department_name = ? order by ruleset_code, sort_order, stage = '初中'""",
        [department],
    ).fetchall()
    listed = below_headings(sheets(reports / "缺口清单" / f"{path}.xlsx")["汇总"], "指标", "学段")

    assert len(listed) == len(expected) > 10
    for row, (code, stage, lacking, no_data, *amounts) in zip(listed, expected, strict=True):
        found = (row["指标"].split(" ")[0], row["学段"], row["未达标"], row["缺数据"])
        assert found == (code, stage, lacking, no_data)
        shown = [row[name] for name in ("应有", "实有", "缺")]
        assert shown == ["—" if amount is None else float(amount) for amount in amounts]
