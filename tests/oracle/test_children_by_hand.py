"""The oracle's pupils one by one (G13, G14, G15a, Q1, Q2), held against figures worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.oracle import children
from tests.oracle.raw import Row
from tests.oracle.test_by_hand import school
from tests.oracle.test_county_by_hand import county, public


def pupils(stage: str, *rows: dict[str, str]) -> list[Row]:
    blank = {"grade": "一年级", "migrant": "否", "conditions": "", "bought": "", "nearby": "是"}
    return [{**blank, "stage": stage, **row} for row in rows]


def test_catchment_looks_at_public_day_schools_of_towns() -> None:
    town, village, boarding, private = (
        public(school("211", p=2)),
        public(school("211", p=2), area="220"),
        public(school("211", p=2), boarding="是"),
        public(school("211", p=2), provider="10"),
    )
    town.roster = pupils("小学", {}, {})
    for other in (village, boarding, private):
        other.roster = pupils("小学", {"nearby": "否"}, {"nearby": "否"})
    figures = children.in_catchment([town, village, boarding, private], "小学")
    assert (figures["numerator"], figures["denominator"], figures["status"]) == (2, 2, "met")
    silent = public(school("211", p=2))
    assert children.in_catchment([town, silent], "小学")["status"] == "no_data"
    town.roster = pupils("小学", {}, {"nearby": "否"})
    # all must be nearby: no other pupil makes that good
    assert children.in_catchment([town, silent], "小学")["status"] == "unmet"


def test_of_new_entrants_the_first_grade_of_the_stage_alone_is_looked_at() -> None:
    town, form_alone = public(school("211", p=3)), public(school("211", p=1))
    first, second = {"grade": "一年级"}, {"grade": "二年级", "nearby": "否"}
    town.roster = pupils("小学", first, first, second)
    new = children.entry_grade("370399", "小学")
    figures = children.in_catchment([town], "小学", new)
    assert (figures["numerator"], figures["denominator"], figures["status"]) == (2, 2, "met")
    assert children.in_catchment([town], "小学")["status"] == "unmet"
    # 五四制: five years of 小学, so 初中 begins with the sixth grade
    assert children.entry_grade("370399", "初中") == "六年级"
    assert children.in_catchment([town, form_alone], "小学", new)["status"] == "no_data"
    town.roster = pupils("小学", second)
    assert children.in_catchment([town], "小学", new)["status"] == "not_applicable"


def test_a_migrant_child_counts_unless_it_is_said_not_to_meet_the_conditions() -> None:
    migrant = {"migrant": "是"}
    state, private = public(school("211", p=3)), public(school("211", p=2), provider="10")
    state.roster = pupils("小学", migrant, {**migrant, "conditions": "否"}, {})
    private.roster = pupils("小学", {**migrant, "bought": "是"}, {**migrant, "bought": "否"})
    # eligible: one in the public school, two in the private one; of these one place is bought
    bought = children.migrants_placed([state, private], 85, public_only=False)
    assert (bought["numerator"], bought["denominator"], bought["status"]) == (2, 3, "unmet")
    assert children.migrants_placed([state, private], 100, public_only=True)["numerator"] == 1


def test_a_high_schools_plan_counts_once() -> None:
    quota = {"year": "2024", "high_school": "示例高中", "planned": "100"}
    rows = [{**quota, "school_code": code, "allotted": "25"} for code in ("3137000001", "3137000002")]
    register = [{"school_code": row["school_code"]} for row in rows]
    here = county(high_school_quota=rows, school_register=register)
    # 25 + 25 of 100
    assert (children.quota_places(here, 50)["value"], children.quota_places(here, 50)["status"]) == (
        50,
        "met",
    )
    assert children.quota_places(here, 70)["status"] == "unmet"


@pytest.mark.parametrize(
    ("born", "counts"), [("2008-08-31", 0), ("2008-09-01", 1), ("2018-08-31", 1), ("2018-09-01", 0)]
)
def test_children_of_six_to_fifteen_on_the_first_of_september_are_of_age(born: str, counts: int) -> None:
    here = county(
        disability_register=[{"born": born, "placed": "未入学"}, {"born": "2012-01-01", "placed": "送教上门"}]
    )
    assert children.disabled_placed(here, 95)["denominator"] == 1 + counts


def test_both_formulas_of_retention() -> None:
    cohort = children.Cohort(*map(Fraction, (100, 10, 6, 1, 98)))
    # F1: (98 − 10 + 6) / (100 − 1) = 94 / 99; F2: 98 / (100 + 10 − 6 − 1) = 98 / 103
    assert (cohort.retained("F1")["value"], cohort.retained("F2")["value"]) == (
        Fraction(9400, 99),
        Fraction(9800, 103),
    )
    assert cohort.retained("F1")["status"] == "unmet" and cohort.retained("F2")["status"] == "met"
    assert children.retention([cohort, None], "F2")["status"] == "no_data"


def test_a_cohort_is_followed_from_its_entry_grade_by_the_school_of_each_event() -> None:
    code = "2137000001"
    entry = county(
        2022,
        student_roster=[{"school_code": code, "grade": "七年级", "stage": "初中"}] * 3,
        student_changes=[
            {"school_code": code, "stage": "初中", "entered": "202209", "event": "转出", "date": "2023/3/1"}
        ],
    )
    years = {2022: entry, 2023: county(2023, student_changes=[]), 2024: county(2024)}
    events = [
        ("毕业", "2022-09", "2025-07-01"),
        ("毕业", "2022-09", "2025-07-01"),
        ("转入", "2023-09", "2024-10-01"),
    ]
    years[2024].rows["student_changes"] = [
        {"school_code": code, "stage": "初中", "event": event, "entered": entered, "date": date}
        for event, entered, date in events
    ]
    years[2023].rows["student_changes"] = [
        {"school_code": code, "stage": "初中", "event": "转出", "entered": "2021-09", "date": "2023-10-01"}
    ]
    for year in years.values():
        year.years, year.rows["school_register"] = years, [{"school_code": code}]
    # 2 / (3 + 0 − 1 − 0)
    assert children.cohort(school("311", j=9), years[2024]) == children.Cohort(
        *map(Fraction, (3, 0, 1, 0, 2))
    )
    assert children.cohort(school("311", j=9), years[2023]) is None


def test_places_for_a_school_that_the_register_does_not_name_are_left_out() -> None:
    quota = {"year": "2024", "high_school": "示例高中", "planned": "800"}
    rows = [{**quota, "school_code": code, "allotted": "200"} for code in ("3137000001", "3137000009")]
    here = county(high_school_quota=rows, school_register=[{"school_code": "3137000001"}])
    # 200 of 800; the other 200 come in when the register names their school
    assert children.quota_places(here, 50)["value"] == 25
