"""Staffing: teacher_roster and teacher_posts (datasets.md, "Staffing").

What does not belong here: who is counted in which indicator (dbt).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, code, count, month, name, secret, word, yes_no
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText


class TeacherRoster(Row):
    """One row per teacher; the name is never kept, the identity number only as a keyed hash."""

    teacher_number = name("教师编号", key=True, shown=False)
    id_number_hash = secret("身份证件号", required=False)
    gender = word("性别", "gender")
    birth_month = month("出生年月", shown=False)
    school_code = code("学校标识码", digits=10)
    stage = word("任教学段", "stage")
    subject = name("任教课程")
    education = word("最高学历", "education")
    is_full_time = yes_no("是否专任教师")
    backbone_level = word("骨干教师级别", "backbone_level")
    has_certificate = yes_no("是否持有教师资格证")
    training_hours = amount("五年培训学时", "学时")
    is_on_establishment = yes_no("是否在编")
    joined_month = month("进入本校年月")
    is_exchange_eligible = yes_no("是否符合交流条件")
    is_exchanged = yes_no("本年度是否交流轮岗")
    exchange_form = word("交流形式", "exchange_form", required=False)
    former_school_code = code("原学校标识码", digits=10, required=False, blank=True)

    @dy.rule()
    def stage_of_a_teacher(cls) -> pl.Expr:
        """Only staff who do not teach full time may lack a stage: they are counted nowhere by stage."""
        return pl.col("stage").is_not_null() | (~pl.col("is_full_time")).fill_null(False)


TEACHER_ROSTER = Dataset(
    name="teacher_roster",
    title="教师名册",
    schema=TeacherRoster,
    scope=("school_code",),
    rules={
        "stage_of_a_teacher": RuleText(
            "专任教师填有任教学段：小学、初中或高中",
            "请填写任教学段；非专任人员请在“是否专任教师”填“否”。",
            ("stage", "is_full_time"),
        )
    },
)


class TeacherPosts(Row):
    """One row per school."""

    school_code = code("学校标识码", digits=10, key=True)
    approved_posts = count("核定编制数", unit="个")
    staff_on_posts = count("在编人数")
    vacant_posts = count("空编数", required=False, unit="个")
    long_term_off_roll_teachers = count("长期聘用编外教师数")


TEACHER_POSTS = Dataset(name="teacher_posts", title="编制岗位", schema=TeacherPosts, scope=("school_code",))
