"""The gate behind the build: what a reader could not believe blocks, what is merely missing does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.quality.world import BUILD, failed, gates, spoil, write_build

INDICATOR = "marts.fct_school_indicator"


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
        " delete from marts.fct_balance_driver; update marts.fct_county_indicator set subjects_unmet = 0;"
        " update marts.fct_county_balance set units = 0, mean = null, standard_deviation = null, cv = null,"
        " status = 'no_data'",
    )
    assert failed(gates(build, "marts")) == {(INDICATOR, "most_figures_are_known", "warn")}


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
