"""What `junheng plan` says of the forecast, and how its band is drawn."""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.site.charts import HEIGHT, band
from pipelines.warehouse.forecast import forecast_of, sentences

EXPECTED: dict[str, Any] = {
    "school_year": 2025, "stage": "小学", "scenario": "持平", "value": 1200.4, "low": 1100.0, "high": 1300.0,
}  # fmt: skip
PAST: dict[str, Any] = {
    "horizon": 1,
    "stage": "小学",
    "error": 2.0,
    "error_as_last_year": 4.0,
    "is_no_better": False,
}


def test_a_forecast_says_its_interval_and_what_the_past_says_of_it() -> None:
    said = list(sentences([EXPECTED], [PAST, {**PAST, "horizon": 2, "error": 4.0, "is_no_better": True}]))
    assert said == [
        "小学预计 2025 学年 1,200 人（1,100–1,300）（入学人数：持平）。"
        "以往误差：1 年 2.0%（照搬 4.0%）；2 年 4.0%（照搬 4.0%，不比照搬准）。"
    ]


def test_a_forecast_of_one_year_of_rosters_has_no_interval_and_no_past() -> None:
    assert list(sentences([{**EXPECTED, "low": None, "high": None}], [])) == [
        "小学预计 2025 学年 1,200 人（入学人数：持平）。以往误差：没有以往可比。"
    ]


def test_where_births_are_not_known_it_is_said_why_the_interval_is_wide_and_what_narrows_it() -> None:
    last = {**EXPECTED, "school_year": 2035, "narrower": "学龄前人口"}
    *_, said = sentences([EXPECTED, last], [PAST])
    assert said.startswith("区间越往后越宽：到 2035 学年")
    assert "报了学龄前人口（各镇街各年的出生人口、在园幼儿数）" in said
    for without in ({**last, "narrower": None}, {**last, "low": None, "high": None}):
        assert not any("区间越往后越宽" in one for one in sentences([EXPECTED, without], [PAST]))


def test_a_version_of_an_earlier_program_has_no_forecast_and_nothing_is_said_of_one() -> None:
    with duckdb.connect() as connection:
        assert forecast_of(connection, "990101") == ([], [])
    assert list(sentences([], [])) == []


def test_a_band_opens_from_the_last_year_that_is_known() -> None:
    known = [{"year": 2024, "value": 50.0, "tip": ""}]
    drawn = band(known, [{"year": 2025, "value": 50.0, "low": 0.0, "high": 100.0, "tip": ""}])
    upper, _, lower = (float(drawn["band"].split()[at].split(",")[1]) for at in (1, 0, 2))
    assert upper < lower == drawn["base"] < HEIGHT
    assert drawn["band"].split()[0] == drawn["band"].split()[-1] == drawn["known"]


def test_a_forecast_without_errors_of_the_past_has_no_band() -> None:
    to_come = [{"year": 2025, "value": 50.0, "low": None, "high": None, "tip": ""}]
    assert band([{"year": 2024, "value": 50.0, "tip": ""}], to_come)["band"] == ""
