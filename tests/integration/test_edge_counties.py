"""Counties at the edge of what there can be go the whole road: raw files in, a published version out.

The figures are worked by hand from `edge_counties.JUST_ENOUGH`, with which each of R1–R7 is reached exactly.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.integration.edge_counties import (
    BLANK_RANK,
    BLANKS,
    EDGES,
    EMPTY_STAGE,
    EQUAL,
    NONE_ANYWHERE,
    SILENT,
    SINGLE,
    SMALL_CLASSES,
    school,
)
from tests.integration.taught import BOOKS_PER_PUPIL, OWN_RULESET, TEACHERS_PER_HUNDRED, Taught
from tests.oracle.calculate import calculate
from tests.oracle.compare import differences

NATIONAL = "national_2017"
RESOURCES = ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
JUST_REACHED = dict(zip(RESOURCES, (4.2, 1, 0.9, 4.5, 7.5, 2000, 2.3), strict=True))
SHIPPED = f"indicator_code not in ('{BOOKS_PER_PUPIL}', '{TEACHERS_PER_HUNDRED}')"


class Published:
    """The published tables of one county, by the national standard."""

    def __init__(self, taught: Taught, county: str) -> None:
        self.database, self.county = taught.database, county

    def rows(self, table: str, columns: str, where: str = "true", ruleset: str = NATIONAL) -> list[Any]:
        sql = (
            f"select {columns} from marts.{table} where county_code = '{self.county}'"
            f" and ruleset_code = '{ruleset}' and ({where}) order by all"
        )
        return self.ask(sql)

    def ask(self, sql: str) -> list[Any]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def published(taught: Taught, request: pytest.FixtureRequest) -> Published:
    return Published(taught, request.param)


def of(county: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("published", [county], indirect=True)


def test_the_independent_calculation_agrees_on_every_edge(taught: Taught) -> None:
    found = differences(calculate(taught.raw), taught.database)
    # what was taught by rows the calculation does not know
    ours = [one for one in found if BOOKS_PER_PUPIL not in one.partition(":")[0].split()]
    assert [one for one in ours if any(f" {county} " in one for county in EDGES)] == []


@of(SILENT)
def test_what_nobody_handed_in_is_no_data_and_names_who_owes_it(published: Published) -> None:
    """Register and return tell R1–R7 of 小学, and how many pupils a school has (G4; G6 asks nobody).

    Nobody has 初中, so that what is asked of it does not apply; all else is no data.
    """
    rows = published.rows(
        "fct_county_indicator",
        "indicator_code, coalesce(stage, ''), status, conclusion",
        f"dimension is null and {SHIPPED}",
    )
    told = {(code, "小学") for code in RESOURCES} | {("G4", ""), ("G6", "")}
    assert {(code, stage) for code, stage, status, _ in rows if status == "met"} == told
    not_asked = {(code, stage) for code, stage, status, _ in rows if status == "not_applicable"}
    assert not_asked == {(code, "初中") for code in (*RESOURCES, "G5", "G13b", "Q1")}
    silent = [row for row in rows if row[:2] not in told | not_asked]
    assert {status for _, _, status, _ in silent} == {"no_data"}
    owed = dict(
        published.ask(
            "select bridge.indicator_code, list(departments.department_name)"
            " from marts.bridge_indicator_department as bridge"
            " inner join marts.dim_department as departments using (department_code) group by all"
        )
    )
    unnamed = [
        (code, stage, text) for code, stage, _, text in silent if not all(name in text for name in owed[code])
    ]
    assert unnamed == []


@of(EQUAL)
def test_a_promise_of_the_county_that_nobody_has_shown_kept_names_who_owes_it(published: Published) -> None:
    """X1–X12 ask for money, evidence and, of X6, for schools in the country: this county has none."""
    rows = published.rows(
        "fct_county_indicator",
        "status, conclusion",
        "dimension is null and indicator_code like 'X%'",
        OWN_RULESET,
    )
    assert len(rows) == 13  # twelve codes, X2 of both stages
    assert {status for status, _ in rows} == {"no_data"}
    assert [text for _, text in rows if "应由" not in text] == []


@of(SILENT)
def test_of_nothing_that_is_known_the_county_has_no_figure_and_no_zero(published: Published) -> None:
    """Neither of its two schools has sent evidence: how many fall short is not known, so it is no 0."""
    assert (
        published.rows(
            "fct_county_indicator",
            "indicator_code, value, printed_value, status",
            "dimension is null and subjects_no_data = subjects_total and value is not null",
        )
        == []
    )


@of(SILENT)
def test_of_every_dataset_nobody_handed_in_a_finding_says_who_is_to_send_it(published: Published) -> None:
    remedies = published.ask(
        "select remedy from quality.finding where rule = 'dataset_missing'"
        f" and message like '县 {SILENT} 2024 %' order by all"
    )
    # all that a county hands in, but the register, the return, and what not every county has
    assert [remedy for (remedy,) in remedies] == [
        "请县委编办报送编制岗位。",
        "请县教育和体育局报送优质高中指标生分配。",
        "请县教育和体育局报送佐证材料台账。",
        "请县教育和体育局报送学籍名册。",
        "请县教育和体育局报送学籍异动。",
        "请县教育和体育局报送教师名册。",
        "请县教育和体育局报送残疾儿童少年名册。",
        "请县教育和体育局报送满意度调查。",
        "请县教育和体育局报送班级名册。",
        "请县教育和体育局报送课程开设。",
        "请县教育和体育局报送负面事项台账。",
        "请县教育和体育局报送音乐美术专用教室。",
        "请县财政局报送县级教育财政。",
        "请县财政局报送学校经费。",
    ]


@of(SILENT)
def test_a_county_that_lacks_data_passes_nothing_that_needs_them(published: Published) -> None:
    rows = published.rows("fct_recognition", "area, items_unmet, passes", "area != '资源配置'")
    assert [row for row in rows if row[1:] != (0, None)] == []
    assert len(rows) == 5  # four areas and the whole


@of(SINGLE)
def test_a_county_of_one_school_is_balanced(published: Published) -> None:
    rows = published.rows(
        "fct_county_balance",
        "indicator_code, units, pupils, mean, standard_deviation, cv, status",
        f"stage = '小学' and {SHIPPED}",
    )
    assert rows == [(code, 1, 1000, pytest.approx(JUST_REACHED[code]), 0, 0, "met") for code in RESOURCES]
    assert published.rows("fct_school_compliance", "stage, indicators_met, passes") == [("小学", 7, True)]


@of(EMPTY_STAGE)
def test_a_stage_without_pupils_is_not_applicable_and_takes_nothing_of_the_plant(
    published: Published,
) -> None:
    rows = published.rows("fct_school_indicator", "indicator_code, value, status", "stage = '初中'")
    assert {(value, status) for _, value, status in rows} == {(None, "not_applicable")}
    # undivided: 4500 / 1000 and 7500 / 1000 ㎡, 200 万元 / 1000, 23 of 1000
    rows = published.rows(
        "fct_school_indicator", "indicator_code, value, status", "stage = '小学' and indicator_code like 'R%'"
    )
    assert rows == [(code, pytest.approx(JUST_REACHED[code]), "met") for code in RESOURCES]
    assert published.rows("fct_school_compliance", "stage, passes") == [("小学", True)]
    balance = published.rows("fct_county_balance", "stage, units, cv, status", SHIPPED)
    assert set(balance) == {("小学", 1, 0, "met"), ("初中", 0, None, "not_applicable")}


@of(EQUAL)
def test_where_all_have_the_same_the_coefficient_of_variation_is_zero_and_met(published: Published) -> None:
    """1000 pupils and 2000 pupils with twice as much of everything: equal values, deviation 0."""
    rows = published.rows(
        "fct_county_balance",
        "indicator_code, units, pupils, mean, cv, status",
        f"stage = '小学' and {SHIPPED}",
    )
    assert rows == [
        (code, 2, 3000, pytest.approx(JUST_REACHED[code]), pytest.approx(0, abs=1e-9), "met")
        for code in RESOURCES
    ]


@of(NONE_ANYWHERE)
def test_a_resource_that_nobody_has_is_unmet_in_every_school_and_has_no_coefficient(
    published: Published,
) -> None:
    """R7 is 0 in both: mean 0, so the coefficient cannot be computed; it is neither 0 nor met."""
    assert published.rows(
        "fct_school_indicator", "value, status, shortfall", "indicator_code = 'R7' and stage = '小学'"
    ) == [(0, "unmet", 23), (0, "unmet", 46)]
    assert published.rows(
        "fct_county_balance", "units, mean, cv, status", "indicator_code = 'R7' and stage = '小学'"
    ) == [(2, 0, None, "no_data")]
    assert published.rows("fct_school_compliance", "indicators_met, indicators_unmet, passes") == [
        (6, 1, False),
        (6, 1, False),
    ]


@of(SMALL_CLASSES)
def test_a_rural_schools_small_classes_are_seen_in_the_size_bands_of_its_form(published: Published) -> None:
    """One room of 61 to 73 ㎡, three classes. Below 30 pupils a class 54 ㎡ do (§7), else 96.

    The largest class has up to 25: below 30. 26 to 30: that cannot be told. 31 to 35: not below.
    """
    columns, where = "school_code, numerator, denominator, status", "indicator_code = 'G3a'"
    codes = [school(SMALL_CLASSES, number) for number in (1, 2, 3)]
    assert published.rows("fct_school_indicator", columns, where, "national_2017_relief") == [
        (codes[0], 1, 1, "met"),
        (codes[1], None, 1, "no_data"),
        (codes[2], 0, 1, "unmet"),
    ]
    assert published.rows("fct_school_indicator", columns, where) == [(code, 0, 1, "unmet") for code in codes]


@of(BLANK_RANK)
def test_the_stage_that_is_known_counts_although_one_rank_of_the_other_is_blank(published: Published) -> None:
    """Backbone teachers a hundred pupils: 小学 of the village 10 / 200 = 5, town 4 / 100 = 4: 1.25.

    The 100 junior pupils are left out with their teachers, two in the roster, of whom one has a blank rank.
    """
    rows = published.rows(
        "fct_county_indicator",
        "numerator, denominator, value",
        "indicator_code = 'X6' and dimension = '指标=县级以上骨干教师'",
        OWN_RULESET,
    )
    assert rows == [(5, 4, 1.25)]


@of(BLANKS)
def test_one_blank_in_a_roster_leaves_out_one_person_and_not_a_school(published: Published) -> None:
    """G13a: 9 of the 9 pupils known of the first school, 9 of 10 of the other: 18 / 19, never 100%.

    G12: 2 of the 2 teachers known of the first, 3 of 3: 5 / 5; who is blank may have no certificate.
    """
    assert published.rows(
        "fct_county_indicator",
        "indicator_code, numerator, denominator, value, status",
        "dimension is null and indicator_code in ('G12', 'G13a')",
    ) == [
        ("G12", 5, 5, 100, "no_data"),
        ("G13a", 18, 19, pytest.approx(1800 / 19), "unmet"),
    ]
