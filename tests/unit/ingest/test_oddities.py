"""What spreadsheets make of names, codes and identity numbers."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.ingest import values
from pipelines.ingest.oddities import ERROR_MARK, UNCOMPUTED_MARK, saying
from tests.unit.ingest.test_values import column, read


@pytest.mark.parametrize(
    "cell", ["12-Sep", "Sep-12", "9月12日", "2024-09-12", "2024/9/12", "2024-09-12 00:00:00", " 1-Jan "]
)
def test_a_name_that_became_a_date_is_bad_and_said_to_be_one(cell: str) -> None:
    assert read(values.code(column(cell, "1班"))) == ["坏", "1班"]
    assert read(values.text(column(cell, "1班"))) == ["坏", "1班"]
    assert "日期" in (saying(cell.strip()) or "")


@pytest.mark.parametrize("cell", ["9月月考", "2024届1班", "1-2", "May", "12班", "2024", "Sep"])
def test_a_name_that_merely_resembles_a_date_is_a_name(cell: str) -> None:
    assert read(values.code(column(cell))) == [cell]
    assert saying(cell) is None


@pytest.mark.parametrize("cell", ["2.137E+09", "3.70399E+17", "2E9", "2.1e+9"])
def test_a_code_in_scientific_notation_has_lost_its_digits(cell: str) -> None:
    assert read(values.code(column(cell))) == ["坏"]
    assert read(values.person_number(column(cell))) == ["坏"]
    assert "科学计数法" in (saying(cell) or "")


@pytest.mark.parametrize("cell", ["示例\ufffd\ufffd", "锟斤拷小学"])
def test_broken_signs_are_no_name(cell: str) -> None:
    assert read(values.text(column(cell, "示例"))) == ["坏", "示例"]


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#DIV/0!", ERROR_MARK, UNCOMPUTED_MARK])
def test_a_formula_that_failed_is_no_name_and_no_code(cell: str) -> None:
    assert read(values.text(column(cell, "#1楼"))) == ["坏", "#1楼"]
    assert read(values.code(column(cell, "#1楼"))) == ["坏", "#1楼"]
    assert "公式" in (saying(cell) or "")


def test_identity_numbers_that_went_through_number_cells_are_bad() -> None:
    # 370399201401010011 as a float is …9984 (the nearest multiple of 64); Excel itself shows …0000
    cut = column("370399201401009984", "370399201401010000", "370399201401011000", None)
    assert read(values.person_number(cut)) == ["坏", "坏", "坏", None]


def test_one_identity_number_that_ends_in_zeros_among_others_is_right() -> None:
    right = column("370399201401010000", "370399201401010011", "370399201401010028", "37039920140101001x")
    assert read(values.person_number(right)) == [
        "370399201401010000",
        "370399201401010011",
        "370399201401010028",
        "37039920140101001X",
    ]


def test_leading_zeros_do_not_matter_where_the_code_list_leaves_no_doubt() -> None:
    written = {"7": "七", "01": "甲", "11": "乙"}
    assert read(values.word(column("07", "007", "1", "01", "011"), written)) == ["七", "七", "甲", "甲", "乙"]


def test_where_the_code_list_has_both_nothing_is_padded() -> None:
    assert read(values.word(column("1", "01", "001"), {"1": "一", "01": "甲"})) == ["一", "甲", "坏"]


def test_a_figure_that_became_a_date_is_bad() -> None:
    assert read(values.number(column("12-Sep", "2024-09-12 00:00:00"))) == ["坏", "坏"]
    assert values.number(pl.Series(["1"])).values.to_list() == [1]
