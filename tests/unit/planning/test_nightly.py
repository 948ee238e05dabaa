"""The plans of a night: in the tables of the build before they are judged, and never in its way."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.planning import nightly
from pipelines.planning.closing import Limits
from pipelines.planning.model import NoSolver
from pipelines.planning.nightly import write_plans
from pipelines.settings import Settings
from tests.unit.planning.small_build import write_small_build


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", plan_night_seconds=10)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return write_small_build(tmp_path / "warehouse.duckdb")


def rows(build: Path, table: str) -> list[dict[str, object]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        cursor = connection.execute(f"select * from marts.{table} order by all")
        names = [name for name, *_ in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def add_term(build: Path, values: str) -> None:
    with duckdb.connect(str(build)) as connection:
        connection.execute(f"insert into marts.dim_closing_term values {values}")


def test_what_is_to_be_done_stands_in_the_build_with_what_it_comes_to(
    settings: Settings, build: Path
) -> None:
    write_plans(settings, build)
    (step,) = rows(build, "fct_closing_plan")
    assert {name: step[name] for name in ("action", "school_code", "stage", "quantity", "unit", "cost")} == {
        "action": "购置",
        "school_code": "1",
        "stage": "小学",
        "quantity": 2.0,
        "unit": "间",
        "cost": None,
    }
    (summary,) = rows(build, "fct_closing_plan_summary")
    assert (summary["status"], summary["units_passing_before"], summary["units_passing_after"]) == (
        "最优",
        1,
        2,
    )
    assert "没有填单价" in str(summary["reason"])


def test_a_price_that_a_county_wrote_is_what_a_step_costs(settings: Settings, build: Path) -> None:
    add_term(build, "('990101', 'buy', null, null, 4.5, null, '县财政局', date '2025-01-05')")
    write_plans(settings, build)
    assert [row["cost"] for row in rows(build, "fct_closing_plan")] == [9.0]
    assert [row["cost"] for row in rows(build, "fct_closing_plan_summary")] == [9.0]


def test_what_a_county_forbids_is_not_planned_and_the_school_is_named(
    settings: Settings, build: Path
) -> None:
    add_term(build, "('990101', 'buy', '1', null, null, 0, '没有教室', date '2025-01-05')")
    write_plans(settings, build)
    assert rows(build, "fct_closing_plan") == []
    (summary,) = rows(build, "fct_closing_plan_summary")
    assert (summary["status"], summary["cost"]) == ("不可行", None)
    assert "甲校（小学）达标" in str(summary["reason"])


def test_a_budget_that_does_not_reach_gives_two_plans_year_by_year_and_what_they_leave_out(
    settings: Settings, build: Path
) -> None:
    # school 1 needs two rooms at 4.5: one in 2025, of what the year leaves nothing more in 2026
    add_term(build, "('990101', 'buy', null, null, 4.5, null, '县财政局', date '2025-01-05')")
    with duckdb.connect(str(build)) as connection:
        connection.execute(
            "insert into marts.dim_closing_budget values"
            " ('990101', 2024, 99, '往年', date '2024-01-05'),"
            " ('990101', 2025, 5, '预算', date '2025-01-05'),"
            " ('990101', 2026, 3, '预算', date '2025-01-05')"
        )
    write_plans(settings, build)
    summaries = [
        [row[name] for name in ("plan", "year", "status", "cost", "units_passing_after")]
        for row in rows(build, "fct_closing_plan_summary")
    ]
    assert sorted(summaries) == [
        ["先补最弱", 2025, "最优", 4.5, 1],
        ["先补最弱", 2026, "最优", 0.0, 1],
        ["受益学生最多", 2025, "最优", 0.0, 1],
        ["受益学生最多", 2026, "最优", 0.0, 1],
        ["最省", 2025, "最优", 9.0, 2],
    ]
    left = [
        [
            row[name]
            for name in ("plan", "year", "school_code", "indicator_code", "reached", "missing", "unit")
        ]
        for row in rows(build, "fct_closing_left_out")
    ]
    assert sorted(left) == [
        ["先补最弱", 2025, "1", "R7", 2.0, 1.0, "间"],
        ["先补最弱", 2026, "1", "R7", 2.0, 1.0, "间"],
        ["受益学生最多", 2025, "1", "R7", 1.0, 2.0, "间"],
        ["受益学生最多", 2026, "1", "R7", 1.0, 2.0, "间"],
    ]


def test_a_night_that_may_take_no_time_for_plans_makes_none(settings: Settings, build: Path) -> None:
    write_plans(settings.model_copy(update={"plan_night_seconds": 0.0}), build)
    assert rows(build, "fct_closing_plan_summary") == []


def test_a_machine_without_the_solver_goes_on_without_plans(
    settings: Settings, build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def not_installed(*_: object) -> None:
        raise NoSolver

    monkeypatch.setattr(nightly, "plan_scopes", not_installed)
    write_plans(settings, build)
    assert rows(build, "fct_closing_plan_summary") == []
    assert "pyscipopt" in capsys.readouterr().out


def test_a_project_without_the_tables_of_plans_gets_none(settings: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    write_plans(settings, other)
    with duckdb.connect(str(other)) as connection:
        assert connection.execute("select count(*) from duckdb_tables()").fetchone() == (0,)


def test_rulesets_that_ask_the_same_share_the_time_of_one_plan(
    settings: Settings, build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with duckdb.connect(str(build)) as connection:
        for table in ("fct_closing_standing", "fct_county_balance", "dim_ruleset"):
            connection.execute(
                f"insert into marts.{table} select * replace ('stricter' as ruleset_code) from marts.{table}"
            )
    given: list[float] = []

    def noted(*args: object) -> list[object]:
        given.extend(one.seconds for one in args if isinstance(one, Limits))
        return []

    monkeypatch.setattr(nightly, "plan_scopes", noted)
    write_plans(settings, build)
    assert given == [settings.plan_night_seconds]
