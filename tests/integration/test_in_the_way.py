"""What may be in the way of a refresh: another refresh, readers, a full disk."""

from __future__ import annotations

import subprocess
import sys

import duckdb

from pipelines.landing.store import store_path
from tests.integration.command import interrupted_refresh, junheng
from tests.unit.orchestration.tiny_county import TinyCounty

READ_FOR_A_WHILE = """
import sys, time, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print("open", flush=True)
    time.sleep(4)
"""


def test_of_two_refreshes_at_once_the_second_is_told_and_the_first_is_not_disturbed(
    county: TinyCounty,
) -> None:
    county.call("新校名")
    first = interrupted_refresh(county.settings, "wait", "between landing and build")
    assert first.stdout and first.stdout.readline() == "waiting\n"
    second = junheng(county.settings, "refresh")
    assert second.returncode == 4
    assert "另一次刷新正在进行" in second.stderr
    assert "没有开始刷新" in second.stderr
    _, said = first.communicate("go\n")
    assert first.returncode == 0, said
    assert county.published() == [("新校名",)]


def test_readers_of_the_published_file_and_of_landing_do_not_stop_a_refresh(county: TinyCounty) -> None:
    open_for_long = duckdb.connect(str(county.settings.current / "warehouse.duckdb"), read_only=True)
    reader = subprocess.Popen(
        [sys.executable, "-c", READ_FOR_A_WHILE, store_path(county.settings, county.folder.parent.name)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout and reader.stdout.readline() == "open\n"
    outcome = county.refresh("新校名")
    assert reader.wait() == 0
    assert outcome.outcome == "published", outcome.reasons
    assert open_for_long.sql("select school_name from marts.dim_school").fetchall() == [("旧校名",)]
    open_for_long.close()
    assert county.published() == [("新校名",)]


def test_a_full_disk_is_said_in_a_sentence_and_once_there_is_room_the_refresh_succeeds(
    county: TinyCounty,
) -> None:
    county.call("新校名")
    for moment in ("while a file lands", "between landing and build", "before the copy is written"):
        process = interrupted_refresh(county.settings, "fill", moment)
        _, said = process.communicate()
        assert process.returncode == 1, f"{moment}: {said}"
        assert "刷新没有成功" in said
        assert "Traceback" not in said and "Logging error" not in said
        assert county.published() == [("旧校名",)]
    outcome = county.refresh()
    assert outcome.outcome == "published", outcome.reasons
    assert county.published() == [("新校名",)]
