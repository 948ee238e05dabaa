"""Assessment: exam_scores (datasets.md, "Assessment and quality"); subjects stand across and land long.

What does not belong here: pass rates and the like (dbt).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.columns import code, date, grade, name, secret
from pipelines.contracts.dataset import Across, Dataset, Row, RuleText


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
            "分数应在 0 和满分之间，满分写在科目后的括号里，不写为 100",
            "请核对分数；满分不是 100 的科目请把表头写成“语文(120)”的样子。",
            ("score",),
        )
    },
    across=Across("subject", "full_mark", "score", "absence", "absence", "空白", 100.0),
)
