"""What the form says where something is missing, on a version made by hand (`small_version`)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.reports.application.workbook import write_application
from pipelines.reports.scope import Scope, scopes
from pipelines.warehouse.versions import Version
from tests.unit.reports.reading import below, below_codes, below_headings, fill_of, rows, sheets


def form_of(
    county: str, marts: duckdb.DuckDBPyConnection, version: Version, folder: Path
) -> dict[str, Worksheet]:
    (scope,) = scopes(marts, county=county)
    write_application(marts, version, scope, folder / "form.xlsx")
    return sheets(folder / "form.xlsx")


@pytest.fixture
def form(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> dict[str, Worksheet]:
    return form_of("990101", small_marts, small_version, tmp_path)


def test_what_is_missing_is_said_in_a_word_and_is_never_a_zero(form: dict[str, Worksheet]) -> None:
    """Nobody has handed in the population; 乙 no classes and no teachers, so their totals are not known."""
    table = form["表Ⅰ"]

    assert [below(table, code) for code in ("L1", "L4", "L17", "L21", "L22")] == ["缺数据"] * 5
    assert "L17 教学班数小学：有 1 所学校缺数据，合计无法得出。" in {
        cell for row in rows(table) for cell in row
    }
    assert below(table, "L19") == 100 + 80 + 50 + 49


def test_halves_are_rounded_away_from_zero_as_people_do(form: dict[str, Worksheet]) -> None:
    """60215.5 and 4.125 are exact doubles: 60216 and 4.13, where rounding to even would give 4.12."""
    units = {row["L1"]: row for _, row in below_codes(form["表Ⅱ-2"])}

    assert below(form["表Ⅰ"], "L5") == 60216
    assert units["甲"]["L6"] == 4.13


def test_points_are_counted_whole_and_from_fifty_pupils_on(form: dict[str, Worksheet]) -> None:
    """丙点 has 50 pupils and 丁点 49; neither is a school of its own."""
    table = form["表Ⅰ"]

    assert [below(table, code) for code in ("L9", "L15", "L16")] == [2, 2, 1]
    assert "小学 3 所，其中一贯制小学部 0 所，50人及以上教学点 1 个。" in {
        row[0] for row in rows(form["表Ⅱ-2"])
    }


def test_a_school_without_data_is_no_school_that_passes(form: dict[str, Worksheet]) -> None:
    """R1: 丙点 is met, 甲 is near, 乙 is not known: 1 of 3 is 33.3%; in the whole 甲 and 丙点 pass: 66.7%."""
    table = {left: row for left, row in below_codes(form["表Ⅱ-1"])}

    assert table["小学", "达标学校总数（所）"]["L1"] == 1
    assert table["小学", "达标学校比例（%）"]["L1"] == 33.3
    assert table["小学", "达标学校比例（%）"]["L3"] == 66.7


def test_a_county_without_a_junior_stage_is_told_that_it_does_not_apply(form: dict[str, Worksheet]) -> None:
    counts = {left: row for left, row in below_codes(form["表Ⅱ-1"])}
    balance = {left: row for left, row in below_codes(form["表Ⅲ"])}

    assert set(counts["初中", "达标学校总数（所）"].values()) == {"不适用"}
    assert set(balance["初中", "差异系数"].values()) == {"不适用"}


def test_the_mean_of_the_coefficients_is_theirs_and_has_three_decimals(form: dict[str, Worksheet]) -> None:
    """R1 0.0625 is printed 0.063, R2 0.1875 is 0.188; of the unrounded (0.0625 + 0.1875) / 2 = 0.125."""
    row = {left: row for left, row in below_codes(form["表Ⅲ"])}["小学", "差异系数"]

    assert (row["L1"], row["L2"], row["L3"]) == (0.063, 0.188, 0.125)


def test_an_item_with_one_part_unmet_is_unmet_and_one_without_data_says_so(
    form: dict[str, Worksheet],
) -> None:
    printed = {row["名称"]: row for row in below_headings(form["表Ⅳ"], "序号", "名称")}

    assert printed["布局合理"]["是否达标"] == "缺数据"
    assert printed["教师工资；\n绩效工资"]["是否达标"] == "未达标"
    assert (
        printed["教师工资；\n绩效工资"]["指标值或简要结论"]
        == "教师99800元，公务员99100元；\n核定100万元，实发90万元"
    )


def test_a_survey_that_nobody_handed_in_leaves_words_in_every_cell(form: dict[str, Worksheet]) -> None:
    cells = [value for _, row in below_codes(form["表Ⅵ"]) for value in row.values()]

    assert cells == ["缺数据"] * 14


def test_a_verdict_that_fails_has_a_colour_beside_its_word_and_one_that_is_met_has_none(
    form: dict[str, Worksheet],
) -> None:
    table = form["表Ⅳ"]

    assert len({*fill_of(table, "未达标"), *fill_of(table, "缺数据"), "00000000"}) == 3
    assert fill_of(form["表Ⅱ-2"], "达标") == {"00000000"}


def test_a_name_that_looks_like_a_formula_stays_a_name(form: dict[str, Worksheet]) -> None:
    (cell,) = [cell for row in form["表Ⅱ-2"].iter_rows() for cell in row if cell.value == "=乙/2"]

    assert cell.data_type == "s"


def test_a_county_that_has_handed_in_nothing_has_a_form_full_of_words(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> None:
    form = form_of("990102", small_marts, small_version, tmp_path)

    assert {below(form["表Ⅰ"], f"L{number}") for number in range(1, 25)} == {"缺数据"}
    assert {value for _, row in below_codes(form["表Ⅱ-1"]) for value in row.values()} == {"缺数据"}


def test_the_same_version_gives_the_same_bytes(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> None:
    (scope,) = scopes(small_marts, county="990101")
    for name in ("one", "two"):
        write_application(small_marts, small_version, scope, tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_scope_is_the_newest_year_unless_another_is_asked_for(
    small_marts: duckdb.DuckDBPyConnection,
) -> None:
    assert scopes(small_marts, county="990101", school_year=2024) == scopes(small_marts, county="990101")
    assert scopes(small_marts, county="990101") == [Scope("990101", "示例县", 2024, "national", "国家/标准")]
