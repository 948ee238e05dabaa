"""Posts, courses, monitoring, survey, evidence and incidents say what rosters and registers can bear."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .reading import COUNTY, YEARS, evidence_rows, pupil_rows, rows_below, survey_rows, table, teacher_rows

SUBJECTS = {"语文", "数学", "科学", "体育", "艺术", "德育"}


def register(raw: Path, year: str) -> dict[str, dict[str, Any]]:
    path = raw / COUNTY / year / f"{year}年学校基本情况.xlsx"
    return {row["学校标识码"]: row for row in table(path)}


def lessons(raw: Path, year: str) -> list[dict[str, Any]]:
    path = raw / COUNTY / year / f"{year}年课程开设.xlsx"
    return [row for stage in ("小学", "初中") for row in rows_below(path, "学校标识码", sheet=f"{stage}课程")]


def incidents(raw: Path, year: str) -> list[dict[str, Any]]:
    return rows_below(raw / COUNTY / year / f"{year}学年负面事项台账.xlsx", "事项编号")


@pytest.mark.parametrize("year", YEARS)
def test_filled_posts_are_the_rosters_teachers_on_posts(small: Path, year: str) -> None:
    roster = Counter(row["学校标识码"] for row in teacher_rows(small, year) if row["是否在编"] == "是")
    posts = rows_below(small / COUNTY / year / f"{year}年编制岗位.xlsx", "学校标识码")
    assert {row["学校标识码"] for row in posts} == register(small, year).keys()
    for row in posts:
        assert row["在编人数"] == roster[row["学校标识码"]]
        assert row["核定编制数"] == row["在编人数"] + row["空编数"]


def test_teachers_outside_the_posts_become_fewer_until_there_are_none(small: Path) -> None:
    sums = [
        sum(row["长期聘用编外教师数"] for row in rows_below(path, "学校标识码"))
        for path in (small / COUNTY / year / f"{year}年编制岗位.xlsx" for year in YEARS)
    ]
    # 4 + 2 + 3, then 4 + 2, then 2, then none: the rows of exceptions.csv
    assert sums == [9, 6, 2, 0]


@pytest.mark.parametrize("year", YEARS)
def test_every_grade_with_pupils_has_its_courses_and_full_time_labour_teachers_are_the_rosters(
    small: Path, year: str
) -> None:
    special = {code for code, row in register(small, year).items() if row["办学类型码"] == "514"}
    grades = {(row["学校标识码"], row["年级"]) for row in pupil_rows(small, year)}
    rows = lessons(small, year)
    assert {(row["学校标识码"], row["年级"]) for row in rows} == {g for g in grades if g[0] not in special}
    roster = Counter(
        row["学校标识码"]
        for row in teacher_rows(small, year)
        if row["任教课程"] == "劳动" and row["是否专任教师"] == "是"
    )
    for row in rows:
        assert row["专职劳动教师数"] in (roster[row["学校标识码"]], 0)


def test_some_schools_reach_half_of_the_hours_exactly_some_fall_just_short_and_most_pass(small: Path) -> None:
    hours: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in lessons(small, "2024"):
        hours[row["学校标识码"]][0] += row["劳动实践课时"]
        hours[row["学校标识码"]][1] += row["综合实践活动课时"]
    shares = [labour / total for labour, total in hours.values()]
    assert sum(share < 0.5 for share in shares) == 2
    assert sum(0.48 < share < 0.5 for share in shares) >= 1
    assert sum(share >= 0.5 for share in shares) > 60


@pytest.mark.parametrize("year", YEARS)
def test_every_subject_of_both_stages_has_been_monitored_by_the_end_of_each_cycle(
    small: Path, year: str
) -> None:
    seen = set()
    for folder in YEARS[: YEARS.index(year) + 1]:
        path = small / COUNTY / folder / f"{folder}年国家义务教育质量监测.xlsx"
        for row in rows_below(path, "监测年度"):
            assert row["监测年度"] <= int(folder)
            seen.add((row["学段"], row["学科"]))
    assert seen == {(stage, subject) for stage in ("小学", "初中") for subject in SUBJECTS}


def test_one_year_prints_the_difference_between_schools_in_percent(small: Path) -> None:
    first, *others = (
        rows_below(small / COUNTY / year / f"{year}年国家义务教育质量监测.xlsx", "监测年度") for year in YEARS
    )
    assert all(row["校际差异率（%）"] > 1 for row in first)
    assert all(row["校际差异率"] < 1 for rows in others for row in rows)


@pytest.mark.parametrize("year", YEARS)
def test_answers_name_towns_and_schools_of_the_county_and_more_than_half_are_parents(
    small: Path, year: str
) -> None:
    schools = register(small, year)
    towns = {row["主体代码"] for row in evidence_rows(small, year) if row["主体类型"] == "镇街"}
    rows = survey_rows(small, year)
    assert len({row["问卷编号"] for row in rows}) == len(rows) >= 80
    assert {row["镇街代码"] for row in rows} <= towns
    assert {row["学校标识码"] for row in rows if row["学校标识码"]} <= schools.keys()
    assert {row["调查方式"] for row in rows} == {"问卷", "实地走访"}
    assert sum(row["对象类别"] == "家长" for row in rows) > len(rows) / 2


@pytest.mark.parametrize("year", YEARS)
def test_every_evidence_code_is_handed_in_by_those_who_owe_it(small: Path, year: str) -> None:
    county = {"G1", "G2a", "G2b", "G10", "G15b", "X7", "X8", "X9"} | ({"X11"} if year != "2021" else set())
    school = {"Q3", "Q5", "Q6", "Q7a", "Q8", "X4", "X5", "X10"}
    codes: defaultdict[str, set[str]] = defaultdict(set)
    registered = register(small, year)
    for row in evidence_rows(small, year):
        codes[row["主体类型"]].add(row["指标代码"])
        assert row["评估结论"] or row["评级"]
        if row["主体类型"] == "校":
            assert registered[row["主体代码"]]["办学类型码"] not in ("342", "514")
    assert codes == {"县": county, "校": school, "镇街": {"X12"}}


def test_evidence_has_every_conclusion_and_rating_and_rows_that_were_replaced(small: Path) -> None:
    rows = [row for year in YEARS for row in evidence_rows(small, year)]
    assert {row["评估结论"] for row in rows} == {"达标", "不达标", "待核", None}
    assert {row["评级"] for row in rows} == {"优秀", "良好", "合格", None}
    days = Counter((row["指标代码"], row["主体代码"]) for row in evidence_rows(small, "2024"))
    assert max(days.values()) == 2


def test_a_quiet_year_hands_in_headings_alone_and_a_confirmed_case_may_come_a_year_late(small: Path) -> None:
    assert incidents(small, "2021") == []
    assert Counter(row["认定结论"] for row in incidents(small, "2022"))["属实"] == 1
    late = [row for row in incidents(small, "2023") if row["认定结论"] == "属实"]
    assert [row["发生日期"] for row in late] == ["2023-05-20"]
    assert "核查中" in {row["认定结论"] for row in incidents(small, "2024")}
    assert "属实" not in {row["认定结论"] for row in incidents(small, "2024")}


def test_registers_have_headings_in_two_merged_rows(small: Path) -> None:
    for name in ("2024年残疾儿童少年名册", "示例县佐证材料台账"):
        sheet = load_workbook(small / COUNTY / "2024" / f"{name}.xlsx").worksheets[0]
        assert len(sheet.merged_cells.ranges) >= 4
