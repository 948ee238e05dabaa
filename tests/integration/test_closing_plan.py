"""The closing plan of the synthetic county holds by the ordinary road: dbt says so."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import pytest

from pipelines.command.whatif import try_out
from pipelines.orchestration.what_if import what_if
from pipelines.planning.change import Change
from pipelines.planning.changes import of_plan, read_changes, write_changes
from pipelines.planning.checking import violations
from pipelines.planning.closing import Limits, everything
from pipelines.planning.comparing import compare
from pipelines.planning.county import plan_scopes
from pipelines.planning.reading import scopes
from pipelines.planning.steps import after
from pipelines.planning.tables import Planned
from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version, records, version_named

RULESET = "national_2017"


class CountyVersion(Protocol):
    """What the fixture `county_version` gives: the warehouse published from it."""

    home: Path


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, county_version: CountyVersion) -> Settings:
    """A copy of the county's home: a what-if holds its lock."""
    home = tmp_path_factory.mktemp("plan") / "home"
    shutil.copytree(county_version.home, home, symlinks=True)
    return Settings(home=home)


@pytest.fixture(scope="module")
def planned(settings: Settings) -> Planned:
    with open_version(version_named(settings)) as connection:
        (one,) = plan_scopes(connection, scopes(connection, ruleset=RULESET), Limits(60))
    return one


def test_the_plan_is_the_best_and_breaks_nothing_in_exact_fractions(planned: Planned) -> None:
    situation = planned.case.situation
    assert planned.plan.status == "最优"
    assert any(not situation.fulfils(unit) for unit in situation.units), "a county that needs a plan"
    assert any(situation.over(aspect) for aspect in situation.cv_limits)
    assert violations(situation, planned.plan.steps, everything(situation)) == []


def test_the_ordinary_build_over_the_plans_changes_says_that_all_pass_and_all_hold(
    settings: Settings, planned: Planned
) -> None:
    version, case = version_named(settings), planned.case
    with open_version(version) as connection:
        changes = of_plan(case, planned.plan.steps)
        with what_if(settings, version, changes) as built:
            compared = compare(connection, built, [case.scope.county_code], [case.scope.school_year])
            numerators = records(
                built,
                """
                select school_code, stage, indicator_code, numerator from marts.fct_school_indicator
                where county_code = $county_code and school_year = $school_year and ruleset_code =
                $ruleset_code
                """,
                case.scope._asdict(),
            )
    assert [one for one in compared.failing if one["ruleset_code"] == RULESET] == []
    (total,) = (one for one in compared.totals if one["ruleset_code"] == RULESET)
    assert total["units_passing_before"] < total["units_passing_after"] == total["units"]
    assert total["cv_over_before"] > total["cv_over_after"] == 0

    found = {
        (row["school_code"], row["stage"], row["indicator_code"]): row["numerator"] for row in numerators
    }
    for (unit, indicator), quantity in after(case.situation, planned.plan.steps).items():
        _, per_quantity = case.measures[indicator]
        expected = float(quantity * per_quantity)
        assert found[*unit, indicator] == pytest.approx(expected, rel=1e-9), (unit, indicator)


def test_a_change_of_nothing_changes_no_verdict(settings: Settings, planned: Planned) -> None:
    scope, unit = planned.case.scope, planned.case.situation.units[0]
    nothing = Change(scope.county_code, scope.school_year, unit.school, unit.stage, "teachers_pe", 0.0)
    compared = try_out(settings, version_named(settings), [nothing])
    assert compared.verdicts == []
    assert all(one["units_passing_before"] == one["units_passing_after"] for one in compared.totals)


def test_the_plans_changes_are_read_back_from_the_file_as_they_were_written(
    tmp_path: Path, settings: Settings, planned: Planned
) -> None:
    with open_version(version_named(settings)) as connection:
        changes = of_plan(planned.case, planned.plan.steps)
        write_changes(tmp_path / "changes.csv", changes)
        again = read_changes(connection, tmp_path / "changes.csv")
    assert sorted(map(repr, again)) == sorted(map(repr, changes))
    assert changes
