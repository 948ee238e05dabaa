"""Every expectation of a published table finds the fault it is there for, and nothing else finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.quality.suites import read_suites
from tests.unit.quality import test_county_facts_gate as county_facts
from tests.unit.quality import test_form_gate as form
from tests.unit.quality import test_past_gate as past
from tests.unit.quality.world import EXPECTATIONS, failed, gates, only, spoil, write_build

OF_THE_REGISTRY = (
    *(
        "closing_action",
        "closing_budget",
        "closing_priority",
        "closing_term",
        "code_word",
        "dataset",
        "department",
        "indicator",
        "measure",
    ),
    *("ruleset", "league_figure", "region"),
)

SCOPE = "'990101' as county_code, 2024 as school_year"
OF_A_PLAN = f"{SCOPE}, 'national' as ruleset_code, '最省' as plan, 2025 as year"
EXAM = (
    f"insert into marts.fct_exam_result by name select {SCOPE}, '期末' as exam, '小学' as stage,"
    " '语文' as subject,"
)
ANSWERS = f"insert into marts.fct_satisfaction by name select {SCOPE}, '问卷' as method,"
TEN_TIMES = """
insert into marts.fct_school_measure by name
    select '990101' as county_code, year as school_year, 'S' || number as school_code, '小学' as stage,
        'area' as measure_code, if(year = 2023, 10, 100) as value, false as is_derived
    from range(5) as numbers(number) cross join range(2023, 2025) as years(year)
