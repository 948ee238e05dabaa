"""Enrolment: class_roster and student_roster (datasets.md, "Enrolment").

What does not belong here: the years of schooling of a county (a row of dbt's `counties`).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.columns import code, count, grade, month, name, secret, word, yes_no
from pipelines.contracts.dataset import Dataset, Row, RuleText

STAGE_GRADES = {"小学": (1, 6), "初中": (6, 9), "高中": (10, 12)}
"""Grades a stage can have, whether primary school takes five years or six (datasets.md, "Years of
schooling").
"""
GRADE_OF_STAGE = RuleText(
    "年级与学段不符，小学应为一至六年级，初中应为六至九年级，高中应为高一至高三",
    "请核对学段和年级；初中年级请按一年级至九年级连续填写。",
    ("grade", "stage"),
)


def grade_fits_stage() -> pl.Expr:
    """Whether the grade is one that the stage can have."""
    fits = [
        (pl.col("stage") == stage) & pl.col("grade").is_between(first, last)
        for stage, (first, last) in STAGE_GRADES.items()
    ]
    return pl.any_horizontal(fits).fill_null(True)


class ClassRoster(Row):
    """One row per class."""

    school_code = code("学校标识码", digits=10, key=True)
    stage = word("学段", "stage", blank=False)
    grade = grade(key=True)
    class_name = name("班级", key=True)
    pupils = count("学生数")

    @dy.rule()
    def grade_of_stage(cls) -> pl.Expr:
        """The grade is one of the stage's."""
        return grade_fits_stage()


CLASS_ROSTER = Dataset(
    name="class_roster",
    title="班级名册",
    schema=ClassRoster,
    scope=("school_code", "grade"),
    rules={"grade_of_stage": GRADE_OF_STAGE},
)


class StudentRoster(Row):
    """One row per pupil; the name is never kept, numbers only as keyed hashes, the birthday as its month."""

    student_hash = secret("学籍号", key=True)
    id_number_hash = secret("身份证件号", required=False)
    gender = word("性别", "gender")
    birth_month = month("出生日期", shown=False)
    school_code = code("学校标识码", digits=10)
    stage = word("学段", "stage", blank=False)
    grade = grade()
    class_name = name("班级")
    entry_month = month("入学年月")
    attendance_mode = word("就读方式", "attendance_mode")
    is_migrant = yes_no("是否随迁子女")
    meets_migrant_conditions = yes_no("是否符合随迁就读条件", required=False)
    is_left_behind = yes_no("是否留守儿童")
    disability_type = name("残疾类型", required=False)
    placement = word("安置形式", "placement", required=False)
    is_purchased_place = yes_no("是否政府购买学位", required=False)
    is_catchment = yes_no("是否划片就近入学")

    @dy.rule()
    def grade_of_stage(cls) -> pl.Expr:
        """The grade is one of the stage's."""
        return grade_fits_stage()


STUDENT_ROSTER = Dataset(
    name="student_roster",
    title="学籍名册",
    schema=StudentRoster,
    scope=("school_code", "grade"),
    rules={"grade_of_stage": GRADE_OF_STAGE},
)
