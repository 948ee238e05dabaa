"""Schools that hand in a form or a workbook of their own: its figures equal those of the rosters."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .reading import (
    COUNTY,
    YEARS,
    change_rows,
    class_rows,
    county_form,
    forms,
    grid,
    pupil_rows,
    rows_below,
    statistics,
    table,
    teacher_rows,
    workbooks,
)

STAGES = ("小学", "初中")
BACKBONE = {"县级", "市级", "省级", "国家级"}
NOT_APPLICABLE = "/"
# how far the cells of a year lie from their addresses of 2021: down, right
MOVED = {"2021": (0, 0), "2022": (1, 0), "2023": (0, 1), "2024": (2, 1)}
DIFFERENCES = Path(__file__).parents[3] / "pipelines/simulate/data/source_differences.csv"


def staff(raw: Path, year: str, school: str) -> list[dict[str, Any]]:
    return [
        row
        for row in teacher_rows(raw, year)
        if row["学校标识码"] == school and row["是否专任教师"] == "是" and row["任教学段"] in STAGES
    ]


def differences(dataset: str, year: str) -> Counter[str]:
    """What the forms of a year tell more than the other sources, by field."""
    with DIFFERENCES.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if (r["dataset"], r["school_year"]) == (dataset, year)]
    return Counter({row["field"]: int(row["add"]) for row in rows})


def filled(form: dict[str, Any]) -> Iterator[str]:
    return (stage for stage in STAGES if form[f"{stage}学生人数"] != NOT_APPLICABLE)


@pytest.mark.parametrize("year", YEARS)
def test_every_school_with_pupils_hands_its_figures_in_exactly_once(small: Path, year: str) -> None:
    down, right = MOVED[year]
    ways = [
        {code for stage in (*STAGES, "高中") for code in statistics(small, year, stage)},
        set(forms(small, year)),
        set(workbooks(small, year, down=down, right=right)),
    ]
    register = {r["学校标识码"] for r in table(small / COUNTY / year / f"{year}年学校基本情况.xlsx")}
    assert ways[0] | ways[1] | ways[2] == register
    assert sum(len(codes) for codes in ways) == len(register)
    assert [len(codes) for codes in ways[1:]] == [3, 4]


@pytest.mark.parametrize("year", YEARS)
def test_a_forms_pupils_and_classes_are_those_of_the_rosters(small: Path, year: str) -> None:
    pupils, classes = pupil_rows(small, year), class_rows(small, year)
    for code, form in forms(small, year).items():
        mine = [row for row in pupils if row["学校标识码"] == code]
        for stage in filled(form):
            of_stage = [row for row in mine if row["学段"] == stage]
            assert form[f"{stage}学生人数"] == len(of_stage)
            near = sum(row["是否划片就近入学"] == "是" for row in of_stage)
            assert form[f"划片范围内在校学生人数（{stage}）"] == near
        assert form["随迁子女在校生人数"] == sum(row["是否随迁子女"] == "是" for row in mine)
        sizes = [row["学生数（人）"] for row in classes if row["学校标识码"] == code]
        assert form["班级总数"] == len(sizes)
        bands = {item: n for item, n in form.items() if item and item.startswith("每班")}
        assert len(bands) == 10
        assert sum(bands.values()) == len(sizes)
        assert bands["每班25人以下班级个数"] == sum(size <= 25 for size in sizes)
        assert bands["每班46—50人班级个数"] == sum(46 <= size <= 50 for size in sizes)


@pytest.mark.parametrize("year", YEARS)
def test_a_forms_teachers_are_those_of_the_roster_but_for_the_documented_differences(
    small: Path, year: str
) -> None:
    told, listed = Counter[str](), Counter[str]()
    for code, form in forms(small, year).items():
        teachers = staff(small, year, code)
        assert form["专任教师总人数"] == len(teachers)
        assert form["县级及以上骨干教师数"] == sum(row["骨干教师级别"] in BACKBONE for row in teachers)
        for degree, word in (("专科", "专科"), ("本科", "本科"), ("硕士", "硕士研究生")):
            for stage in filled(form):
                count = sum((r["任教学段"], r["最高学历"]) == (stage, word) for r in teachers)
                assert form[f"{degree}学历教师人数（{stage}）"] == count
        for subject, course in (("体育", "体育与健康"), ("音乐", "音乐"), ("美术", "美术"), ("艺术", "艺术")):
            mine = [row for row in teachers if row["任教课程"] == course]
            assert form[f"{subject}专任教师人数"] == len(mine)
            exchanged = sum(row["本年度是否交流轮岗"] == "是" for row in mine)
            assert form[f"{subject}交流轮岗/兼职/走教教师人数"] == exchanged
        told["certified"] += form["持有教师资格证的专任教师人数"]
        told["trained"] += form["近5年培训满360学时专任教师人数"]
        listed["certified"] += sum(row["是否持有教师资格证"] == "是" for row in teachers)
        listed["trained"] += sum(row["五年培训学时"] >= 360 for row in teachers)
    documented = differences("school_form", year)
    for field in ("certified", "trained"):
        assert told[field] - listed[field] == documented[field]


@pytest.mark.parametrize("year", YEARS)
def test_a_forms_rooms_and_funds_are_those_of_the_lists(small: Path, year: str) -> None:
    rooms = table(small / COUNTY / year / f"{year}年音乐美术专用教室.xlsx")
    funds = {r["学校标识码"]: r for r in table(small / COUNTY / year / f"{year}年学校经费.xlsx")}
    for code, form in forms(small, year).items():
        for kind, least in (("音乐", 96), ("美术", 90)):
            areas = [
                row["使用面积（平方米）"]
                for row in rooms
                if (row["学校标识码"], row["教室类别"]) == (code, kind)
            ]
            assert form[f"{kind}教室总间数"] == len(areas)
            assert form[f"{kind}教室{least}平方米及以上间数"] == sum(area >= least for area in areas)
        assert form["上一年度公用经费预算总额"] == funds[code]["公用经费预算（万元）"]
        assert form["上一年度公用经费决算总额"] == funds[code]["公用经费决算（万元）"]
        assert form["教师培训经费预算总额（万元）"] == funds[code]["教师培训经费预算（万元）"]
        assert form["学校体育馆面积"] <= form["室内体育用房面积"] <= form["教学及辅助用房总面积"]


def test_a_form_leaves_out_what_a_school_with_one_stage_does_not_have(small: Path) -> None:
    kinds = {form["学校类型"]: form for form in forms(small, "2024").values()}
    assert kinds.keys() == {"小学", "初级中学", "九年一贯制学校"}
    assert kinds["小学"]["初中学生人数"] == kinds["小学"]["本届毕业学生人数"] == NOT_APPLICABLE
    assert kinds["初级中学"]["本科学历教师人数（小学）"] == NOT_APPLICABLE
    assert list(filled(kinds["九年一贯制学校"])) == ["小学", "初中"]


def test_a_forms_graduating_cohort_is_that_of_the_roster_and_the_events(small: Path) -> None:
    """2024–2025, 五四制: those who were in the sixth grade in the autumn of 2021."""
    entered = Counter(row["学校标识码"] for row in pupil_rows(small, "2021") if row["年级"] == "六年级")
    events = Counter(
        (row["学校标识码"], row["异动类型"])
        for year in YEARS
        for row in change_rows(small, year)
        if row["学段"] == "初中" and row["入学年月"].replace("/", "-") == "2021-09"
    )
    seen = 0
    for code, form in forms(small, "2024").items():
        if "初中" in filled(form):
            seen += 1
            assert form["毕业年级初一时在校学生数"] == entered[code]
            assert form["本届毕业学生人数"] == events[code, "毕业"]
            for kind in ("转入", "转出", "死亡"):
                assert form[f"毕业年级{kind}学生数"] == events[code, kind]
    assert seen == 2


@pytest.mark.parametrize("year", YEARS)
def test_the_countys_form_equals_the_rosters_but_for_the_documented_differences(
    small: Path, year: str
) -> None:
    form, documented = county_form(small, year), differences("county_form", year)
    register = {r["学校标识码"]: r for r in table(small / COUNTY / year / f"{year}年学校基本情况.xlsx")}
    ordinary = {code for code, row in register.items() if row["办学类型码"] != "514"}
    teachers = [
        row
        for row in teacher_rows(small, year)
        if row["学校标识码"] in ordinary and row["是否专任教师"] == "是" and row["任教学段"] in STAGES
    ]
    exchanged = [row for row in teachers if row["本年度是否交流轮岗"] == "是"]
    assert form["符合交流条件教师总数"] == sum(row["是否符合交流条件"] == "是" for row in teachers)
    assert form["实际交流轮岗教师数"] == len(exchanged) + documented["exchanged_teachers"]
    assert form["实际交流骨干教师数量"] == sum(row["骨干教师级别"] in BACKBONE for row in exchanged)
    migrants = [
        row
        for row in pupil_rows(small, year)
        if row["是否符合随迁就读条件"] == "是" and row["学校标识码"] in ordinary
    ]
    private = {code for code, row in register.items() if str(row["举办者类型码"]) == "10"}
    assert form["符合条件的随迁子女总人数"] == len(migrants)
    assert form["公办就读"] == sum(row["学校标识码"] not in private for row in migrants)
    assert form["政府购买服务民办就读"] == sum(row["是否政府购买学位"] == "是" for row in migrants)
    quotas = rows_below(small / COUNTY / year / f"{year}年优质高中指标生分配.xlsx", "招生年度")
    planned = {row["高中学校"]: row["招生计划数（人）"] for row in quotas}
    assert form["优质高中招生计划总人数"] == sum(planned.values())
    assert form["招生分配指标数"] == sum(row["分配指标数（人）"] for row in quotas)
    money = {row[2]: row[4] for row in grid(small / COUNTY / year / f"{year}年县级教育财政.xlsx")}
    assert form["生均公用经费标准（小学）"] == money["小学生均公用经费基准定额"]
    assert form["教师年平均工资"] == money["教师年平均工资收入"]
    assert form["特殊教育学校经费总额"] == money["特教学校公用经费"]


def test_the_countys_form_counts_the_disabled_children_who_are_of_age(small: Path) -> None:
    """6 to 15 on 1 September of 2024: born from 2 September 2008 to 1 September 2018 (standard.md, Q2)."""
    path = small / COUNTY / "2024" / "2024年残疾儿童少年名册.xlsx"
    children = rows_below(path, "安置方式", height=2)
    days = [row["出生日期"].replace("年", "-").replace("月", "-").rstrip("日") for row in children]
    of_age = [row for row, day in zip(children, days, strict=True) if "2008-09-02" <= day <= "2018-09-01"]
    form = county_form(small, "2024")
    assert form["适龄残疾儿童少年总数"] == len(of_age) < len(children)
    assert form["入学总人数"] == sum(row["安置方式"] != "未入学" for row in of_age)
    assert form["其中特教学校"] == sum(row["安置方式"] == "特教学校" for row in of_age)


@pytest.mark.parametrize("year", YEARS)
def test_a_workbooks_figures_are_those_of_the_rosters_at_the_addresses_of_the_year(
    small: Path, year: str
) -> None:
    down, right = MOVED[year]
    pupils = Counter((row["学校标识码"], row["学段"]) for row in pupil_rows(small, year))
    classes = Counter((row["学校标识码"], row["学段"]) for row in class_rows(small, year))
    for code, book in workbooks(small, year, down=down, right=right).items():
        sheets = {name.split("_")[0]: book[name] for name in book.sheetnames}

        def at(form: str, row: int, column: int, sheets: dict[str, Any] = sheets) -> Any:
            return sheets[form].cell(row + down, column + right).value

        for stage, form, sizes, column in (
            ("小学", "教基3112", "教基2106", 9),
            ("初中", "教基3115", "教基2107", 5),
        ):
            if form in sheets:
                assert at(form, 6, column) == pupils[code, stage]
                assert at(sizes, 5, 3) == classes[code, stage]
                assert sum(at(sizes, row, 3) for row in range(6, 16)) == classes[code, stage]
                teachers = [row for row in staff(small, year, code) if row["任教学段"] == stage]
                own = {"小学": "教基4155", "初中": "教基4156"}[stage] if year == "2021" else "教基4155"
                assert at(own, 6 if year == "2021" or stage == "小学" else 7, 3) == len(teachers)
        assert at("教基5170", 17, 3) <= at("教基5170", 10, 3)
        assert at("教基5176", 7, 4) > 0
        assert at("教基5176", 17, 4) >= 1
        assert at("教基5176", 19, 4) > 0


def test_a_workbooks_forms_are_named_for_the_kind_of_school_and_its_stages(small: Path) -> None:
    names = {book.sheetnames[0].split("_")[1]: book.sheetnames for book in workbooks(small, "2021").values()}
    assert names.keys() == {"小学", "初级中学", "九年一贯制学校"}
    assert "教基3112_小学" in names["小学"]
    assert "教基3115_小学" not in names["小学"]
    assert {"教基4155_九年一贯制学校", "教基4156_九年一贯制学校"} < set(names["九年一贯制学校"])


def test_the_2021_form_crosses_degrees_with_courses_and_the_later_form_has_a_row_per_stage(
    small: Path,
) -> None:
    book = next(b for b in workbooks(small, "2021").values() if "教基4155_小学" in b.sheetnames)
    rows = list(book["教基4155_小学"].iter_rows(min_row=10, max_row=14, min_col=3, values_only=True))
    assert [row[0] for row in rows] == [sum(row[1:]) for row in rows]
    later = next(
        b for b in workbooks(small, "2024", down=2, right=1).values() if "教基3115" in " ".join(b.sheetnames)
    )
    words = {cell for row in later.worksheets[-3].iter_rows(values_only=True) for cell in row}
    assert {"初中", "艺术", "计"} < words
