"""Enrolment: classes, pupils and what happens to them (datasets.md, "Enrolment").

What does not belong here: the years of schooling of a county (a row of dbt's `counties`).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import (
    code,
    count,
    date,
    grade,
    listed,
    month,
    name,
    secret,
    word,
    year,
    yes_no,
)
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText

FIRST_YEAR, LAST_YEAR = 1990, 2100
STAGE_GRADES = {"小学": (1, 6), "初中": (6, 9), "高中": (10, 12)}
"""Grades a stage can have, whether primary school takes five years or six (datasets.md, "Years of
schooling").
"""
GRADE_OF_STAGE = RuleText(
    "与学段相符的年级：小学一至六年级，初中六至九年级，高中高一至高三",
    "请核对学段和年级；初中年级请按一年级至九年级连续填写。",
    ("grade", "stage"),
    severity="set_aside",
)


def grade_fits_stage() -> pl.Expr:
    """Whether the grade is one that the stage can have."""
    fits = [
        (pl.col("stage") == stage) & pl.col("grade").is_between(first, last)
        for stage, (first, last) in STAGE_GRADES.items()
    ]
    return pl.any_horizontal(fits).fill_null(True)


ONE_CLASS = RuleText(
    "一个班的名称",
    "请一个班写一行，分别填写班级和学生数。",
    ("class_name",),
    severity="set_aside",
)
SEVERAL_CLASSES = (
    r"^共?[0-9一二三四五六七八九十两]+个(?:教学)?班?$"
    r"|[0-9一二三四五六七八九十][)班]*[至到~、,;及和与&+][(]*[0-9一二三四五六七八九十]"
    r"|[0-9一二三四五六七八九十][)]?班[-—–]*[(]*[0-9一二三四五六七八九十]+[)]?班"
)
"""`3个班`, `1至3班`, `一、二班`, `1班—3班`; but not `3-1班`, which is the first class of the third grade."""
HIGH_SCHOOL = r"^[0-9]{10}$|\p{L}"
"""A code, or a name: something with a letter."""


class ClassRoster(Row):
    """One row per class."""

    school_code = code("学校标识码", digits=10, key=True)
    stage = word("学段", "stage", blank=False, about="stage_with_senior")
    grade = grade(key=True)
    class_name = name("班级", example="1班", key=True)
    pupils = count("学生数", about="班级学生数。Pupils of the class.")

    @dy.rule()
    def grade_of_stage(cls) -> pl.Expr:
        """The grade is one of the stage's."""
        return grade_fits_stage()

    @dy.rule()
    def one_class(cls) -> pl.Expr:
        """The name is that of one class."""
        return ~pl.col("class_name").str.contains(SEVERAL_CLASSES)


CLASS_ROSTER = Dataset(
    name="class_roster",
    title="班级名册",
    about=("班级名册", "Class roster"),
    row_is=("一个班", "class of a school year"),
    department="教体",
    schema=ClassRoster,
    scope=("school_code", "grade"),
    feeds=("school_code", "stage", "grade"),
    counts_rows=("班数", "班级数", "班级个数", "教学班数"),
    rules={"grade_of_stage": GRADE_OF_STAGE, "one_class": ONE_CLASS},
)


class StudentRoster(Row):
    """One row per pupil; the name is never kept, numbers only as keyed hashes, the birthday as its month."""

    student_hash = secret("学籍号", key=True)
    id_number_hash = secret("身份证件号", required=False, national=True)
    gender = word("性别", "gender")
    birth_month = month("出生日期", shown=False)
    school_code = code("学校标识码", digits=10)
    stage = word("学段", "stage", blank=False, about="stage_with_senior")
    grade = grade()
    class_name = name("班级", example="1班")
    entry_month = month("入学年月", about="入学年月。Year and month of entry.")
    attendance_mode = word(
        "就读方式",
        "attendance_mode",
        about="就读方式：走读、住校、借宿或其他。Day pupil, boarder, lodger or other.",
    )
    is_migrant = yes_no("是否随迁子女", about="是否随迁子女。Whether the pupil is a migrant worker's child.")
    meets_migrant_conditions = yes_no(
        "是否符合随迁就读条件",
        required=False,
        about=(
            "是否符合随迁就读条件；没有此列的按符合。"
            "Whether the pupil meets the conditions for migrants; a missing column counts as meeting them."
        ),
    )
    is_left_behind = yes_no("是否留守儿童", about="是否留守儿童。Whether the pupil is a left-behind child.")
    disability_type = listed(
        "残疾类型", "disability_type", example="听力", required=False, about="残疾类型。Kind of disability."
    )
    placement = word("安置形式", "placement", required=False, about="安置形式。How the pupil is placed.")
    is_purchased_place = yes_no(
        "是否政府购买学位",
        required=False,
        about="是否政府购买学位。Whether the place is purchased by the government.",
    )
    is_catchment = yes_no(
        "是否划片就近入学", about="是否划片就近入学。Whether the pupil entered by catchment."
    )

    @dy.rule()
    def grade_of_stage(cls) -> pl.Expr:
        """The grade is one of the stage's."""
        return grade_fits_stage()


STUDENT_ROSTER = Dataset(
    name="student_roster",
    title="学籍名册",
    about=("学籍名册，个人信息已散列或丢弃", "Pupil roster, personal values hashed or dropped"),
    row_is=("一名学生", "pupil of a school year"),
    department="教体",
    schema=StudentRoster,
    is_register=True,
    scope=("school_code", "grade"),
    feeds=("school_code", "stage", "grade"),
    counts_rows=(
        "人数",
        "学生数",
    ),
    rules={"grade_of_stage": GRADE_OF_STAGE},
)


class StudentChanges(Row):
    """One row per event in a pupil's time at school."""

    student_hash = secret("学籍号", key=True)
    school_code = code("学校标识码", digits=10, key=True)
    stage = word("学段", "stage", blank=False, about="stage_with_senior")
    entry_month = month("入学年月", about="入学年月。Year and month of entry.")
    change_type = word(
        "异动类型",
        "change_type",
        key=True,
        about=(
            "异动类型：转入、转出、死亡、休学、复学、退学或毕业。"
            "Kind of change: joined (转入), left (转出), died (死亡), suspended (休学), "
            "resumed (复学), dropped out (退学) or graduated (毕业)."
        ),
    )
    change_date = date("异动日期", key=True, about="异动日期。Date of the change.")


STUDENT_CHANGES = Dataset(
    name="student_changes",
    title="学籍异动",
    about=("学籍异动，学籍号已散列", "Changes of pupils, numbers hashed"),
    row_is=("一次异动", "event"),
    department="教体",
    may_be_none=True,
    schema=StudentChanges,
    scope=("student_hash", "school_code", "change_type", "change_date"),
    feeds=("school_code", "stage"),
)


class DisabilityRegister(Row):
    """One row per child; the name is never kept, numbers only as keyed hashes, the birthday as its month."""

    id_number_hash = secret("身份证件号", key=True, national=True)
    birth_month = month("出生日期", shown=False)
    disability_type = listed(
        "残疾类别", "disability_type", example="听力", about="残疾类别。Kind of disability."
    )
    disability_level = listed(
        "残疾等级",
        "disability_level",
        example="二级",
        required=False,
        about="残疾等级。Level of disability.",
    )
    placement = word(
        "安置方式",
        "disability_placement",
        about=(
            "安置方式：特教学校、随班就读、特教班、送教上门或未入学。"
            "Where the child is taught: special school (特教学校), ordinary class (随班就读), special class "
            "(特教班), at home (送教上门) or not at all (未入学)."
        ),
    )
    student_hash = secret("学籍号", required=False)


DISABILITY_REGISTER = Dataset(
    name="disability_register",
    title="残疾儿童少年名册",
    about=(
        "残疾儿童少年名册，个人信息已散列或丢弃",
        "Register of disabled children, personal values hashed or dropped",
    ),
    row_is=("一名儿童少年", "child of a school year"),
    department="教体",
    schema=DisabilityRegister,
    scope=(),
    feeds=(),
    counts_rows=(
        "人数",
        "儿童数",
    ),
)


class HighSchoolQuota(Row):
    """One row per high school and junior school; the high school's plan stands in each of its rows."""

    enrolment_year = year("招生年度", FIRST_YEAR, LAST_YEAR, key=True, about="招生年度。Year of enrolment.")
    high_school = name(
        "高中学校",
        example="示例一中",
        key=True,
        expected="高中学校的名称，或 10 位学校标识码",
        pattern=HIGH_SCHOOL,
        about="高中学校，名称或代码。The high school, by name or code.",
    )
    planned_places = count(
        "招生计划数",
        about="该高中招生计划数，人；每行重复。Places the high school plans, in each of its rows.",
    )
    junior_school_code = code(
        "初中学校标识码",
        digits=10,
        key=True,
        about="初中学校标识码，十位数字。School code of the junior school, ten digits.",
    )
    allotted_places = count(
        "分配指标数", about="分配给该初中的指标数，人。Places allotted to the junior school."
    )

    @dy.rule()
    def allotted_within_plan(cls) -> pl.Expr:
        """A junior school is allotted at most what the high school plans."""
        return (pl.col("allotted_places") <= pl.col("planned_places")).fill_null(True)


HIGH_SCHOOL_QUOTA = Dataset(
    name="high_school_quota",
    title="优质高中指标生分配",
    about=("优质高中指标生分配", "Places of good high schools allotted to junior schools"),
    row_is=("一所高中一所初中一招生年度", "enrolment year, high school and junior school"),
    department="教体",
    schema=HighSchoolQuota,
    scope=("enrolment_year", "high_school"),
    feeds=("enrolment_year", "high_school"),
    names_its_own_year=True,
    owners={"planned_places": ("enrolment_year", "high_school")},
    rules={
        "allotted_within_plan": RuleText(
            "分配指标数不大于招生计划数",
            "请核对分配给该初中的指标数和这所高中的招生计划总数。",
            ("allotted_places", "planned_places"),
        )
    },
)
