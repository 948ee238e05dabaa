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


def kill(settings: Settings, moment: str) -> int:
    """The number of a refresh that was killed at that moment."""
    process = interrupted_refresh(settings, "kill", moment)
    assert process.wait() == -signal.SIGKILL, process.communicate()
    return process.pid


def unfinished(settings: Settings) -> list[str]:
    """What only an interrupted refresh leaves behind."""
    names = (".partial-*", "*.wal", ".current.next")
    return [path.name for name in names for path in settings.home.rglob(name)]


def left_by(refresh: int) -> list[int]:
    """The processes that a refresh started and that do not go by themselves."""
    gives_up = time.monotonic() + PATIENCE
    while started_by(refresh) and time.monotonic() < gives_up:
        time.sleep(0.2)
    return started_by(refresh)


def started_by(refresh: int) -> list[int]:
    owner = f"parent_pid={refresh},".encode()  # a process of multiprocessing is told whose it is
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile
            if owner in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


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


@pytest.mark.parametrize("moment", [*sorted(IN_BUILD), "while dbt waits for the gate"])
def test_dbt_goes_with_its_killed_refresh_whatever_it_is_at(county: TinyCounty, moment: str) -> None:
    county.call("恒")
    refresh = kill(county.settings, moment)
    assert county.published() == [("旧校名",)]
    assert not left_by(refresh)
    assert_the_next_refresh_succeeds(county)
    assert unfinished(county.settings) == []
    assert county.refresh().outcome == "affirmed"
