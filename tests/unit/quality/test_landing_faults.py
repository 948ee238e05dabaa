"""Every expectation of a landed dataset finds the fault it is there for, and nothing else finds it."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.quality.suites import read_suites
from tests.unit.quality.landed import write_landed
from tests.unit.quality.world import EXPECTATIONS, failed, gates, only, spoil

ACCOUNTED, VOLUME = "every_row_read_is_accounted_for", "a_batch_is_about_as_large_as_the_last"
ONE, TWO = "row_number = 0", "row_number < 2"
"""One row of twenty-one is less than 5 %, two are more."""
FAULTS: dict[tuple[str, str], str] = {
    ("class_roster", "a_class_is_of_usual_size"): f"pupils = 95 where {ONE}",
    ("county_finance", "teacher_salary_is_in_yuan"): f"teacher_salary = 8.0 where {ONE}",
    ("county_finance", "civil_servant_salary_is_in_yuan"): f"civil_servant_salary = 7.9 where {ONE}",
    ("county_form", "teacher_salary_is_in_yuan"): f"teacher_salary = 8.0 where {ONE}",
    ("county_form", "civil_servant_salary_is_in_yuan"): f"civil_servant_salary = 7.9 where {ONE}",
    ("county_form", "the_population_is_in_ten_thousands"): f"population = 560000 where {ONE}",
    ("county_form", "the_rural_population_is_within_all"): f"rural_population = 57 where {ONE}",
    ("curriculum_hours", "labour_is_part_of_the_comprehensive_hours"): f"labour_hours = 71 where {ONE}",
    ("curriculum_hours", "all_courses_offered_is_known"): f"all_courses_offered = null where {TWO}",
    ("disability_register", "birth_month_is_known"): f"birth_month = null where {TWO}",
    ("disability_register", "placement_is_known"): f"placement = null where {TWO}",
    ("exam_scores", "a_subject_has_one_full_mark"): f"full_mark = 120 where {ONE}",
    ("exam_scores", "most_pupils_took_the_exam"): (
        "absence = case when row_number < 7 then '缺考' end, school_code = '2199010002'"
    ),
    ("high_school_quota", "a_high_school_has_one_plan"): f"planned_places = 799 where {ONE}",
    ("high_school_quota", "the_places_allotted_are_within_the_plan"): "allotted_places = 41",
    ("incident_register", "the_conclusion_is_known"): f"conclusion = null where {ONE}",
    ("preschool_population", "children_in_kindergarten_are_about_as_many_as_born"): (
        f"in_kindergarten = 1300 where {ONE}"
    ),
    ("satisfaction_survey", "a_valid_answer_has_a_rating"): f"overall_rating = null where {ONE}",
    ("satisfaction_survey", "validity_is_known"): f"is_valid = null where {TWO}",
    ("school_finance", "final_accounts_are_near_the_budget"): f"public_funds_budget = 500000 where {ONE}",
    ("school_finance", "funds_per_pupil_are_usual"): f"funded_pupils = 5 where {ONE}",
    ("school_register", "school_name_is_known"): f"school_name = null where {ONE}",
    ("school_register", "urban_rural_code_is_known"): f"urban_rural_code = null where {ONE}",
    ("school_statistics", "pupils_per_teacher_are_usual"): f"teachers = 300 where {ONE}",
    ("school_statistics", "teaching_area_per_pupil_is_usual"): f"teaching_area = 50001 where {ONE}",
    ("school_statistics", "equipment_per_pupil_is_usual"): f"equipment_value = 5001 where {ONE}",
    ("special_rooms", "a_room_is_of_usual_size"): f"area = 9.6 where {ONE}",
    ("statistics_workbook", "the_bands_add_up_to_the_classes"): f"classes_36_40 = 3 where {ONE}",
    ("statistics_workbook", "most_figures_were_found"): f"pupils = null where {TWO}",
    ("student_changes", "entry_month_is_known"): f"entry_month = null where {TWO}",
    ("student_roster", "entry_month_is_known"): f"entry_month = null where {TWO}",
    ("teacher_posts", "staff_are_about_as_many_as_posts"): (
        f"staff_on_posts = 54, vacant_posts = 0 where {ONE}"
    ),
    ("teacher_posts", "vacant_posts_are_the_rest"): f"vacant_posts = 3 where {ONE}",
    ("teacher_roster", "training_hours_are_usual"): f"training_hours = 3600 where {ONE}",
    ("teacher_roster", "education_is_known"): f"education = null where {TWO}",
}
FULL_CLASS = """
insert into landing.student_roster by name
    select landed.* replace (21 + more.number as row_number, '大班' as class_name)
    from landing.student_roster as landed cross join range(81) as more(number) where row_number = 0;
