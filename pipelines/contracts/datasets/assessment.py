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
    word,
    year,
    yes_no,
)
from pipelines.contracts.datasets.dataset import Across, Dataset, Row, RuleText
from pipelines.contracts.datasets.towns import TOWN_OF_THIS_COUNTY, town_fits_county

FIRST_YEAR, LAST_YEAR = 1990, 2100


class ExamScores(Row):
    """One row per pupil, exam and subject; an absence is never a zero."""

    exam = name("考试名称", key=True)
    exam_date = date("考试日期")
    school_code = code("学校标识码", digits=10)
    student_hash = secret("学籍号", key=True)
    grade = grade()
    class_name = name("班级")
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
    schema=ExamScores,
    scope=("exam", "school_code", "grade"),
    names_its_own_year=True,
    rules={
        "score_within_full_mark": RuleText(
            "0 和满分之间的分数，满分写在科目后的括号里，不写为 100",
            "请核对分数；满分不是 100 的科目请把表头写成“语文(120)”的样子。",
            ("score",),
        )
    },
    across=Across(
        *("subject", "full_mark", "score", "absence", "absence", "空白", 100.0),
        called="科目成绩",
        remedy="请用科目名称作表头，如“语文”或“语文(120)”。",
    ),
)


class NationalMonitoring(Row):
    """One row per year, stage and subject, from the official report."""

    monitoring_year = year("监测年度", FIRST_YEAR, LAST_YEAR, key=True)
    stage = word("学段", "stage", key=True)
    subject = word("学科", "monitoring_subject", key=True)
    level = level("水平等级", "monitoring_level", 1, 4, "Ⅰ、Ⅱ、Ⅲ、Ⅳ 或 1–4")
    between_school_difference = fraction("校际差异率")


NATIONAL_MONITORING = Dataset(
    name="national_monitoring",
    title="国家义务教育质量监测",
    schema=NationalMonitoring,
    scope=("monitoring_year", "stage", "subject"),
    names_its_own_year=True,
)


class CurriculumHours(Row):
    """One row per school and grade."""

    school_code = code("学校标识码", digits=10, key=True)
    grade = grade(key=True)
    comprehensive_hours = amount("综合实践活动课时", "课时")
    labour_hours = amount("劳动实践课时", "课时")
    all_courses_offered = yes_no("是否开齐开足")
    labour_teachers_full_time = count("专职劳动教师数", required=False)
    labour_teachers_part_time = count("兼职劳动教师数", required=False)
    has_labour_base = yes_no("是否有劳动实践基地")


CURRICULUM_HOURS = Dataset(
    name="curriculum_hours", title="课程开设", schema=CurriculumHours, scope=("school_code", "grade")
)


class SatisfactionSurvey(Row):
    """One row per answer; the method tells what an answer is counted for, so it is never blank."""

    answer_id = name("问卷编号", key=True)
    survey_date = date("调查日期")
    respondent_type = word("对象类别", "respondent_type")
    method = word("调查方式", "survey_method", blank=False)
    town_code = name("镇街代码")
    school_code = code("学校标识码", digits=10, required=False, blank=True)
    overall_rating = word("总体评价", "overall_rating")
    is_valid = yes_no("是否有效")

    @dy.rule()
    def town_of_this_county(cls) -> pl.Expr:
        """The town is one of the county's, as far as its code tells."""
        return town_fits_county()


SATISFACTION_SURVEY = Dataset(
    name="satisfaction_survey",
    title="满意度调查",
    schema=SatisfactionSurvey,
    scope=("answer_id",),
    rules={"town_of_this_county": TOWN_OF_THIS_COUNTY},
)
