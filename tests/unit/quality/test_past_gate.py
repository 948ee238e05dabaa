"""What is held against the last accepted version: found where it moved, silent where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.quality.gates import run_suites
from pipelines.quality.suites import read_suites
from tests.unit.quality.world import EXPECTATIONS, TODAY, failed, gates, only, spoil, write_build

AREAS = """
insert into marts.fct_school_measure by name
    select county_code, 2024 as school_year, 'S' || number as school_code, '小学' as stage,
        'teaching_area' as measure_code, 3000.0 as value, false as is_derived
    from range(3) as numbers(number) cross join (values ('990101'), ('990102')) as counties(county_code)
"""
FAULTS = [
    (
        "marts.dim_school",
        "update marts.dim_school set school_code = '3' where school_code = '2'",
        "no_school_has_vanished",
    ),
    (
        "marts.dim_school",
        "update marts.dim_school set urban_rural_code = '220' where school_code = '2'",
        "no_code_is_new_to_the_county",
    ),
    (
        "marts.fct_school_measure",
        "update marts.fct_school_measure set value = 121 where measure_code = 'pupils'",
        "about_as_many_as_in_the_last_version",
    ),
    (
        "marts.fct_school_measure",
        "update marts.fct_school_measure set value = value / 666 where school_code in ('S0', 'S1')"
        " and county_code = '990101'; update registry.unit_ratios set ratio = 1 / ratio",
        "no_figure_has_moved_by_the_factor_of_a_unit",
    ),
]
"""Suite, what is changed since the last version, and the expectation that finds it."""


@pytest.fixture
def past(tmp_path: Path) -> Path:
    past = write_build(tmp_path / "past.duckdb")
    spoil(past, AREAS)
    return past


@pytest.mark.parametrize(("suite", "fault", "expectation"), FAULTS)
def test_what_moved_since_the_last_version_is_found_and_what_did_not_is_not(
    tmp_path: Path, past: Path, suite: str, fault: str, expectation: str
) -> None:
    table = suite.removeprefix("marts.")
    build = Path(shutil.copy(past, tmp_path / "build.duckdb"))
    directory = only(tmp_path, "marts", table)
    assert failed(gates(build, "marts", directory=directory, past=past)) == set()
    spoil(build, fault)
    assert failed(gates(build, "marts", directory=directory)) == set()
    (asked,) = [one for one in read_suites(EXPECTATIONS, "marts") if one.name == suite]
    severity = asked.expectations[expectation].severity
    assert failed(gates(build, "marts", directory=directory, past=past)) == {(suite, expectation, severity)}


def test_a_jump_by_the_factor_of_a_unit_holds_its_county_alone(tmp_path: Path, past: Path) -> None:
    build = Path(shutil.copy(past, tmp_path / "build.duckdb"))
    spoil(build, FAULTS[-1][1])
    directory = only(tmp_path, "marts", "fct_school_measure")
    (held,) = [
        gate
        for gate in run_suites(
            build, directory, run_id="r1", stage="marts", threads=1, today=TODAY, past=past,
            counties=["990101", "990102"],
        )
        if gate.blocks
    ]  # fmt: skip
    assert held.county_code == "990101"
    assert "schools_moved 2、schools 3" in str(held.observed)


def test_of_a_version_of_an_earlier_program_what_it_lacks_is_not_compared(tmp_path: Path, past: Path) -> None:
    build = Path(shutil.copy(past, tmp_path / "build.duckdb"))
    with duckdb.connect(str(past)) as connection:
        connection.execute("alter table marts.dim_school drop urban_rural_code")
        connection.execute("drop table marts.fct_school_measure")
    for table in ("dim_school", "fct_school_measure"):
        directory = only(tmp_path / table, "marts", table)
        assert failed(gates(build, "marts", directory=directory, past=past)) == set()
