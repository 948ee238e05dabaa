"""Shortfall lists and self-assessments of the synthetic county, held row by row against the marts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.reports.school import NoSuchSchool, write_schools
from pipelines.reports.scope import scopes
from pipelines.reports.shortfall import write_shortfalls
from pipelines.warehouse.versions import Version
from tests.unit.reports.reading import below_headings, listed, rows, sheets

NATIONAL = (
    "ruleset_code = 'national_2017' and school_year = (select max(school_year) from marts.fct_recognition)"
)
SHEET = "国家标准（2017）"
WORDS = {
    "met": "达标",
    "near": "达到85%未达标",
    "unmet": "未达标",
    "no_data": "缺数据",
    "not_applicable": "不适用",
}


def test_every_department_and_every_town_has_a_list(reports: Path, marts: duckdb.DuckDBPyConnection) -> None:
    departments = marts.execute("select department_name from marts.dim_department").fetchall()
    (county,) = marts.execute("select distinct county_code from marts.dim_school").fetchone() or (None,)
    towns = marts.execute("select town_name from marts.dim_town where county_code = ?", [county]).fetchall()

    names = {path.stem for path in (reports / "缺口清单").iterdir()}
    assert names == {f"部门 {name}" for (name,) in departments} | {f"镇街 {name}" for (name,) in towns}


def test_the_list_of_a_department_has_every_shortfall_it_answers_for_with_its_quantities(
    reports: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    expected = {
        (school or "—", stage or "—", code): (WORDS[status], *amounts)
        for school, stage, code, status, *amounts in marts.execute(
            f"""select school_code, stage, indicator_code, status,
                printed_required, printed_actual, printed_shortfall
            from marts.fct_shortfall
            where {NATIONAL} and department_code = '财政' and dimension is null"""
        ).fetchall()
    }
    found, sums = listed(sheets(reports / "缺口清单" / "部门 县财政局.xlsx")[SHEET])
    lacking = {
        (row["学校标识码"], row["学段"], row["指标代码"]): row for row in found if row["判定"] != "缺数据"
    }
    assert expected.keys() <= lacking.keys()
    assert len(expected) > 10
    for key, (verdict, *amounts) in expected.items():
        row = lacking[key]
        assert row["判定"].split("\n")[0] == verdict
        shown = [row[name] for name in ("应有", "实有", "缺")]
        assert shown == ["—" if amount is None else float(amount) for amount in amounts], key
    totals = marts.execute(
        f"""select indicator_code, printed_shortfall from marts.fct_shortfall_total
        where {NATIONAL} and department_code = '财政' and lacking > 1 and printed_shortfall is not null"""
    ).fetchall()
    assert sorted(sums) == sorted((code, float(amount)) for code, amount in totals)


def test_what_there_should_be_is_what_there_is_and_what_is_missing(marts: duckdb.DuckDBPyConnection) -> None:
    wrong = marts.execute(
        """select indicator_code, printed_required, printed_actual, printed_shortfall from marts.fct_shortfall
        where printed_shortfall is not null and printed_actual is not null
            and abs(printed_required::decimal(18, 4) - printed_actual::decimal(18, 4))
                != printed_shortfall::decimal(18, 4)"""
    ).fetchall()
    assert wrong == []


def test_money_that_a_department_finds_is_told_in_one_unit(marts: duckdb.DuckDBPyConnection) -> None:
    """A single teacher's pay and a single pupil's share are told in 元, all sums of money in 万元."""
    units = marts.execute(
        "select distinct indicator_code from marts.fct_shortfall where shortfall_unit = '元'"
    ).fetchall()
    assert {code for (code,) in units} <= {"G8a", "X2"}


def test_a_town_lists_its_own_schools_each_shortfall_once(
    reports: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    for path in (reports / "缺口清单").glob("镇街 *.xlsx"):
        town = path.stem.removeprefix("镇街 ")
        expected = marts.execute(
            f"""select distinct school_code, coalesce(stage, '—'), indicator_code from marts.fct_shortfall
            join marts.dim_town using (county_code, town_code)
            where {NATIONAL} and town_name = ? and school_code is not null""",
            [town],
        ).fetchall()
        found, _ = listed(sheets(path)[SHEET])
        lacking = [row for row in found if row["判定"] != "缺数据" and row["学校标识码"] != "—"]
        keys = [(row["学校标识码"], row["学段"], row["指标代码"]) for row in lacking]
        assert sorted(keys) == sorted(expected), town
        assert {row["镇街"] for row in found} <= {town}


def test_a_page_ends_between_two_indicators_and_no_sheet_is_without_rows(reports: Path) -> None:
    for path in (reports / "缺口清单").glob("*.xlsx"):
        for name, sheet in sheets(path).items():
            if name in ("汇总", "说明"):
                continue
            starts = {
                row[0].row
                for row in sheet.iter_rows()
                if row[0].value and all(one.value is None for one in row[1:])
            }
            assert {one.id + 1 for one in sheet.row_breaks.brk} <= starts, (path, name)
            assert listed(sheet)[0], (path, name)


def test_the_self_assessment_of_a_mixed_school_has_both_stages_with_thresholds_and_departments(
    published: Version, marts: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (code,) = marts.execute(
        "select min(school_code) from marts.dim_school where school_type_code = '312'"
    ).fetchone() or (None,)
    expected = {
        (stage or "全校", indicator): (WORDS[status], printed)
        for stage, indicator, status, printed in marts.execute(
            f"""select stage, indicator_code, status, printed_value from marts.fct_school_indicator
            where {NATIONAL} and school_code = ?""",
            [code],
        ).fetchall()
    }
    (path,) = write_schools(marts, published, scopes(marts), tmp_path, code)
    listed = below_headings(sheets(path)[SHEET], "指标代码", "指标名称")

    assert {(row["学段"], row["指标代码"]) for row in listed} == set(expected)
    for row in listed:
        verdict, printed = expected[row["学段"], row["指标代码"]]
        assert row["判定"] == verdict
        assert row["实际值"] in ("—", "缺数据", "不适用") or row["实际值"] == float(printed)
        assert row["责任部门"]
    assert {"小学", "初中"} <= {row["学段"] for row in listed if row["指标代码"] == "R1"}


def test_a_figure_that_is_not_published_is_no_missing_one(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> None:
    """R2 of school 3 is met, and its figure tells of few persons; R1 of school 2 is not known."""
    for code, indicator, shown, verdict in (
        ("2199010003", "R2", "不公布", "达标"),
        ("2199010002", "R1", "缺数据", "缺数据"),
    ):
        (path,) = write_schools(small_marts, small_version, scopes(small_marts, "990101"), tmp_path, code)
        (page,) = (rows for name, rows in sheets(path).items() if name not in ("说明",))
        (row,) = (row for row in below_headings(page, "指标代码", "指标名称") if row["指标代码"] == indicator)
        assert (row["实际值"], row["判定"]) == (shown, verdict)


def test_a_school_that_is_not_judged_has_no_self_assessment(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> None:
    with pytest.raises(NoSuchSchool, match="9999999999"):
        list(write_schools(small_marts, small_version, scopes(small_marts, "990101"), tmp_path, "9999999999"))


def test_names_that_no_file_system_and_no_workbook_takes_are_written_another_way(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> None:
    paths = list(write_schools(small_marts, small_version, scopes(small_marts, "990101"), tmp_path))

    assert [path.name for path in paths][1] == "2199010002 =乙_2.xlsx"
    assert list(sheets(paths[1])) == ["国家_标准", "说明"]


def test_quantities_are_summed_by_indicator_and_what_lacks_data_is_counted_beside_them(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> None:
    """教育局: R1 lacks 1 人 in 甲, 乙 has no data; G8b lacks 10 万元 in the county. 残联 owes nothing."""
    paths = write_shortfalls(small_marts, small_version, scopes(small_marts, "990101"), tmp_path)
    books = {path.stem: sheets(path) for path in paths}

    summary = below_headings(books["部门 教育局"]["汇总"], "指标", "学段")
    assert [
        (row["指标"], row["未达标"], row["应有"], row["实有"], row["缺"], row["单位"], row["缺数据"])
        for row in summary
    ] == [
        ("R1 高于规定学历教师数", 1, 5, 4, 1, "人", 1),
        ("G8b 绩效工资", 1, 100, 90, 10, "万元", 0),
    ]
    assert "没有未达标的，也没有缺数据的。" in {row[0] for row in rows(books["部门 残联"]["汇总"])}
    found, _ = listed(books["镇街 一镇"]["国家_标准"])
    assert [(row["判定"], row["应有"], row["实有"], row["缺"]) for row in found] == [
        ("达到85%未达标\n取整前 4.1951", 5, 4, 1),
        ("缺数据", "—", "—", "—"),
    ]
    assert set(books["部门 残联"]) == {"汇总", "说明"}
