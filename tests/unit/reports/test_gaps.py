"""How the form is laid out, also where something is missing, on a version made by hand (`small_version`)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.reports.application.workbook import write_application
from pipelines.reports.scope import Scope, scopes
from pipelines.warehouse.versions import Version
from tests.unit.reports.reading import below, below_codes, below_headings, fill_of, rows, sheets


@pytest.fixture
def form(
    small_marts: duckdb.DuckDBPyConnection, small_version: Version, tmp_path: Path
) -> dict[str, Worksheet]:
    (scope,) = scopes(small_marts, county="990101")
    write_application(small_marts, small_version, scope, tmp_path / "form.xlsx")
    return sheets(tmp_path / "form.xlsx")


def test_what_is_missing_is_said_in_a_word_and_is_never_a_zero(form: dict[str, Worksheet]) -> None:
    table = form["表Ⅰ"]

    assert [below(table, code) for code in ("L1", "L8", "L9", "L16", "L24")] == [31.59, 60216, 2, 1, "缺数据"]
    assert "L24 教师：有 1 所学校缺数据。" in {cell for row in rows(table) for cell in row}


def test_a_number_is_written_as_the_marts_print_it(form: dict[str, Worksheet]) -> None:
    units = {row["L1"]: row for _, row in below_codes(form["表Ⅱ-2"])}
    (share,) = [cell for row in form["表Ⅵ"].iter_rows() for cell in row if cell.value == 91]

    assert (units["甲"]["L2"], units["=乙/2"]["L2"]) == (4.13, "缺数据")
    assert share.number_format.startswith("#,##0.0_")


def test_headings_stand_above_a_group_of_columns_and_bands_below_each_other(
    form: dict[str, Worksheet],
) -> None:
    found = rows(form["表Ⅰ"])

    assert [row[0] for row in found if row[0]][2:] == [
        *("人口\n（万人）", "L1", 31.59),
        *("学校数", "小学\n（所）", "L9", 2),
        *("教师\n（人）", "L24", "缺数据"),
        "L24 教师：有 1 所学校缺数据。",
    ]


def test_a_stage_stands_left_of_its_rows_and_what_is_for_checking_below_the_table(
    form: dict[str, Worksheet],
) -> None:
    table = {left: row for left, row in below_codes(form["表Ⅱ-1"])}

    assert table["小学", "总数"]["L1"] == 1
    assert table["小学", "比例"]["L1"] == 33.3
    assert table["初中", "总数"]["L1"] == "不适用"
    assert ("小学", "共 3 所", "达到85%未达标") in {row[:3] for row in rows(form["表Ⅱ-1"])}
    assert ("小学", "限值", 0.5, "—") in {row[:4] for row in rows(form["表Ⅲ"])}


def test_items_stand_by_their_numbers_with_names_conclusions_and_verdicts(form: dict[str, Worksheet]) -> None:
    printed = below_headings(form["表Ⅳ"], "序号", "名称")

    assert [tuple(row.values()) for row in printed] == [
        (1, "布局合理", "缺数据，应由教育局提供", "缺数据"),
        (2, "教师工资；\n绩效工资", "教师99800元；\n实发90万元", "未达标"),
    ]


def test_a_table_without_a_row_has_its_headings_alone(form: dict[str, Worksheet]) -> None:
    assert rows(form["表Ⅴ"])[-1][:2] == ("序号", "名称")


def test_a_verdict_that_fails_has_a_colour_beside_its_word_and_one_that_is_met_has_none(
    form: dict[str, Worksheet],
) -> None:
    table = form["表Ⅳ"]

    assert len({*fill_of(table, "未达标"), *fill_of(table, "缺数据"), "00000000"}) == 3
    assert fill_of(form["表Ⅱ-2"], "达标") == {"00000000"}


def test_a_name_that_looks_like_a_formula_stays_a_name(form: dict[str, Worksheet]) -> None:
    (cell,) = [cell for row in form["表Ⅱ-2"].iter_rows() for cell in row if cell.value == "=乙/2"]

    assert cell.data_type == "s"


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
