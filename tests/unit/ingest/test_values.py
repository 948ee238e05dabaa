"""Cells of text become values; what cannot be read is said, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from pipelines.ingest import dates, values
from pipelines.ingest.values import Parsed

YES_NO = {"是": "true", "1": "true", "√": "true", "否": "false", "无": "false", "×": "false"}


def column(*cells: str | None) -> pl.Series:
    return pl.Series(cells, dtype=pl.String)


def read(parsed: Parsed) -> list[object]:
    """Values, with 坏 for what could not be read."""
    return ["坏" if bad else value for value, bad in zip(parsed.values, parsed.bad, strict=True)]


def test_numbers_are_read_with_thousands_full_width_digits_and_blanks() -> None:
    found = values.number(column("1,218", "１２", " 5 ", "1.5", "-5", "−3", "+4", "12,345,678.5"))
    assert read(found) == [1218, 12, 5, 1.5, -5, -3, 4, 12345678.5]


def test_cells_that_stand_again_and_again_are_read_once_and_like_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(values, "TALL", 1)
    seen: list[int] = []

    def counted(cells: pl.Series) -> Parsed:
        seen.append(cells.len())
        return values.number(cells)

    found = values.each_once(column("40", "4o", None, "１２", "40", "—", "4o"), counted)
    assert read(found) == [40, "坏", None, 12, 40, None, "坏"]
    # 40, 4o, １２ and —; the blank is no cell
    assert seen == [4]


@pytest.mark.parametrize(
    "cell", ["—", "/", "无", "…", "……", "-", "--", "／", "\\", "", " ", "　", None, "nan", "NULL"]
)
def test_placeholders_are_unknown_and_no_fault(cell: str | None) -> None:
    assert read(values.number(column(cell, "1"))) == [None, 1]
    assert read(values.text(column(cell))) == [None]
    assert read(values.code(column(cell))) == [None]
    assert read(dates.day(column(cell))) == [None]
    assert read(dates.month(column(cell))) == [None]


@pytest.mark.parametrize(
    "cell", ["2.137E+09", "1e5", "inf", "#REF!", "45人", "12,34", "1.2.3", "(5)", "12-Sep"]
)
def test_what_is_no_number_is_said(cell: str) -> None:
    assert read(values.number(column(cell, "1"))) == ["坏", 1]


def test_whole_numbers_take_a_spreadsheets_point_zero_but_no_fraction() -> None:
    assert read(values.whole_number(column("45.0", "45.5", "45", None))) == [45, "坏", 45, None]


def test_codes_keep_leading_zeros_and_lose_what_a_spreadsheet_added() -> None:
    found = values.code(column("0012", "2137032301.0", "'0012", '="0012"', "２１３", "2137 0323 01"))
    assert read(found) == ["0012", "2137032301", "0012", "0012", "213", "2137032301"]


def test_yes_and_no_are_read_in_every_form() -> None:
    found = values.yes_or_no(column("是", "1.0", " √", "无", "×", "—", "也许"), YES_NO)
    assert read(found) == [True, True, True, False, False, None, "坏"]


@pytest.mark.parametrize(
    "cell",
    [
        *("2024-09-01", "2024/9/1", "2024.9.1", "2024年9月1日", "20240901", "45536", "45536.0"),
        *("2024-09-01 00:00:00", "2024-9-1 12:30", "２０２４－０９－０１", "2024 年 9 月 1 日"),
    ],
)
def test_days_are_read_in_every_form(cell: str) -> None:
    assert read(dates.day(column(cell))) == [date(2024, 9, 1)]
    assert read(dates.month(column(cell))) == ["2024-09"]


@pytest.mark.parametrize("cell", ["2024.9", "2024-09", "2024/9", "2024年9月", "202409"])
def test_months_are_read_in_every_form_but_are_no_days(cell: str) -> None:
    assert read(dates.month(column(cell))) == ["2024-09"]
    assert read(dates.day(column(cell))) == ["坏"]


@pytest.mark.parametrize(
    "cell", ["2014年13月45日", "2023-02-29", "12-Sep", "1024-09-01", "9月", "九月", "2024"]
)
def test_what_the_calendar_lacks_is_said(cell: str) -> None:
    assert read(dates.day(column(cell))) == ["坏"]
    assert read(dates.month(column(cell))) == ["坏"]


def test_a_day_that_has_not_come_yet_is_said() -> None:
    today = date.today()
    to_come = (today + timedelta(days=3)).isoformat()
    assert read(dates.day(column(today.isoformat(), to_come))) == [today, "坏"]


def test_a_number_cell_cut_to_2024_1_may_be_january_or_october() -> None:
    assert read(dates.month(column("2024.1", "2024.9"))) == ["坏", "2024-09"]


def test_beside_an_uncut_october_2024_1_is_january() -> None:
    assert read(dates.month(column("2024.1", "2024.10"))) == ["2024-01", "2024-10"]
