"""The application form of the synthetic county, opened again and held cell by cell against the marts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.reports.reading import below, below_codes, below_headings, rows, sheets

OF_YEAR = "school_year = (select max(school_year) from marts.fct_recognition)"
NATIONAL = f"{OF_YEAR} and ruleset_code = 'national_2017'"
WORDS = {"met": "达标", "near": "达到85%未达标", "unmet": "未达标", "no_data": "缺数据"}
PASSES = {True: "达标", False: "未达标", None: "缺数据"}


@pytest.fixture(scope="module")
def form(reports: Path) -> dict[str, Worksheet]:
    return sheets(reports / "申报表 国家标准（2017）.xlsx")


def figures(marts: duckdb.DuckDBPyConnection, sql: str) -> dict[Any, Any]:
    """First column, or the first ones as a tuple, to the last one."""
    return {row[0] if len(row) == 2 else row[:-1]: row[-1] for row in marts.execute(sql).fetchall()}


def test_a_refresh_writes_a_form_for_every_ruleset_of_the_newest_year(
    reports: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    names = marts.execute(
        f"""select distinct name from marts.fct_recognition join marts.dim_ruleset using (ruleset_code)
        where {OF_YEAR}"""
    ).fetchall()
    newest = marts.execute("select max(school_year)::text from marts.fct_recognition").fetchone()

    # a plan that does nothing says nothing of single schools
    stems = {path.stem for path in reports.glob("*.xlsx") if not path.stem.startswith("达标方案各校")}
    assert stems == {f"{kind} {name}" for (name,) in names for kind in ("申报表", "达标方案")}
    assert (reports.name,) == newest


def test_the_form_has_a_sheet_for_each_printed_table_and_one_that_explains(
    form: dict[str, Worksheet],
) -> None:
    assert list(form) == ["表Ⅰ", "表Ⅱ-1", "表Ⅱ-2", "表Ⅲ", "表Ⅳ", "表Ⅴ", "表Ⅵ", "说明"]


def test_the_county_form_fills_the_first_cells_of_the_basic_facts(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    measures = figures(
        marts, f"select measure_code, value from marts.fct_county_measure where {OF_YEAR} and stage is null"
    )

    codes = [
        "population",
        "rural_population",
        "towns",
        "villages",
        "gdp_per_capita",
        "fiscal_revenue_per_capita",
    ]
    codes += ["rural_income_per_capita", "urban_income_per_capita"]
    assert [below(form["表Ⅰ"], f"L{number}") for number in range(1, 9)] == [measures[code] for code in codes]


def test_schools_classes_pupils_and_teachers_of_the_basic_facts_are_counted_from_the_marts(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    kinds = figures(
        marts, f"select school_type_code, count(*) from marts.dim_school where {OF_YEAR} group by 1"
    )
    sums = figures(
        marts,
        f"""select measure_code, stage, sum(value) from marts.fct_school_measure
        join marts.dim_school using (county_code, school_year, school_code)
        where {OF_YEAR} and school_type_code in ('211', '218', '311', '312', '341', '345') group by all""",
    )
    (large_points,) = marts.execute(
        f"""select count(*) from marts.fct_school_measure
        join marts.dim_school using (county_code, school_year, school_code)
        where {OF_YEAR} and school_type_code = '218' and measure_code = 'pupils' and value >= 50"""
    ).fetchone() or (None,)
    table = form["表Ⅰ"]

    assert [below(table, f"L{number}") for number in range(9, 14)] == [
        kinds[kind] for kind in ("211", "312", "311", "341", "345")
    ]
    assert below(table, "L14") == sum(kinds.get(kind, 0) for kind in ("511", "512", "513", "514"))
    assert (below(table, "L15"), below(table, "L16")) == (kinds["218"], large_points)
    assert [below(table, f"L{number}") for number in (17, 18, 19, 20, 22, 24)] == [
        sums[measure, stage] for measure in ("classes", "pupils") for stage in ("小学", "初中")
    ] + [sums["teachers", stage] for stage in ("小学", "初中")]


def test_every_unit_has_a_row_with_its_printed_values_and_its_verdict(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    units = marts.execute(
        f"""select stage, school_name, pupils, passes, list(printed_value order by sort_order),
            list(indicators.indicator_code order by sort_order) filter (where status = 'met'),
            list(indicators.indicator_code order by sort_order) filter (where status = 'near')
        from marts.fct_school_compliance as units
        join marts.dim_school using (county_code, school_year, school_code)
        join marts.fct_school_indicator as facts
            using (county_code, school_year, ruleset_code, school_code, stage)
        join marts.dim_indicator as indicators using (indicator_code)
        where {NATIONAL} and area = '资源配置' group by all"""
    ).fetchall()
    printed = {(stage, row["L1"]): row for (stage,), row in below_codes(form["表Ⅱ-2"])}

    assert len(printed) == len(units) > 50
    for stage, name, pupils, passes, values, met, near in units:
        row = printed[stage, name]
        assert row["L3"] == pupils
        expected = ["缺数据" if value is None else float(value) for value in values]
        assert [row[f"L{number}"] for number in range(6, 13)] == expected, name
        assert row["L13"] == PASSES[passes]
        for codes, word in ((met, "达标"), (near, "达到85%")):
            assert not codes or f"{word}：{'、'.join(codes)}" in row["L14"].split("；")


def test_grades_and_classes_of_a_unit_come_from_the_class_roster(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    counts = figures(
        marts,
        f"""select stage, school_name, measure_code, value from marts.fct_school_measure
        join marts.dim_school using (county_code, school_year, school_code)
        where {OF_YEAR} and measure_code in ('grades', 'classes')""",
    )

    for (stage,), row in below_codes(form["表Ⅱ-2"]):
        assert row["L4"] == counts.get((stage, row["L1"], "grades"), "缺数据")
        assert row["L5"] == counts.get((stage, row["L1"], "classes"), "缺数据")
    assert any(isinstance(row["L4"], int) for _, row in below_codes(form["表Ⅱ-2"]))


def test_the_counts_of_schools_are_those_of_the_rows_below_the_table_of_schools(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    counted = marts.execute(
        f"""select stage, indicator_code, count_if(status = 'met'),
            100.0 * count_if(status = 'met') / count(*)
        from marts.fct_school_indicator
        join marts.fct_school_compliance using (county_code, school_year, ruleset_code, school_code, stage)
        where {NATIONAL} and indicator_code[1] = 'R' group by all
        union all
        select stage, '综合', count_if(passes), 100.0 * count_if(passes) / count(*)
        from marts.fct_school_compliance where {NATIONAL} group by all
        order by 1 desc, 2"""
    ).fetchall()
    table = {left: row for left, row in below_codes(form["表Ⅱ-1"])}

    assert len(table) == 4
    columns = {f"R{number}": f"L{number}" for number in range(1, 8)} | {"综合": "L8"}
    for stage, code, met, share in counted:
        assert table[stage, "达标学校总数（所）"][columns[code]] == met
        assert table[stage, "达标学校比例（%）"][columns[code]] == pytest.approx(share, abs=0.05)


def test_means_have_two_decimals_and_coefficients_three(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    balance = marts.execute(
        f"select stage, 'L' || indicator_code[2:], mean, cv from marts.fct_county_balance where {NATIONAL}"
    ).fetchall()
    table = {left: row for left, row in below_codes(form["表Ⅲ"])}

    assert len(balance) == 14
    for stage, code, mean, cv in balance:
        assert table[stage, "全县平均值"][code] == pytest.approx(mean, abs=0.005)
        assert table[stage, "差异系数"][code] == pytest.approx(cv, abs=0.0005)
        assert round(table[stage, "差异系数"][code], 3) == table[stage, "差异系数"][code]


@pytest.mark.parametrize(("sheet", "area", "items"), [("表Ⅳ", "政府保障程度", 15), ("表Ⅴ", "教育质量", 9)])
def test_every_item_stands_with_the_conclusions_of_its_parts_and_one_verdict(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection, sheet: str, area: str, items: int
) -> None:
    printed = below_headings(form[sheet], "序号", "名称")
    conclusions = marts.execute(
        f"""select item_code, list(conclusion), list(status) from marts.fct_county_indicator
        join marts.dim_indicator using (indicator_code)
        where {NATIONAL} and area = '{area}' and dimension is null group by 1 order by min(sort_order)"""
    ).fetchall()
    counted = marts.execute(
        f"""select items_met, items_unmet, items_no_data from marts.fct_recognition
        where {NATIONAL} and area = '{area}'"""
    ).fetchone()

    assert len(printed) == len(conclusions) == items
    for row, (_, said, _) in zip(printed, conclusions, strict=True):
        assert all(one in row["指标值或简要结论"] for one in said)
    verdicts = [row["是否达标"] for row in printed]
    assert tuple(verdicts.count(word) for word in ("达标", "未达标", "缺数据")) == counted


def test_the_survey_stands_in_all_and_of_parents(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection
) -> None:
    answers = {
        (method, kind): counts
        for method, kind, *counts in marts.execute(
            f"""select method, respondent_type, answers, valid_answers, satisfied_answers, satisfaction_rate
            from marts.fct_satisfaction where {OF_YEAR} and town_name is null"""
        ).fetchall()
    }
    table = {left[0]: row for left, row in below_codes(form["表Ⅵ"])}

    for heading, kind in (("计", None), ("其中家长", "家长")):
        row, paper, visits = table[heading], answers["问卷", kind], answers["实地走访", kind]
        assert [row["L1"], row["L2"], row["L3"]] == paper[:3]
        assert [row["L5"], row["L6"]] == visits[1:3]
        assert row["L4"] == pytest.approx(paper[3], abs=0.05)
        assert row["L7"] == pytest.approx(visits[3], abs=0.05)


def test_the_explanation_names_version_year_ruleset_and_every_file_in_force(
    form: dict[str, Worksheet], marts: duckdb.DuckDBPyConnection, reports: Path
) -> None:
    said = {cell for row in rows(form["说明"]) for cell in row if isinstance(cell, str)}
    files = marts.execute(
        f"""select distinct county_code || '/' || school_year || '/' || path, sha256[:12]
        from quality.file_version where {OF_YEAR} and state = 'in_force'"""
    ).fetchall()

    version = reports.resolve().parents[2].name
    assert {
        version,
        "国家标准（2017）（national_2017）",
        f"{reports.name}-{int(reports.name) + 1}学年",
    } <= said
    assert files
    assert {part for file in files for part in file} <= said