update ledger.sheet_version set rows_read = 103, rows_accepted = 102 where dataset = 'student_roster';
"""
"""A class of pupils is one row a pupil, so that a class too large takes rows of its own."""


def named(stage: str = "landing") -> set[tuple[str, str]]:
    return {
        (suite.table, name)
        for suite in read_suites(EXPECTATIONS, stage)  # type: ignore[arg-type]
        for name in suite.expectations
    }


def test_every_expectation_has_its_fault() -> None:
    every_suite = {(dataset, name) for dataset in DATASETS for name in (ACCOUNTED, VOLUME)}
    classes = {("student_roster", "a_class_is_of_usual_size")}
    assert FAULTS.keys() | every_suite | classes == named()


def test_what_is_handed_in_as_it_should_be_passes(tmp_path: Path) -> None:
    assert failed(gates(write_landed(tmp_path / "landing.duckdb"), "landing")) == set()


@pytest.mark.parametrize("turn", range(max(Counter(dataset for dataset, _ in FAULTS).values())))
def test_a_fault_warns_by_its_name(tmp_path: Path, turn: int) -> None:
    """One fault of every dataset at a time: a dataset's suite looks at that dataset alone."""
    store = write_landed(tmp_path / "landing.duckdb")
    faults = {
        dataset: names[turn]
        for dataset in DATASETS
        if turn < len(names := [name for one, name in FAULTS if one == dataset])
    }
    for dataset, name in faults.items():
        spoil(store, f"update landing.{dataset} set {FAULTS[dataset, name]}")
    expected = {(f"landing.{dataset}", name, "warn") for dataset, name in faults.items()}
    assert failed(gates(store, "landing")) == expected


def test_a_class_too_large_in_the_roster_warns(tmp_path: Path) -> None:
    store = write_landed(tmp_path / "landing.duckdb")
    spoil(store, FULL_CLASS)
    found = failed(gates(store, "landing", directory=only(tmp_path, "landing", "student_roster")))
    assert found == {("landing.student_roster", "a_class_is_of_usual_size", "warn")}


def test_a_row_that_got_lost_or_that_nobody_accounts_for_blocks_in_every_dataset(tmp_path: Path) -> None:
    """One row got lost, all of them, or one more was read than is accounted for: in turns, a third each."""
    store = write_landed(tmp_path / "landing.duckdb")
    ways = itertools.cycle((
        "delete from landing.{} where row_number = 0",
        "delete from landing.{}",
        "update ledger.sheet_version set rows_read = 99 where dataset = '{}'",
    ))  # fmt: skip
    for dataset, way in zip(DATASETS, ways, strict=False):
        spoil(store, way.format(dataset))
    assert failed(gates(store, "landing")) == {(f"landing.{one}", ACCOUNTED, "block") for one in DATASETS}


def test_a_batch_far_above_the_last_warns_in_every_dataset(tmp_path: Path) -> None:
    store = write_landed(tmp_path / "landing.duckdb", night_after=43)
    found = {one for one in failed(gates(store, "landing")) if one[1] == VOLUME}
    assert found == {(f"landing.{dataset}", VOLUME, "warn") for dataset in DATASETS}


def test_a_batch_far_below_the_last_warns(tmp_path: Path) -> None:
    store, dataset = write_landed(tmp_path / "landing.duckdb", night_after=10), next(iter(DATASETS))
    found = failed(gates(store, "landing", directory=only(tmp_path, "landing", dataset)))
    assert (f"landing.{dataset}", VOLUME, "warn") in found
