"""Waivers: a blocking failure only warns until a day, and says who answers for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.quality.waivers import WaiverFault, read_waivers
from pipelines.warehouse.gates_said import summary
from tests.unit.quality.world import EXPECTATIONS, gates, spoil, write_build

WAIVER = """
[[waiver]]
suite = "{suite}"
expectation = "{expectation}"
reason = "更正报表月底送到"
owner = "张三"
until = {until}
"""


def waive(
    folder: Path,
    suite: str = "marts.fct_recognition",
    expectation: str = "the_whole_is_the_sum_of_its_areas",
    until: str = "2024-11-20",
) -> Path:
    """The project's suites with one waiver."""
    copy = shutil.copytree(EXPECTATIONS, folder / "expectations")
    text = WAIVER.format(suite=suite, expectation=expectation, until=until)
    (copy / "waivers.toml").write_text(text, encoding="utf-8")
    return copy


@pytest.fixture
def build(tmp_path: Path) -> Path:
    build = write_build(tmp_path / "warehouse.duckdb")
    spoil(build, "update marts.fct_recognition set items_total = 4 where area = '综合'")
    return build


def test_a_waived_failure_warns_and_says_who_answers_for_it(build: Path, tmp_path: Path) -> None:
    (gate,) = [one for one in gates(build, "marts", directory=waive(tmp_path)) if not one.success]
    assert gate.severity == "warn"
    assert gate.observed is not None
    assert "张三 豁免至 2024-11-20：更正报表月底送到" in gate.observed
    (told,) = summary([gate])["waived"]
    assert told["waived_by"] == "张三 豁免至 2024-11-20：更正报表月底送到"


def test_a_waiver_ends_with_its_last_day(build: Path, tmp_path: Path) -> None:
    expired = waive(tmp_path, until="2024-11-19")
    (gate,) = [one for one in gates(build, "marts", directory=expired) if not one.success]
    assert gate.blocks


@pytest.mark.parametrize(
    ("suite", "expectation"),
    [
        ("marts.fct_recognition", "no_such"),
        ("marts.no_such", "the_whole_is_the_sum_of_its_areas"),
        ("dbt.x", "y"),
    ],
)
def test_a_waiver_of_nothing_is_an_error(build: Path, tmp_path: Path, suite: str, expectation: str) -> None:
    with pytest.raises(WaiverFault):
        gates(build, "marts", directory=waive(tmp_path, suite, expectation))


def test_the_waiver_of_another_stage_is_left_alone(build: Path, tmp_path: Path) -> None:
    other = waive(tmp_path, "landing.class_roster", "every_row_read_is_accounted_for")
    assert any(one.blocks for one in gates(build, "marts", directory=other))


@pytest.mark.parametrize("missing", ["reason", "owner", "until"])
def test_a_waiver_without_reason_owner_or_end_is_an_error(tmp_path: Path, missing: str) -> None:
    lines = WAIVER.format(suite="marts.t", expectation="e", until="2024-11-20").splitlines()
    path = tmp_path / "waivers.toml"
    path.write_text("\n".join(line for line in lines if not line.startswith(missing)), encoding="utf-8")
    with pytest.raises(WaiverFault, match=missing):
        read_waivers(path)


def test_the_file_that_is_shipped_waives_nothing() -> None:
    assert read_waivers(EXPECTATIONS / "waivers.toml") == []
