"""The gate behind the build: what a reader could not believe blocks, what is merely missing does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.quality.world import BUILD, failed, gates, spoil, write_build

INDICATOR, BALANCE = "marts.fct_school_indicator", "marts.fct_county_balance"
COMPLIANCE, COUNTY = "marts.fct_school_compliance", "marts.fct_county_indicator"
RECOGNITION, SHORTFALL = "marts.fct_recognition", "marts.fct_shortfall"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return write_build(tmp_path / "warehouse.duckdb")


def test_rows_without_data_and_indicators_without_a_threshold_pass(build: Path) -> None:
    assert failed(gates(build, "marts")) == set()


def test_empty_tables_pass(build: Path) -> None:
    for line in BUILD.splitlines():
        if line.startswith("create table marts."):
            spoil(build, f"delete from {line.split()[2]}")
    assert failed(gates(build, "marts")) == set()


def test_a_county_where_everything_is_missing_only_warns(build: Path) -> None:
    spoil(
        build,
        "update marts.fct_school_indicator set value = null, numerator = null, status = 'no_data',"
        " shortfall = null; delete from marts.fct_shortfall; delete from marts.fct_school_compliance;"
        " update marts.fct_county_balance set units = 0, mean = null, standard_deviation = null, cv = null,"
        " status = 'no_data'",
    )
    assert failed(gates(build, "marts")) == {(INDICATOR, "most_figures_are_known", "warn")}


@pytest.mark.parametrize(
    ("table", "change", "expectation"),
    [
        ("marts.dim_school", "school_code = '1'", "a_key_stands_once"),
        ("marts.fct_school_measure", "value = -1", "a_reported_measure_is_not_negative"),
        (INDICATOR, "value = 9 where school_code = '1' and indicator_code = 'B1'", None),
        (INDICATOR, "status = 'near' where indicator_code = 'G4'", "what_is_unknown_is_not_judged"),
        (INDICATOR, "status = 'passed' where indicator_code = 'G4'", "status_is_a_known_word"),
        (INDICATOR, "status = null where indicator_code = 'G4'", "what_must_be_known_is_known"),
        (COMPLIANCE, "indicators_met = 2", "the_counts_are_those_of_the_indicators"),
        (BALANCE, "cv = 0.5 where indicator_code = 'R1'", "a_coefficient_recomputes_from_its_parts"),
        (BALANCE, "units = 3 where indicator_code = 'B1'", "a_mean_recomputes_from_the_schools"),
        (COUNTY, "value = 4 where indicator_code = 'R1'", "a_ratio_recomputes_from_its_parts"),
        (COUNTY, "subjects_unmet = 3 where indicator_code = 'R1'", "unmet_subjects_are_within_all"),
        (COUNTY, "indicator_code = 'G4', stage = null", "a_key_stands_once"),
        (RECOGNITION, "items_met = 3", "the_items_add_up"),
        (RECOGNITION, "passes = true where area = '综合'", "missing_data_is_never_a_pass"),
        (
            RECOGNITION,
            "items_total = 4, items_met = 2 where area = '综合'",
            "the_whole_is_the_sum_of_its_areas",
        ),
        (SHORTFALL, "shortfall = 4", "a_shortfall_is_that_of_the_school"),
        (SHORTFALL, "status = 'met'", "status_is_a_known_word"),
    ],
)
def test_what_a_reader_could_not_believe_blocks(
    build: Path, table: str, change: str, expectation: str | None
) -> None:
    spoil(build, f"update {table} set {change}")
    found = failed(gates(build, "marts"))
    assert (table, expectation or "a_value_recomputes_from_its_parts", "block") in found


def test_a_derived_measure_below_zero_only_warns(build: Path) -> None:
    spoil(build, "update marts.fct_school_measure set value = -1, is_derived = true")
    expected = {("marts.fct_school_measure", "a_derived_measure_is_not_negative", "warn")}
    assert failed(gates(build, "marts")) == expected


def test_an_expectation_that_cannot_be_judged_blocks_even_if_it_only_warns(
    build: Path, tmp_path: Path
) -> None:
    document = {
        "name": "marts.dim_school",
        "expectations": [
            {
                "type": "unexpected_rows_expectation",
                "kwargs": {"unexpected_rows_query": "select no_such_column from {batch}"},
                "severity": "warning",
                "meta": {"name": "broken"},
                "description": "甲。",
                "notes": "乙。",
            }
        ],
    }
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "dim_school.json").write_text(json.dumps(document), encoding="utf-8")
    (gate,) = gates(build, "marts", directory=tmp_path)
    assert gate.blocks
    assert gate.observed is not None
    assert gate.observed.startswith("无法核查：")
