"""The gates in a process of their own: what it answers, how it fails, and that it goes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.quality.gatekeeper import GateFault, Gatekeeper, GateRequest, GatesGone
from tests.unit.outliving import outlive
from tests.unit.quality.test_waivers import waive
from tests.unit.quality.world import EXPECTATIONS, TODAY, gates, write_build

ORPHAN = """
import time
from pipelines.quality.gatekeeper import Gatekeeper
with Gatekeeper() as keeper:
    print(keeper.begin().number, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def gatekeeper() -> Iterator[Gatekeeper]:
    with Gatekeeper() as keeper:
        yield keeper


def request(database: Path, expectations: Path = EXPECTATIONS) -> GateRequest:
    return GateRequest(
        database=database,
        directory=expectations,
        run_id="r1",
        stage="marts",
        threads=1,
        memory_limit="200MB",
        today=TODAY,
    )


def test_it_answers_what_the_gates_say(gatekeeper: Gatekeeper, tmp_path: Path) -> None:
    build = write_build(tmp_path / "warehouse.duckdb")
    assert gatekeeper.run(request(build)) == gates(build, "marts")


def test_a_waiver_that_cannot_be_used_is_told_in_its_own_words(
    gatekeeper: Gatekeeper, tmp_path: Path
) -> None:
    wrong = waive(tmp_path, "marts.no_such")
    with pytest.raises(GateFault, match=r"marts\.no_such"):
        gatekeeper.run(request(write_build(tmp_path / "warehouse.duckdb"), wrong))


def test_what_it_cannot_do_is_told_and_the_next_request_is_answered(
    gatekeeper: Gatekeeper, tmp_path: Path
) -> None:
    with pytest.raises(Exception, match=r"missing\.duckdb"):
        gatekeeper.run(request(tmp_path / "missing.duckdb"))
    assert gatekeeper.run(request(write_build(tmp_path / "warehouse.duckdb")))


def test_a_process_that_has_gone_is_not_waited_for(tmp_path: Path) -> None:
    with Gatekeeper() as keeper:
        os.kill(keeper.begin().number, signal.SIGKILL)
        with pytest.raises(GatesGone, match="退出码 -9"):
            keeper.run(request(tmp_path / "warehouse.duckdb"))


def test_when_its_refresh_is_killed_it_goes_too() -> None:
    assert outlive(ORPHAN) == []
