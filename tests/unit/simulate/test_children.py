"""Events, disabled children and places for high schools follow from the rosters of pupils."""

import itertools
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .reading import COUNTY, YEARS, change_rows, pupil_rows, rows_below

LEAVING = {"转出", "死亡", "休学", "退学", "毕业"}
JUNIOR_YEARS = 4
ENTRY_GRADE, LAST_GRADE = "六年级", "九年级"


def digits(text: str) -> str:
    return text.replace("-", "").replace("/", "")


def disabled(raw: Path, year: str) -> list[dict[str, Any]]:
    path = raw / COUNTY / year / f"{year}年残疾儿童少年名册.xlsx"
    return rows_below(path, "安置方式", height=2)


def by_pupil(raw: Path, year: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in change_rows(raw, year):
        found.setdefault(row["学籍号"], []).append(row)
    return found


def test_every_pupil_who_disappears_between_two_years_has_an_event_that_says_why(small: Path) -> None:
    gone = 0
    for before, after in itertools.pairwise(YEARS):
        events = by_pupil(small, before)
        later = {row["学籍号"] for row in pupil_rows(small, after)}
        for row in pupil_rows(small, before):
            if row["学籍号"] not in later:
                gone += 1
                (event,) = events[row["学籍号"]]
                assert event["异动类型"] in LEAVING
                assert (event["学校标识码"], event["学段"]) == (row["学校标识码"], row["学段"])
                assert digits(event["入学年月"]) == digits(row["入学年月"])
    assert gone > 300


def test_every_pupil_who_stays_in_his_stage_but_changes_school_leaves_one_and_comes_to_the_other(
    small: Path,
) -> None:
    moved = 0
    for before, after in itertools.pairwise(YEARS):
        events = by_pupil(small, before)
        later = {row["学籍号"]: row for row in pupil_rows(small, after)}
        for row in pupil_rows(small, before):
            now = later.get(row["学籍号"])
            if now and now["学段"] == row["学段"] and now["学校标识码"] != row["学校标识码"]:
                moved += 1
                left, came = sorted(events[row["学籍号"]], key=lambda event: event["异动类型"] == "转入")
                assert (left["异动类型"], left["学校标识码"]) == ("转出", row["学校标识码"])
                assert (came["异动类型"], came["学校标识码"]) == ("转入", now["学校标识码"])
                assert digits(left["异动日期"]) <= digits(came["异动日期"])
    assert moved > 20


def test_every_pupil_who_is_new_above_the_first_grade_of_a_stage_came_or_returned(small: Path) -> None:
    new = 0
    for before, after in itertools.pairwise(YEARS):
        events = by_pupil(small, before)
        former = {row["学籍号"] for row in pupil_rows(small, before)}
        for row in pupil_rows(small, after):
            if row["学籍号"] not in former and row["年级"] not in ("一年级", ENTRY_GRADE):
                new += 1
                assert {event["异动类型"] for event in events[row["学籍号"]]} <= {"转入", "复学"}
    assert new


def test_a_cohort_that_entered_four_years_before_has_its_graduates_in_the_last_year(small: Path) -> None:
    """五四制: those who entered the sixth grade in 2021 graduate in June 2025 (datasets.md)."""
    assert int(YEARS[-1]) - JUNIOR_YEARS + 1 == int(YEARS[0])
    cohort = [row for year in YEARS for row in change_rows(small, year) if row["学段"] == "初中"]
    cohort = [row for row in cohort if digits(row["入学年月"]) == "202109"]
    kinds = Counter(row["异动类型"] for row in cohort)
    entered = sum(row["年级"] == ENTRY_GRADE for row in pupil_rows(small, "2021"))
    assert kinds["毕业"] == entered + kinds["转入"] + kinds["复学"] - sum(
        kinds[kind] for kind in LEAVING - {"毕业"}
    )
    assert {digits(row["异动日期"]) for row in cohort if row["异动类型"] == "毕业"} == {"20250630"}


@pytest.mark.parametrize("year", YEARS)
def test_events_fall_into_the_school_year_of_their_folder(small: Path, year: str) -> None:
    days = {digits(row["异动日期"]) for row in change_rows(small, year)}
    assert min(days) >= f"{year}0901"
    assert max(days) <= f"{int(year) + 1}0831"


@pytest.mark.parametrize("year", YEARS)
def test_the_register_of_disabled_children_names_the_rosters_disabled_pupils_and_no_others(
    small: Path, year: str
) -> None:
    register = disabled(small, year)
    roster = {row["学籍号"]: row for row in pupil_rows(small, year) if row["残疾类型"]}
    at_school = {row["学籍号"]: row for row in register if row["安置方式"] != "未入学"}
    assert at_school.keys() == roster.keys()
    for number, row in at_school.items():
        placed = roster[number]["安置形式"]
        assert row["安置方式"] == ("特教学校" if placed == "特教班" else placed)
        assert row["身份证件号"] == roster[number]["身份证件号"]
    missing = [row for row in register if row["安置方式"] == "未入学"]
    assert missing
    assert all(row["学籍号"] is None for row in missing)


def test_no_child_of_the_register_has_a_number_that_could_be_genuine(small: Path) -> None:
    register = disabled(small, "2024")
    numbers = [row["身份证件号"] for row in register]
    assert len(set(numbers)) == len(numbers)
    assert all(number[14] == "X" for number in numbers)


@pytest.mark.parametrize("year", YEARS)
def test_no_high_school_allots_more_than_it_plans_and_the_sum_row_adds_up(small: Path, year: str) -> None:
    path = small / COUNTY / year / f"{year}年优质高中指标生分配.xlsx"
    rows = rows_below(path, "招生年度")
    planned = {row["高中学校"]: row["招生计划数（人）"] for row in rows}
    allotted: Counter[str] = Counter()
    for row in rows:
        allotted[row["高中学校"]] += row["分配指标数（人）"]
    assert len(planned) == 3
    assert all(0 < allotted[name] <= planned[name] for name in planned)
    assert {row["招生年度"] for row in rows} == {int(year)}
    leavers = {row["学校标识码"] for row in pupil_rows(small, year) if row["年级"] == LAST_GRADE}
    assert {row["初中学校标识码"] for row in rows} <= leavers
