"""A refresh killed at any moment leaves the version in force standing and nothing that stops the next one."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.versions import all_versions, current
from tests.integration.command import interrupted_refresh
from tests.integration.interrupted import IN_BUILD
from tests.unit.orchestration.tiny_county import TinyCounty

PATIENCE = 120


def kill(settings: Settings, moment: str) -> None:
    process = interrupted_refresh(settings, "kill", moment)
    assert process.wait() == -signal.SIGKILL, process.communicate()


def unfinished(settings: Settings) -> list[str]:
    """What only an interrupted refresh leaves behind."""
    names = (".partial-*", "*.wal", ".current.next")
    return [path.name for name in names for path in settings.home.rglob(name)]


def dbt_processes(settings: Settings) -> list[int]:
    """The processes that were told to build into this home, whoever started them."""
    told = f"JUNHENG_BUILD_DB={settings.build_db.parent}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile
            if told in (process / "environ").read_bytes():
                found.append(int(process.name))
    return found


def dbt_processes_in_the_end(settings: Settings) -> list[int]:
    """Those that do not go by themselves."""
    gives_up = time.monotonic() + PATIENCE
    while dbt_processes(settings) and time.monotonic() < gives_up:
        time.sleep(0.2)
    return dbt_processes(settings)


def assert_the_next_refresh_succeeds(county: TinyCounty) -> None:
    outcome = county.refresh("新校名")
    assert outcome.outcome == "published", outcome.reasons
    assert county.published() == [("新校名",)]
    version = current(county.settings)
    assert version == all_versions(county.settings)[0], "the newest is in force"


@pytest.mark.parametrize(
    "moment",
    [
        *("while a file lands", "between landing and build"),
        *("while the copy is written", "between the rename and the link"),
    ],
)
def test_after_a_kill_the_old_truth_stands_and_the_next_refresh_needs_no_hand(
    county: TinyCounty, moment: str
) -> None:
    county.call("新校名")
    kill(county.settings, moment)
    assert county.published() == [("旧校名",)]
    assert_the_next_refresh_succeeds(county)
    assert unfinished(county.settings) == []
    assert county.refresh().outcome == "affirmed"


@pytest.mark.parametrize("moment", sorted(IN_BUILD))
def test_dbt_that_outlives_its_killed_refresh_is_in_nobodys_way(county: TinyCounty, moment: str) -> None:
    county.call("久")
    kill(county.settings, moment)
    assert county.published() == [("旧校名",)]
    assert dbt_processes(county.settings), "dbt ended with its refresh, so this shows nothing"
    assert_the_next_refresh_succeeds(county)
    assert not dbt_processes_in_the_end(county.settings)
    # what it wrote until its end goes with the refresh after that
    assert county.refresh().outcome == "affirmed"
    assert unfinished(county.settings) == []


def test_dbt_that_only_waited_goes_with_its_killed_refresh(county: TinyCounty) -> None:
    county.call("新校名")
    kill(county.settings, "while dbt waits for the gate")
    assert not dbt_processes_in_the_end(county.settings)
    assert not list(county.settings.build_db.parent.glob("*/*.duckdb")), "it has not begun to build"
    assert_the_next_refresh_succeeds(county)
    assert unfinished(county.settings) == []
