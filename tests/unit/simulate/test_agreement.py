"""The files of one county and year agree with one another, and the years follow from one another."""

import itertools
from collections import Counter
from pathlib import Path

import pytest

from .reading import COUNTY, YEARS, class_rows, pupil_rows, statistics, table, teacher_rows

COMPULSORY = ("小学", "初中")
TEACHERS = "专任教师>合计"
DEGREES = "专任教师>#按学历分>"
PLANT = (
    "教基5170>本学年校舍建筑面积>教学及辅助用房>计",
    "教基5170>本学年校舍建筑面积>教学及辅助用房>室内体育用房",
    "教基5176>占地面积及其他办学条件>占地面积（平方米）>其中>运动场地面积",
    "教学仪器设备资产值(万元)",
    "网络多媒体教室(间)",
)


@pytest.mark.parametrize("year", YEARS)
def test_pupils_are_the_same_in_statistics_class_rosters_and_pupil_rosters(small: Path, year: str) -> None:
    classes: Counter[tuple[str, str]] = Counter()
    for row in class_rows(small, year):
        classes[row["学校标识码"], row["学段"]] += row["学生数（人）"]
    pupils = Counter((row["学校标识码"], row["学段"]) for row in pupil_rows(small, year))
    assert pupils == Counter({key: n for key, n in classes.items() if key[1] in COMPULSORY})
    for stage in COMPULSORY:
        for code, row in statistics(small, year, stage).items():
            assert row["在校生数>合计"] == pupils[code, stage]


@pytest.mark.parametrize("year", YEARS)
def test_full_time_teachers_are_the_same_in_statistics_and_roster(small: Path, year: str) -> None:
    roster = Counter(
        (row["学校标识码"], row["任教学段"])
        for row in teacher_rows(small, year)
        if row["是否专任教师"] == "是"
    )
    for stage in (*COMPULSORY, "高中"):
        for code, row in statistics(small, year, stage).items():
            assert row[TEACHERS] == roster[code, stage]
            assert (
                sum(row[DEGREES + d] for d in ("博士研究生", "硕士研究生", "本科", "专科")) <= row[TEACHERS]
            )


@pytest.mark.parametrize("year", YEARS)
def test_the_whole_schools_plant_stands_in_each_of_its_stages(small: Path, year: str) -> None:
    seen: dict[str, list[float]] = {}
    mixed = 0
    for stage in (*COMPULSORY, "高中"):
        for code, row in statistics(small, year, stage).items():
            plant = [row[name] for name in PLANT]
            assert plant[1] <= plant[0]
            mixed += code in seen
            assert seen.setdefault(code, plant) == plant
    assert mixed >= 8


def test_pupils_move_up_one_grade_a_year_and_nearly_all_stay(small: Path) -> None:
    grades = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"]
    for before, after in itertools.pairwise(YEARS):
        later = {row["学籍号"]: grades.index(row["年级"]) for row in pupil_rows(small, after)}
        former = {row["学籍号"]: grades.index(row["年级"]) for row in pupil_rows(small, before)}
        stayed = [n for n in former if n in later]
        assert all(later[n] == former[n] + 1 for n in stayed)
        assert len(stayed) > 0.98 * sum(grade < 8 for grade in former.values())


def test_a_point_that_closes_hands_its_pupils_to_its_centre_school(small: Path) -> None:
    register = {y: {r["学校标识码"]: r for r in _register(small, y)} for y in ("2023", "2024")}
    closed = [row for code, row in register["2023"].items() if code not in register["2024"]]
    assert [row["办学类型码"] for row in closed] == ["218"]
    gone = {r["学籍号"] for r in pupil_rows(small, "2023") if r["学校标识码"] == closed[0]["学校标识码"]}
    now = Counter(r["学校标识码"] for r in pupil_rows(small, "2024") if r["学籍号"] in gone)
    assert now.most_common(1)[0][0] == closed[0]["中心校标识码"]


def test_teachers_stay_from_year_to_year(small: Path) -> None:
    numbers = [{row["教师编号"] for row in teacher_rows(small, year)} for year in YEARS]
    for former, later in itertools.pairwise(numbers):
        assert len(former & later) > 0.85 * len(former)


def _register(raw: Path, year: str) -> list[dict[str, str]]:
    return table(raw / COUNTY / year / f"{year}年学校基本情况.xlsx")