"""
FAULTS: dict[tuple[str, str], str] = {
    **{
        (f"dim_{table}", "every_row_of_the_registry_is_published"): f"delete from marts.dim_{table}"
        for table in OF_THE_REGISTRY
    },
    (
        "bridge_indicator_department",
        "every_row_of_the_registry_is_published",
    ): "delete from marts.bridge_indicator_department",
    (
        "bridge_county_indicator_department",
        "every_department_is_one_of_the_county",
    ): "insert into marts.bridge_county_indicator_department values ('990101', 'R1', '审批', 4)",
    (
        "dim_briefing_part",
        "a_briefing_has_one_title",
    ): "delete from marts.dim_briefing_part where part_order = 1",
    ("dim_county_briefing", "every_county_with_a_briefing_has_an_interval"): (
        "delete from marts.dim_county_briefing"
    ),
    ("fct_county_figure", "no_share_exceeds_the_whole"): (
        f"insert into marts.fct_county_figure by name select {SCOPE}, 'n' as ruleset_code,"
        " '小学' as stage, 'met/R1' as figure, 101 as value"
    ),
    ("fct_league", "no_county_is_compared_in_its_own_night"): (
        "insert into marts.fct_league by name select '县' as region_kind, '990101' as region_code"
    ),
    ("dim_county_department", "a_department_has_a_name_of_its_own"): (
        "insert into marts.dim_county_department values"
        " ('990101', '教体', '区教育局'), ('990101', '体育', '区教育局')"
    ),
    (
        "bridge_indicator_measure",
        "every_indicator_with_a_numerator_leads_to_its_measures",
    ): "delete from marts.bridge_indicator_measure where indicator_code = 'B1'",
    (
        "bridge_measure_component",
        "every_part_of_a_formula_is_published",
    ): "delete from marts.bridge_measure_component",
    ("dim_dataset", "what_is_due_has_come"): "delete from quality.sheet_version",
    (
        "dim_county",
        "years_of_schooling_add_up_to_nine",
    ): "insert into marts.dim_county values ('990101', '示例县', 6, 4)",
    (
        "dim_school",
        "ownership_is_known",
    ): "update marts.dim_school set ownership = null where school_code = '1'",
    (
        "dim_school",
        "urban_rural_is_known",
    ): "update marts.dim_school set urban_rural = null",
    (
        "dim_school",
        "town_name_is_known",
    ): "update marts.dim_school set town_name = null",
    ("dim_school", "about_as_many_schools_as_the_year_before"): (
        "insert into marts.dim_school by name"
        " select schools.* replace (2023 as school_year, number as school_code)"
        " from marts.dim_school as schools cross join range(3) as numbers(number) where school_code = '1'"
    ),
    ("dim_threshold", "every_ruleset_has_its_thresholds"): "delete from marts.dim_threshold",
    ("dim_town", "a_town_has_a_name_of_its_own"): (
        "insert into marts.dim_town values ('990101', '990101001', '甲镇'), ('990101', '990101002', '甲镇')"
    ),
    (
        "fct_balance_driver",
        "the_shares_of_a_coefficient_add_up_to_one",
    ): "update marts.fct_balance_driver set variance_share = 0.6 where school_code = '1'",
    (
        "fct_balance_driver",
        "a_coefficient_recomputes_from_its_units",
    ): "update marts.fct_balance_driver set value = 6 where school_code = '1'",
    (
        "fct_county_balance",
        "a_mean_recomputes_from_the_schools",
    ): "update marts.fct_county_balance set units = 3 where indicator_code = 'B1'",
    ("fct_county_balance", "a_mean_is_near_that_of_the_year_before"): (
        "insert into marts.fct_county_balance by name"
        " select * replace (2023 as school_year, 0 as units, 8.0 as mean)"
        " from marts.fct_county_balance where units = 2"
    ),
    (
        "fct_county_indicator",
        "unmet_subjects_are_within_all",
    ): "update marts.fct_county_indicator set subjects_total = 0 where indicator_code = 'R1'",
    (
        "fct_county_indicator",
        "a_ratio_recomputes_from_its_parts",
    ): "update marts.fct_county_indicator set value = 4 where indicator_code = 'R1'",
    (
        "fct_county_indicator",
        "the_schools_counted_are_those_judged",
    ): "update marts.fct_county_indicator set subjects_unmet = 0 where indicator_code = 'R1'",
    (
        "fct_county_measure",
        "no_figure_is_negative",
    ): f"insert into marts.fct_county_measure by name select {SCOPE}, 'pupils' as measure_code, -1 as value",
    ("fct_exam_result", "what_is_hidden_shows_no_figure"): f"{EXAM} 9 as takers, true as is_suppressed",
    ("fct_exam_result", "a_pass_rate_is_a_percentage"): f"{EXAM} 101 as pass_rate, false as is_suppressed",
    (
        "fct_exam_result",
        "an_excellent_rate_is_within_the_pass_rate",
    ): f"{EXAM} 50 as pass_rate, 60 as excellent_rate, false as is_suppressed",
    (
        "fct_exam_result",
        "a_share_of_variance_is_a_share",
    ): f"{EXAM} 1.5 as between_school_share, false as is_suppressed",
    ("fct_exam_result", "the_takers_of_the_county_are_those_of_its_schools"): (
        f"{EXAM} cells.*, false as is_suppressed"
        " from (values (null, 50), ('1', 49)) as cells(school_code, takers)"
    ),
    (
        "fct_recognition",
        "the_whole_is_the_sum_of_its_areas",
    ): "update marts.fct_recognition set items_total = 4, items_met = 2 where area = '综合'",
    ("fct_satisfaction", "valid_answers_are_within_all"): f"{ANSWERS} 4 as answers, 5 as valid_answers",
    (
        "fct_satisfaction",
        "satisfied_answers_are_within_the_valid_ones",
    ): f"{ANSWERS} 4 as answers, 3 as valid_answers, 4 as satisfied_answers",
    (
        "fct_satisfaction",
        "parts_of_the_answers_are_within_all",
    ): f"{ANSWERS} parts.* from (values (null, 4), ('甲镇', 5)) as parts(town_name, answers)",
    (
        "fct_school_compliance",
        "the_counts_are_those_of_the_indicators",
    ): "update marts.fct_school_compliance set indicators_met = 2 where school_code = '1'",
    (
        "fct_school_compliance",
        "a_pass_is_borne_out_by_its_counts",
    ): "update marts.fct_school_compliance set passes = true where school_code = '2'",
    (
        "fct_school_indicator",
        "most_figures_are_known",
    ): "update marts.fct_school_indicator set status = 'no_data' where indicator_code = 'G4'",
    (
        "fct_school_measure",
        "a_reported_measure_is_not_negative",
    ): "update marts.fct_school_measure set value = -1",
    (
        "fct_school_measure",
        "a_derived_measure_is_not_negative",
    ): "update marts.fct_school_measure set value = -1, is_derived = true",
    ("fct_school_measure", "an_average_is_near_that_of_the_year_before"): TEN_TIMES,
    (
        "fct_shortfall",
        "a_shortfall_is_that_of_the_school",
    ): "update marts.fct_shortfall set shortfall = 4",
    (
        "fct_shortfall",
        "every_school_that_lacks_something_is_listed",
    ): "delete from marts.fct_shortfall",
    ("dim_plan_task", "every_task_of_the_plan_is_published"): "delete from marts.dim_plan_task",
    (
        "dim_plan_statement",
        "every_statement_of_the_plan_is_published",
    ): "delete from marts.dim_plan_statement",
    ("fct_plan_task", "a_task_is_met_only_where_its_indicators_are"): (
        f"insert into marts.fct_plan_task by name select {SCOPE}, 'national' as ruleset_code, 1 as task,"
        " 'met' as status"
    ),
    ("fct_open_item", "an_open_item_is_one_that_recognition_counts"): (
        f"insert into marts.fct_open_item by name select {SCOPE}, 'national' as ruleset_code,"
        " '资源配置' as area, 'R1' as item_code, 'unmet' as status"
    ),
    ("fct_closing_plan", "a_plan_costs_what_its_steps_cost"): (
        f"insert into marts.fct_closing_plan by name select {OF_A_PLAN}, 5.0 as cost;"
        f"insert into marts.fct_closing_plan_summary by name select {OF_A_PLAN}, 3.0 as cost"
    ),
    ("fct_closing_plan_summary", "the_units_that_pass_before_are_those_of_the_verdict"): (
        f"insert into marts.fct_closing_plan_summary by name select {OF_A_PLAN}, 2 as units_passing_before"
    ),
    ("fct_closing_progress", "a_plan_comes_to_what_its_summary_says"): (
        f"insert into marts.fct_closing_plan_summary by name select {OF_A_PLAN}, 2 as units_passing_after;"
        f"insert into marts.fct_closing_progress by name select {OF_A_PLAN}, 1 as point, 3 as units_passing"
    ),
    ("fct_closing_left_out", "a_unit_that_is_left_out_does_not_pass_today"): (
        f"insert into marts.fct_closing_left_out by name select {OF_A_PLAN}, '1' as school_code,"
        " '小学' as stage"
    ),
    ("fct_closing_standing", "a_standing_is_that_of_the_published_figure"): (
        f"insert into marts.fct_closing_standing by name select {SCOPE}, 'national' as ruleset_code,"
        " '1' as school_code, '小学' as stage, 'R1' as indicator_code, 6.0 as numerator"
    ),
    ("fct_closing_teacher", "no_more_teachers_can_be_moved_than_are_counted"): (
        "insert into marts.dim_indicator by name"
        " select 'R3' as indicator_code, 'teachers_pe_arts' as numerator_measure;"
        f"insert into marts.fct_school_measure by name select {SCOPE}, '1' as school_code, '小学' as stage,"
        " 'teachers_pe_arts' as measure_code, 1.0 as value, 'teacher_roster' as source_dataset;"
        f"insert into marts.fct_closing_teacher by name select {SCOPE}, '1' as school_code, '小学' as stage,"
        " 'R1|R3' as counts_in, 2 as teachers"
    ),
    ("fct_forecast", "the_towns_of_a_forecast_add_up_to_the_county"): (
        "insert into marts.dim_code_word by name select 'part' as word_kind, 'all' as code, '全部' as word;"
        "insert into marts.fct_forecast by name select '990101' as county_code, 2025 as school_year,"
        " places.*, '全部' as school_code, '小学' as stage, '1' as grade, '持平' as scenario"
        " from (values ('全部', 5.0), ('990101001', 4.0)) as places(town_code, value)"
    ),
    ("fct_forecast_accuracy", "a_forecast_is_held_against_later_years"): (
        "insert into marts.fct_forecast_accuracy by name"
        " select '990101' as county_code, 1 as horizon, '小学' as stage, 101 as covered"
    ),
    ("fct_forecast_need", "as_many_classes_are_needed_as_hold_the_pupils"): (
        "insert into marts.fct_forecast_need by name"
        " select '990101' as county_code, 2 as classes_needed, 45 as class_size_limit, 91 as pupils"
    ),
    ("fct_forecast_turn", "a_verdict_that_turns_is_another_one"): (
        "insert into marts.fct_forecast_turn by name select '990101' as county_code, 2024 as base_year,"
        " 2025 as school_year, 'near' as status_today, 'unmet' as status"
    ),
    ("fct_verdict_flip", "a_turn_starts_from_the_published_verdict"): (
        f"insert into marts.fct_verdict_flip by name select {SCOPE}, 'national' as ruleset_code,"
        " '2' as school_code,"
        " '小学' as stage, 'R1' as indicator_code, 'met' as status, 'unmet' as other_status"
    ),
}
SUITES = {suite.table: suite for suite in read_suites(EXPECTATIONS, "marts")}


def test_every_expectation_has_its_fault() -> None:
    elsewhere = {
        (table.removeprefix("marts."), name)
        for table, _, name in (*county_facts.FAULTS, *form.FAULTS, *past.FAULTS)
    }
    named = {(table, name) for table, suite in SUITES.items() for name in suite.expectations}
    assert FAULTS.keys() | elsewhere == named


@pytest.mark.parametrize(("table", "expectation"), FAULTS)
def test_a_fault_is_told_by_its_name_and_stops_only_what_cannot_be(
    tmp_path: Path, table: str, expectation: str
) -> None:
    build = write_build(tmp_path / "warehouse.duckdb")
    spoil(build, FAULTS[table, expectation])
    found = failed(gates(build, "marts", directory=only(tmp_path, "marts", table)))
    severity = SUITES[table].expectations[expectation].severity
    assert found == {(f"marts.{table}", expectation, severity)}
