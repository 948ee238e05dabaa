"""The oracle itself, held against published answers and figures worked by hand."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from tests.oracle import guarantees, resources, verdicts
from tests.oracle.raw import Row
from tests.oracle.schools import School

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"


def example(name: str) -> list[Row]:
    with (EXAMPLES / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def school(kind: str, area: str = "111", founded: str = "", **pupils: int) -> School:
    """A school with these pupils; `p`, `j`, `s` are primary, junior, senior."""
    made = School({"school_code": "2137000001", "type": kind, "area": area, "founded_year": founded})
    stages = {"p": "小学", "j": "初中", "s": "高中"}
    made.statistics = {stages[stage]: {"pupils": str(number)} for stage, number in pupils.items()}
    return made


def with_classes(made: School, stage: str, *sizes: int) -> School:
    made.classes += [{"stage": stage, "pupils": str(size)} for size in sizes]
    return made


def unit(made: School, stage: str = "小学", **figures: str) -> resources.Unit:
    made.statistics[stage].update(figures)
    return next(unit for unit in resources.units([made]) if unit.stage == stage)


def test_the_five_published_schools_have_the_printed_coefficient_of_variation() -> None:
    rows = [(Fraction(row["students"]), Fraction(row["books"])) for row in example("cv_five_schools.csv")]
    expected = {row["item"]: row["weighted_recomputed"] for row in example("cv_five_schools_expected.csv")}
    figures = resources.balance("小学", "R4", rows)
    assert figures["pupils"] == 302
    assert float(figures["mean"]) == pytest.approx(float(expected["county_mean"]), abs=1e-6)  # type: ignore[arg-type]
    assert figures["standard_deviation"] == pytest.approx(float(expected["sd"]), abs=1e-6)
    assert figures["cv"] == pytest.approx(0.515257, abs=1e-6)
    assert figures["status"] == "unmet"  # 0.515 > 0.50


def test_the_published_nine_year_school_is_split_1_to_1_1() -> None:
    row = example("split_nine_year.csv")[0]
    made = school("312", p=int(row["primary_students"]), j=int(row["junior_students"]))
    made.statistics["小学"]["multimedia"] = made.statistics["初中"]["multimedia"] = row["books_total"]
    # 166 / (166 + 1.1 × 210) = 166 / 397 of 23226
    assert resources.resource(unit(made), "R7", reliefs=False) == Fraction(166 * 23226, 397)
    shares = [
        float(resources.resource(unit(made, stage), "R7", reliefs=False) or 0) for stage in ("小学", "初中")
    ]
    assert shares == pytest.approx([9711.63, 13514.37], abs=0.005)


def test_a_twelve_year_school_is_split_1_to_1_1_to_1_32_and_a_complete_middle_school_1_to_1_2() -> None:
    twelve, middle = school("345", p=100, j=100, s=100), school("341", j=100, s=100)
    # 100 + 110 + 132 = 342; 1.1 : 1.32 = 1 : 1.2, so 100 : 120 of 220
    assert [twelve.share(stage) for stage in ("小学", "初中", "高中")] == [
        Fraction(100, 342),
        Fraction(110, 342),
        Fraction(132, 342),
    ]
    assert [middle.share(stage) for stage in ("初中", "高中")] == [Fraction(100, 220), Fraction(120, 220)]


def test_a_campus_with_pupils_of_one_stage_is_not_split_and_one_with_unknown_pupils_cannot_be() -> None:
    assert school("312", p=80, j=0).share("小学") == 1
    assert school("312", p=80).share("小学") is None


@pytest.mark.parametrize(
    ("met", "near", "unmet", "no_data", "passes"),
    [
        (7, 0, 0, 0, True),
        (6, 1, 0, 0, True),
        (6, 0, 1, 0, False),
        (5, 2, 0, 0, False),
        (5, 1, 1, 0, False),
        (6, 0, 0, 1, None),
        (5, 1, 0, 1, None),
        (5, 0, 1, 1, False),
        (4, 2, 0, 1, False),
        (0, 0, 0, 7, None),
    ],
)
def test_a_school_passes_with_six_met_and_the_seventh_near(
    met: int, near: int, unmet: int, no_data: int, passes: bool | None
) -> None:
    statuses = ["met"] * met + ["near"] * near + ["unmet"] * unmet + ["no_data"] * no_data
    assert resources.compliance(statuses)["passes"] is passes


@pytest.mark.parametrize(
    ("teachers", "status"),
    # 10,000 primary pupils: 4.2 per hundred is 420 teachers, 85% of it 357
    [(420, "met"), (419, "near"), (357, "near"), (356, "unmet"), (0, "unmet")],
)
def test_reaching_a_threshold_exactly_is_reaching_it(teachers: int, status: str) -> None:
    degrees = {"college": "0", "bachelor": str(teachers), "master": "0", "doctor": "0"}
    figures = resources.indicator(unit(school("211", p=10_000), **degrees), "R1", reliefs=False)
    assert (figures["value"], figures["status"]) == (Fraction(teachers, 100), status)


def test_college_graduates_are_above_the_required_degree_in_primary_schools_only() -> None:
    degrees = {"college": "3", "bachelor": "2", "master": "1", "doctor": "0"}
    assert resources.resource(unit(school("211", p=100), **degrees), "R1", reliefs=False) == 6
    assert resources.resource(unit(school("311", j=100), "初中", **degrees), "R1", reliefs=False) == 3


def test_the_subtotal_of_arts_teachers_is_used_instead_of_its_parts() -> None:
    subjects = {"pe": "2", "music": "1", "fine_art": "2", "arts": "1"}
    assert resources.resource(unit(school("211", p=100), **subjects), "R3", reliefs=False) == 6
    subtotal = {"pe": "2", "music": "1", "fine_art": "2", "arts_subtotal": "3"}
    assert resources.resource(unit(school("211", p=100), **subtotal), "R3", reliefs=False) == 5


def test_areas_and_equipment_are_taken_as_the_standard_says() -> None:
    plant = {"teaching_area": "1000", "indoor_area": "100", "outdoor_area": "650", "equipment": "20"}
    made = unit(school("211", p=100), **plant)
    values = [resources.indicator(made, code, reliefs=False)["value"] for code in ("R4", "R5", "R6")]
    # (1000 − 100) / 100 ㎡, (650 + 100) / 100 ㎡, 20 万元 / 100 = 2000 元
    assert values == [9, Fraction("7.5"), 2000]


def test_a_teaching_point_counts_from_fifty_pupils() -> None:
    standings = [resources.units([school("218", p=pupils)])[0].standing for pupils in (50, 49, 0)]
    assert standings == ["counts", "left_out", "empty"]


def test_a_school_with_nothing_stays_in_the_coefficient_of_variation() -> None:
    # x = 0 and 10 per hundred, mean 5, deviation 5
    figures = resources.balance("小学", "R7", [(Fraction(100), Fraction(0)), (Fraction(100), Fraction(10))])
    assert (figures["mean"], figures["standard_deviation"], figures["cv"]) == (5, 5, 1)


def test_a_county_at_the_limit_is_balanced_and_one_that_lacks_a_figure_is_not_judged() -> None:
    # x = 1 and 3 with mean 2, deviation 1: CV exactly 0.50
    rows = [(Fraction(100), Fraction(100)), (Fraction(100), Fraction(300))]
    assert resources.balance("小学", "R4", rows)["status"] == "met"
    assert resources.balance("初中", "R4", rows)["status"] == "unmet"
    lacking = resources.balance("小学", "R4", [*rows, (Fraction(50), None)])
    assert (lacking["status"], lacking["units"], lacking["cv"]) == ("no_data", 2, 0.5)
    assert resources.balance("小学", "R4", [(Fraction(10), Fraction(0))])["cv"] is None


@pytest.mark.parametrize(("area", "pupils", "teachers"), [("220", 99, 3), ("220", 100, 1), ("121", 99, 1)])
def test_visiting_teachers_count_in_rural_schools_of_50_to_99_when_reliefs_are_on(
    area: str, pupils: int, teachers: int
) -> None:
    subjects = {"pe": "1", "arts_subtotal": "0", "visiting": "2"}
    made = unit(school("211", area, p=pupils), **subjects)
    assert resources.resource(made, "R3", reliefs=True) == teachers
    assert resources.resource(made, "R3", reliefs=False) == 1


@pytest.mark.parametrize(
    ("kind", "founded", "limit"),
    [
        ("211", "2011", 2000),
        ("211", "2010", 2400),
        ("312", "2010", 3000),
        ("345", "2010", 2500),
        ("312", "", 2500),
    ],
)
def test_the_size_a_school_may_have_depends_on_its_kind_and_age(kind: str, founded: str, limit: int) -> None:
    stages = {"211": ("p",), "312": ("p", "j"), "345": ("p", "j", "s")}[kind]
    for surplus, status in ((0, "met"), (1, "unmet")):
        pupils = dict.fromkeys(stages, 0) | {"p": limit + surplus}
        assert (
            guarantees.school_size(school(kind, "111", founded, **pupils), reliefs=True)["status"] == status
        )


def test_a_school_where_more_than_half_are_migrants_may_have_2400_pupils() -> None:
    made = school("211", p=2400)
    made.roster = [{"stage": "小学", "migrant": answer} for answer in ("是", "否")]
    assert guarantees.school_size(made, reliefs=True)["status"] == "unmet"
    made.roster.append({"stage": "小学", "migrant": "是"})
    assert guarantees.school_size(made, reliefs=True)["status"] == "met"


def test_a_complete_middle_school_is_measured_by_its_junior_pupils() -> None:
    assert guarantees.school_size(school("341", j=2000, s=3000), reliefs=False)["status"] == "met"


def test_classes_above_the_limit_are_counted_stage_by_stage() -> None:
    made = with_classes(with_classes(school("312", p=91, j=101), "小学", 45, 46), "初中", 50, 51)
    assert [guarantees.class_size(made, stage)["value"] for stage in ("小学", "初中")] == [1, 1]


def test_a_small_school_is_paid_as_if_it_had_a_hundred_pupils() -> None:
    quotas = {"小学": Fraction(800), "初中": Fraction(1000)}
    made = school("312", p=30, j=20)
    # 100 / 50 = 2: 800 × 30 × 2 + 1000 × 20 × 2 = 88,000 元
    for paid, status in (("8.8", "met"), ("8.79", "unmet")):
        made.finance = {2024: {"paid": paid}}
        assert guarantees.small_school_funds(made, 2024, quotas)["status"] == status
    assert guarantees.small_school_funds(made, 2023, quotas)["status"] == "no_data"
    assert guarantees.small_school_funds(school("211", p=100), 2024, quotas)["status"] == "not_applicable"


def test_five_percent_for_training_is_enough() -> None:
    made = school("211", p=100)
    made.finance = {2024: {"budget": "60", "training_budget": "3", "final": "60", "training_final": "2.99"}}
    assert [guarantees.training_funds(made, 2024, code)["status"] for code in ("Q4a", "Q4b")] == [
        "met",
        "unmet",
    ]


def test_every_teacher_must_and_one_who_did_not_settles_it() -> None:
    assert verdicts.share([True, True], 100)["status"] == "met"
    assert verdicts.share([True, None], 100)["status"] == "no_data"
    assert verdicts.share_of_schools([[True, True], None], 100)["status"] == "no_data"
    # the blank of one is left out, and not his school: 2 of the 3 who are known
    blank = verdicts.share_of_schools([[True, None, False], [True]], 60)
    assert (blank["numerator"], blank["denominator"], blank["status"]) == (2, 3, "no_data")
    missed = verdicts.share_of_schools([[True, True, True, False], None], 100)
    assert (missed["numerator"], missed["denominator"], missed["value"], missed["status"]) == (
        3,
        4,
        75,
        "unmet",
    )
    assert guarantees.trained({"hours": "360"}) and not guarantees.trained({"hours": "359.5"})


def test_the_county_is_unmet_by_one_school_and_no_data_only_when_none_is_unmet() -> None:
    def verdict(*statuses: str) -> object:
        return guarantees.over_schools([{"status": status} for status in statuses])["status"]

    assert verdict("met", "no_data", "unmet") == "unmet"
    assert verdict("met", "no_data") == "no_data"
    assert verdict("met", "not_applicable") == "met"
    assert guarantees.over_schools([], "初中")["status"] == "not_applicable"
