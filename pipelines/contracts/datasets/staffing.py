"""Staffing: teacher_roster and teacher_posts (datasets.md, "Staffing").

What does not belong here: who is counted in which indicator (dbt).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, code, count, month, name, secret, word, yes_no
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText


class TeacherRoster(Row):
    """One row per teacher; the name is never kept, numbers only as keyed hashes."""

    teacher_hash = secret("教师编号", key=True)
    id_number_hash = secret("身份证件号", required=False, national=True)
    gender = word("性别", "gender")
    birth_month = month("出生年月", shown=False)
    school_code = code("学校标识码", digits=10)
    stage = word("任教学段", "stage", about="stage_with_senior")
    subject = name("任教课程", example="音乐", kept="plain", about="subject_taught")
    education = word("最高学历", "education")
    is_full_time = yes_no("是否专任教师", about="是否专任教师。Whether a full-time teacher.")
    backbone_level = word("骨干教师级别", "backbone_level")
    has_certificate = yes_no(
        "是否持有教师资格证", about="是否持有教师资格证。Whether holding the teacher certificate."
    )
    training_hours = amount(
        "五年培训学时", "学时", about="近五年培训学时。Training hours of the last five years."
    )
    is_on_establishment = yes_no("是否在编", about="是否在编。Whether on the establishment.")
    joined_month = month("进入本校年月", about="进入本校年月。Year and month of joining the school.")
    is_exchange_eligible = yes_no(
        "是否符合交流条件", about="是否符合交流条件。Whether eligible for exchange."
    )
    is_exchanged = yes_no("本年度是否交流轮岗", about="本年度是否交流轮岗。Whether exchanged this year.")
    exchange_form = word(
        "交流形式", "exchange_form", required=False, about="交流形式：交流轮岗、走教或兼职。Form of exchange."
    )
    former_school_code = code(
        "原学校标识码",
        digits=10,
        required=False,
        blank=True,
        about="原学校标识码。Code of the school before.",
    )

    @dy.rule()
    def stage_of_a_teacher(cls) -> pl.Expr:
        """Only staff who do not teach full time may lack a stage: they are counted nowhere by stage."""
        return pl.col("stage").is_not_null() | (~pl.col("is_full_time")).fill_null(False)


TEACHER_ROSTER = Dataset(
    name="teacher_roster",
    title="教师名册",
    about=("教师名册，个人信息已散列或丢弃", "Teacher roster, personal values hashed or dropped"),
    row_is=("一名教师", "teacher of a school year"),
    department="教体",
    schema=TeacherRoster,
    is_register=True,
    scope=("school_code",),
    feeds=("school_code", "stage"),
    counts_rows=(
        "人数",
        "教师数",
    ),
    rules={
        "stage_of_a_teacher": RuleText(
            "专任教师填有任教学段：小学、初中或高中",
            "请填写任教学段；非专任人员请在“是否专任教师”填“否”。",
            ("stage", "is_full_time"),
            severity="set_aside",
        )
    },
)


class TeacherPosts(Row):
    """One row per school."""

    school_code = code("学校标识码", digits=10, key=True)
    approved_posts = count("核定编制数", unit="个", about="核定编制数，个。Posts approved.")
    staff_on_posts = count("在编人数", about="在编人数，人。Staff on posts.")
    vacant_posts = count("空编数", required=False, unit="个", about="空编数，个。Vacant posts.")
    long_term_off_roll_teachers = count(
        "长期聘用编外教师数", about="长期聘用的编外教师数，人。Teachers employed long-term without a post."
    )


TEACHER_POSTS = Dataset(
    name="teacher_posts",
    title="编制岗位",
    about=("编制岗位", "Established posts"),
    row_is=("一所学校一学年", "school and school year"),
    department="编办",
    schema=TeacherPosts,
    scope=("school_code",),
    feeds=("school_code",),
)
