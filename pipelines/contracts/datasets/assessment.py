"""Assessment and quality: exams, monitoring, courses, satisfaction (datasets.md, "Assessment and quality").

What does not belong here: pass rates and the like (dbt).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import (
    amount,
    code,
    count,
    date,
    fraction,
    grade,
    level,
    name,
    secret,
    town,
    word,
    year,
    yes_no,
)
from pipelines.contracts.datasets.dataset import Across, Dataset, Row, RuleText
from pipelines.contracts.datasets.towns import TOWN_OF_THIS_COUNTY, town_fits_county

FIRST_YEAR, LAST_YEAR = 1990, 2100


class ExamScores(Row):
    """One row per pupil, exam and subject; an absence is never a zero."""

    exam = name("考试名称", example="期末考试", key=True, about="考试名称。Name of the exam.")
    exam_date = date("考试日期", about="考试日期。Date of the exam.")
    school_code = code("学校标识码", digits=10)
    student_hash = secret("学籍号", key=True)
    grade = grade()
    class_name = name("班级", example="1班")
    subject = dy.String(primary_key=True)
    full_mark = dy.Float64(min_exclusive=0)
    score = dy.Float64(nullable=True)
    absence = dy.String(nullable=True)

    @dy.rule()
    def score_within_full_mark(cls) -> pl.Expr:
        """A score lies between nothing and the full mark."""
        return pl.col("score").is_between(0, pl.col("full_mark")).fill_null(True)


EXAM_SCORES = Dataset(
    name="exam_scores",
    title="考试成绩",
    about=("考试成绩", "Exam scores"),
    row_is=("一名学生一次考试一门学科", "pupil, exam and subject"),
    department="教体",
    is_expected=False,
    schema=ExamScores,
    scope=("exam", "school_code", "grade"),
    feeds=("exam", "school_code", "grade"),
    names_its_own_year=True,
    how_it_comes=(
        "以及至少一科成绩，科目作表头，满分写在括号里：语文(120)，不写为 100；缺考、缓考、作弊照写，不要填 0"
    ),
    rules={
        "score_within_full_mark": RuleText(
            "0 和满分之间的分数，满分写在科目后的括号里，没有写的按 100 分",
            "请核对分数；满分不是 100 的科目请把表头写成“语文(120)”的样子。",
            ("score",),
        )
    },
    across=Across(
        *("subject", "full_mark", "score", "absence", "absence", "空白"),
        default_limit=100.0,
        called="科目成绩",
        remedy="请用科目名称作表头，如“语文”或“语文(120)”。",
        about={
            "subject": "学科。Subject.",
            "full_mark": "满分。Full mark.",
            "score": (
                "得分；缺考、缓考、作弊和空白没有得分，不是 0。"
                "Score; absent, deferred, cheated and blank have none, which is not 0."
            ),
            "absence": "没有得分的原因：缺考、缓考或作弊。Why there is no score.",
        },
    ),
)


class NationalMonitoring(Row):
    """One row per year, stage and subject, from the official report."""

    monitoring_year = year(
        "监测年度", FIRST_YEAR, LAST_YEAR, key=True, about="监测年度。Year of the monitoring."
    )
    stage = word("学段", "stage", key=True)
    subject = word("学科", "monitoring_subject", key=True, about="学科。Subject.")
    level = level(
        "水平等级",
        "monitoring_level",
        1,
        4,
        "Ⅰ、Ⅱ、Ⅲ、Ⅳ 或 1–4",
        about="水平等级，1 至 4，4 为最好。Level from 1 to 4; 4 is best.",
    )
    between_school_difference = fraction(
        "校际差异率",
        about="校际差异率，小数，如 0.149。Difference between schools, as a fraction such as 0.149.",
    )


NATIONAL_MONITORING = Dataset(
    name="national_monitoring",
    title="国家义务教育质量监测",
    about=(
        "国家义务教育质量监测，没有更新的以后各学年沿用",
        "National monitoring, used until there is a newer",
    ),
    row_is=("一监测年度一学段一学科", "county, year, stage and subject"),
    department="教体",
    is_expected=False,
    schema=NationalMonitoring,
    scope=("monitoring_year", "stage", "subject"),
    feeds=("monitoring_year", "stage", "subject"),
    names_its_own_year=True,
)


class CurriculumHours(Row):
    """One row per school and grade."""

    school_code = code("学校标识码", digits=10, key=True)
    grade = grade(key=True)
    comprehensive_hours = amount(
        "综合实践活动课时", "课时", about="综合实践活动课时。Hours of comprehensive practice."
    )
    labour_hours = amount("劳动实践课时", "课时", about="劳动实践课时。Hours of labour practice.")
    all_courses_offered = yes_no(
        "是否开齐开足", about="是否开齐开足课程。Whether all courses are offered in full."
    )
    labour_teachers_full_time = count(
        "专职劳动教师数", required=False, about="专职劳动教师数，人。Full-time labour teachers."
    )
    labour_teachers_part_time = count(
        "兼职劳动教师数", required=False, about="兼职劳动教师数，人。Part-time labour teachers."
    )
    has_labour_base = yes_no(
        "是否有劳动实践基地", about="是否有劳动实践基地。Whether there is a base for labour practice."
    )


CURRICULUM_HOURS = Dataset(
    name="curriculum_hours",
    title="课程开设",
    about=("课程开设", "Courses offered"),
    row_is=("一所学校一学年一年级", "school, school year and grade"),
    department="教体",
    schema=CurriculumHours,
    scope=("school_code", "grade"),
    feeds=("school_code", "grade"),
)


class SatisfactionSurvey(Row):
    """One row per answer; the method tells what an answer is counted for, so it is never blank."""

    answer_id = name(
        "问卷编号", example="W0001", key=True, kept="plain", about="问卷编号。Number of the answer."
    )
    survey_date = date("调查日期", about="调查日期。Date of the survey.")
    respondent_type = word(
        "对象类别",
        "respondent_type",
        about=(
            "对象类别，如家长、学生、教师。"
            "Kind of respondent, such as parents (家长), pupils (学生), teachers (教师)."
        ),
    )
    method = word(
        "调查方式",
        "survey_method",
        blank=False,
        about="调查方式：问卷或实地走访。How it was asked: questionnaire (问卷) or visit (实地走访).",
    )
    town_code = town("镇街代码")
    school_code = code("学校标识码", digits=10, required=False, blank=True)
    overall_rating = word(
        "总体评价",
        "overall_rating",
        about=(
            "总体评价：满意、基本满意、一般或不满意。"
            "Overall rating: satisfied (满意), fairly satisfied (基本满意), indifferent (一般) "
            "or dissatisfied (不满意)."
        ),
    )
    is_valid = yes_no("是否有效", about="是否有效问卷。Whether the answer is valid.")

    @dy.rule()
    def town_of_this_county(cls) -> pl.Expr:
        """The town is one of the county's, as far as its code tells."""
        return town_fits_county()


SATISFACTION_SURVEY = Dataset(
    name="satisfaction_survey",
    title="满意度调查",
    about=("满意度调查", "Satisfaction survey"),
    row_is=("一份问卷", "answer"),
    department="教体",
    schema=SatisfactionSurvey,
    scope=("answer_id",),
    feeds=(),
    counts_rows=(
        "份数",
        "答卷数",
        "问卷份数",
        "人数",
    ),
    rules={"town_of_this_county": TOWN_OF_THIS_COUNTY},
)
