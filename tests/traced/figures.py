"""Which cells of which rows a measure is made of, said once more in the words of the raw files.

Each measure of the published tables that stands here is a cell of one row, or a count of rows. What does not
belong here: finding the rows (cells).
"""

from __future__ import annotations

from collections.abc import Callable

from tests.oracle.raw import Row, flag, number

CELLS = {
    "school_statistics": {
        "pupils": "pupils",
        "teachers_doctor": "doctor",
        "teachers_master": "master",
        "teachers_bachelor": "bachelor",
        "teachers_college": "college",
        "teachers_backbone": "backbone",
        "teachers_pe": "pe",
        "teachers_music": "music",
        "teachers_fine_art": "fine_art",
        "teachers_arts_subtotal": "arts_subtotal",
        "teaching_area": "teaching_area",
        "indoor_sports_area": "indoor_area",
        "outdoor_sports_area": "outdoor_area",
        "equipment_value": "equipment",
        "multimedia_rooms": "multimedia",
    },
    "school_finance": {
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
        "special_public_funds": "special_funds",
        "special_pupils": "special_pupils",
        "teacher_salary": "teacher_pay",
        "civil_servant_salary": "civil_pay",
    },
    "teacher_posts": {"approved_posts": "posts", "long_term_off_roll_teachers": "off_roll"},
    "national_monitoring": {"monitoring_difference": "difference"},
}
"""The field of the row that is the figure itself, by dataset and measure."""

COUNTY_OR_ABOVE = ("县", "市", "省", "国家")


def _is_full_time(row: Row) -> bool:
    return flag(row["full_time"]) is True


COUNTS: dict[str, dict[str, Callable[[Row], bool]]] = {
    "student_roster": {
        "pupils": lambda row: True,
        "roster_pupils": lambda row: True,
        "migrant_pupils": lambda row: flag(row["migrant"]) is True,
        "catchment_pupils": lambda row: flag(row["nearby"]) is True,
        "catchment_base": lambda row: True,
    },
    "teacher_roster": {
        "teachers": _is_full_time,
        "teachers_full_time": _is_full_time,
        "teachers_music": lambda row: _is_full_time(row) and row["subject"] == "音乐",
        "teachers_fine_art": lambda row: _is_full_time(row) and row["subject"] == "美术",
        "teachers_arts": lambda row: _is_full_time(row) and row["subject"] == "艺术",
        "teachers_certified": lambda row: _is_full_time(row) and flag(row["certificate"]) is True,
        "teachers_trained": lambda row: _is_full_time(row) and (number(row["hours"]) or 0) >= 360,
        "teachers_exchanged": lambda row: _is_full_time(row) and flag(row["exchanged"]) is True,
    },
    "class_roster": {"classes": lambda row: True},
    "special_rooms": {
        "music_rooms": lambda row: row["kind"] == "音乐",
        "art_rooms": lambda row: row["kind"] == "美术",
    },
    "satisfaction_survey": {"survey_answers": lambda row: True},
}
"""Whether a row that was looked at counts, by dataset and measure."""
