"""Which cells of which rows a measure is made of, said once more in the words of the raw files.

A measure that stands here is a cell of one row, or is counted over rows. What does not belong here: finding
the rows (cells), and forms, whose cells are named one by one (forms).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.children import ENTRY_GRADES, FIRST_GRADE, is_of_age
from tests.oracle.quality import LEVELS, SATISFIED, difference_of
from tests.oracle.raw import Row, flag, number
from tests.oracle.schools import BACKBONE, JUNIOR, PRIMARY

CELLS: Mapping[str, Mapping[str, str | Mapping[str, str]]] = {
    "school_register": {"grades": "grades"},
    "school_statistics": {
        "pupils": "pupils",
        "staff": "staff",
        "teachers": "teachers",
        "teachers_doctor": "doctor",
        "teachers_master": "master",
        "teachers_bachelor": "bachelor",
        "teachers_college": "college",
        "teachers_backbone": "backbone",
        "teachers_pe": "pe",
        "teachers_music": "music",
        "teachers_fine_art": "fine_art",
        "teachers_arts": "arts",
        "teachers_arts_subtotal": "arts_subtotal",
        "teachers_pe_arts_visiting": "visiting",
        "teaching_area": "teaching_area",
        "indoor_sports_area": "indoor_area",
        "outdoor_sports_area": "outdoor_area",
        "equipment_value": "equipment",
        "multimedia_rooms": "multimedia",
    },
    "school_finance": {
        "funded_pupils": "funded_pupils",
        "public_funds_budget": "budget",
        "public_funds_final": "final",
        "public_funds_paid": "paid",
        "training_budget": "training_budget",
        "training_final": "training_final",
        "fees_due": "fees_due",
        "fees_returned": "fees_returned",
    },
    "county_finance": {
        "education_expenditure": "spending",
        "expenditure_per_pupil": {PRIMARY: "primary_spending", JUNIOR: "junior_spending"},
        "public_funds_quota": {PRIMARY: "primary_quota", JUNIOR: "junior_quota"},
        "special_public_funds": "special_funds",
        "special_pupils": "special_pupils",
        "teacher_salary": "teacher_pay",
        "civil_servant_salary": "civil_pay",
        "performance_pay_approved": "performance_approved",
        "performance_pay_paid": "performance_paid",
    },
    "teacher_posts": {
        "approved_posts": "posts",
        "staff_on_posts": "staff_on_posts",
        "vacant_posts": "vacant",
        "long_term_off_roll_teachers": "off_roll",
    },
}
"""The field that is the figure itself, by dataset and measure; where stages have columns, by stage."""


@dataclass(frozen=True)
class Counted:
    """A figure over rows: which of them count, and what these come to (by itself, how many they are)."""

    counts: Callable[[Row, int], bool]
    value: Callable[[Sequence[Row]], Fraction | int] = len


def _all(row: Row, year: int) -> bool:
    return True


def _is_full_time(row: Row, year: int) -> bool:
    return flag(row["full_time"]) is True


def _teacher(holds: Callable[[Row], bool]) -> Counted:
    return Counted(lambda row, year: _is_full_time(row, year) and holds(row))


def _says(field: str) -> Counted:
    return Counted(lambda row, year: flag(row[field]) is True)


def _is_told(field: str) -> Counted:
    return Counted(lambda row, year: flag(row[field]) is not None)


def _summed(field: str) -> Counted:
    return Counted(
        lambda row, year: row[field] != "",
        lambda rows: sum((number(row[field]) or 0 for row in rows), Fraction(0)),
    )


def _is_new(row: Row, year: int) -> bool:
    # the junior stage of the demonstration county begins with the sixth grade
    return row["grade"] == (FIRST_GRADE if row["stage"] == PRIMARY else ENTRY_GRADES[4])


def _is_eligible(row: Row) -> bool:
    return flag(row["migrant"]) is True and flag(row["conditions"]) is not False


def _event(word: str) -> Counted:
    return Counted(lambda row, year: row["event"] == word)


def _plans(rows: Sequence[Row]) -> Fraction:
    """The plans of the high schools, each once."""
    plans = {row["high_school"]: number(row["planned"]) or Fraction(0) for row in rows}
    return sum(plans.values(), Fraction(0))


def _fewest(rows: Sequence[Row]) -> Fraction:
    """The fewest labour teachers of a grade; a grade without a base has none that count."""
    told = [(row["own_teachers"], row["shared_teachers"], flag(row["base"])) for row in rows]
    return min(
        (number(own) or 0) + (number(shared) or 0) if base else Fraction(0) for own, shared, base in told
    )


def _largest(rows: Sequence[Row]) -> Fraction:
    return max(number(row["pupils"]) or Fraction(0) for row in rows)


CASES = {
    f"{name}_v{at}": word
    for at in range(1, 7)
    for name, word in (("incidents", "属实"), ("incidents_pending", "核查中"))
}
MATERIALS = (
    "g1",
    "g2a",
    "g2b",
    "g10",
    "g15b",
    "q3",
    "q5",
    "q6",
    "q8",
    "x4",
    "x5",
    "x7",
    "x8",
    "x9",
    "x10",
    "x11",
    "x12",
)
CONCLUDED = {"优秀": 1, "良好": 1, "合格": 0, "不合格": 0, "达标": 1, "不达标": 0}


def _said(rows: Sequence[Row]) -> int:
    """The least favourable of the newest materials: 1 for 达标, 0 for 不达标."""
    return min(
        CONCLUDED[row["rating"] if row["code"] == "Q6" and row["rating"] else row["conclusion"]]
        for row in rows
    )


COUNTS: Mapping[str, Mapping[str, Counted]] = {
    "student_roster": {
        "pupils": Counted(_all),
        "roster_pupils": Counted(_all),
        "migrant_pupils": _says("migrant"),
        "migrants_eligible": Counted(lambda row, year: _is_eligible(row)),
        "catchment_base": Counted(_all),
        **dict.fromkeys(("catchment_pupils", "catchment_pupils_part"), _says("nearby")),
        "catchment_pupils_part_base": _is_told("nearby"),
        **dict.fromkeys(
            ("catchment_entrants", "catchment_entrants_part"),
            Counted(lambda row, year: _is_new(row, year) and flag(row["nearby"]) is True),
        ),
        "catchment_entrants_base": Counted(_is_new),
        "catchment_entrants_part_base": Counted(
            lambda row, year: _is_new(row, year) and flag(row["nearby"]) is not None
        ),
    },
    "teacher_roster": {
        **dict.fromkeys(("teachers", "teachers_full_time"), Counted(_is_full_time)),
        **{
            f"teachers_{name}": _teacher(lambda row, words=words: row["subject"] in words)  # type: ignore[misc]
            for name, words in {
                "music": ("音乐",),
                "fine_art": ("美术",),
                "arts": ("艺术",),
                "pe": ("体育", "体育与健康"),
            }.items()
        },
        "teachers_backbone": _teacher(lambda row: row["backbone"] in BACKBONE),
        **dict.fromkeys(
            ("teachers_certified", "teachers_certified_part"),
            _teacher(lambda row: flag(row["certificate"]) is True),
        ),
        "teachers_certified_part_base": _teacher(lambda row: flag(row["certificate"]) is not None),
        **dict.fromkeys(
            ("teachers_trained", "teachers_trained_part"),
            _teacher(lambda row: (number(row["hours"]) or 0) >= 360),
        ),
        "teachers_trained_part_base": _teacher(lambda row: number(row["hours"]) is not None),
        "teachers_exchange_eligible": _teacher(lambda row: flag(row["eligible"]) is True),
        "teachers_exchanged": _teacher(lambda row: flag(row["exchanged"]) is True),
        "teachers_exchanged_backbone": _teacher(
            lambda row: flag(row["exchanged"]) is True and row["backbone"] in BACKBONE
        ),
    },
    "teacher_posts": {
        "off_roll_school": Counted(_all, lambda rows: sum((number(row["off_roll"]) or 0) > 0 for row in rows))
    },
    "class_roster": {
        "classes": Counted(_all),
        "grades": Counted(
            lambda row, year: row["grade"] != "", lambda rows: len({row["grade"] for row in rows})
        ),
    },
    "special_rooms": {
        "music_rooms": Counted(lambda row, year: row["kind"] == "音乐"),
        "art_rooms": Counted(lambda row, year: row["kind"] == "美术"),
    },
    "disability_register": {
        "disabled_of_age": Counted(is_of_age),
        **dict.fromkeys(
            ("disabled_placed", "disabled_placed_part"),
            Counted(lambda row, year: is_of_age(row, year) and row["placed"] != "未入学"),
        ),
        "disabled_placed_part_base": Counted(is_of_age),
        "disabled_special": Counted(lambda row, year: is_of_age(row, year) and row["placed"] == "特教学校"),
    },
    "high_school_quota": {
        "quota_planned": Counted(lambda row, year: row["planned"] != "", _plans),
    },
    "national_monitoring": {
        "monitoring_level": Counted(_all, lambda rows: LEVELS[rows[0]["level"]]),
        "monitoring_difference": Counted(_all, lambda rows: difference_of(rows[0])),
    },
    "incident_register": {
        measure: Counted(lambda row, year, word=word: row["finding"] == word)  # type: ignore[misc]
        for measure, word in CASES.items()
    },
    "curriculum_hours": {
        "curriculum_grades": Counted(_all),
        "grades_all_courses": _says("complete"),
        "comprehensive_hours": _summed("comprehensive"),
        "labour_hours": _summed("labour"),
        "labour_teachers_with_base": Counted(lambda row, year: flag(row["base"]) is not None, _fewest),
    },
    "satisfaction_survey": {
        "survey_answers": Counted(_all),
        "survey_valid": _says("valid"),
        "survey_satisfied": Counted(
            lambda row, year: flag(row["valid"]) is True and row["answer"] in SATISFIED
        ),
    },
    "evidence_register": {f"evidence_{code}": Counted(_all, _said) for code in MATERIALS},
    "student_changes": {
        "cohort_entered": Counted(_all),
        "cohort_transferred_in": _event("转入"),
        "cohort_transferred_out": _event("转出"),
        "cohort_died": _event("死亡"),
        "cohort_graduated": _event("毕业"),
    },
}
"""How a figure is counted over the rows that were looked at, by dataset and measure."""
