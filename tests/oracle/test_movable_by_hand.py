"""Whom a plan may move, on rosters of a few teachers whose kinds are told by reading standard.md §1."""

from __future__ import annotations

from tests.oracle.movable import movable
from tests.oracle.raw import Row
from tests.oracle.schools import School
from tests.oracle.test_by_hand import school

TEACHER = {"stage": "小学", "subject": "语文", "education": "本科", "full_time": "是", "backbone": "无"}


def counted(made: School, **others: int) -> None:
    """Of each kind that is there as many as said, of all others none."""
    told = {f"{stage} {kind}": times for stage, kind, times in movable(made) if times}
    assert told == {name.replace("_", " ").replace("and", "|"): times for name, times in others.items()}


def with_teachers(made: School, *differing: Row) -> School:
    made.teachers = [TEACHER | row for row in differing]
    return made


def test_a_teacher_counts_in_all_that_he_is() -> None:
    pe = {"subject": "体育与健康", "backbone": "市级"}
    counted(
        with_teachers(school("211", p=9), {}, pe, {"education": "高中阶段"}), 小学_R1=1, 小学_R1andR2andR3=1
    )


def test_a_college_degree_is_above_what_primary_schools_require_and_not_above_what_juniors_do() -> None:
    college = {"education": "专科", "subject": "美术"}
    made = with_teachers(school("312", p=9, j=9), college, college | {"stage": "初中"})
    counted(made, 小学_R1andR3=1, 初中_R3=1)


def test_of_whom_anything_is_open_and_who_is_not_full_time_is_not_moved() -> None:
    blanks = [{"education": ""}, {"subject": ""}, {"backbone": ""}, {"full_time": ""}]
    counted(with_teachers(school("211", p=9), *blanks, {"full_time": "否"}))


def test_a_stage_that_a_roster_says_nothing_of_has_nobody_and_a_school_without_one_no_row() -> None:
    assert len(list(movable(with_teachers(school("312", p=9, j=9), {})))) == 14
    assert list(movable(school("211", p=9))) == []
    assert {stage for stage, *_ in movable(with_teachers(school("341", j=9, s=9), {}))} == {"初中"}
