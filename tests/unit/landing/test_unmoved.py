"""A county in which nothing moved is left alone; what says that nothing moved is held to its word."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest import discover
from pipelines.ingest.discover import Look
from pipelines.landing import store, unmoved
from pipelines.landing.index import FILE
from pipelines.landing.store import store_path
from pipelines.warehouse.status import status_of
from tests.unit.landing.test_store import HOLD_FOR_READING, start
from tests.unit.landing.world import World

COUNTY = "990101"


@pytest.fixture
def trusting(world: World) -> World:
    """A world in which no file is read only to see whether its looks are true; one county has landed."""
    world.settings = world.settings.model_copy(update={"sample_files": 0})
    world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    world.night()
    return world


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files below `raw/` that are read."""
    names: list[str] = []
    honest = Path.open

    def noted(path: Path, *arguments: Any, **options: Any) -> Any:
        if "raw" in path.parts and "rb" in (*arguments, *options.values()):
            names.append(path.name)
        return honest(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", noted)
    return names


def test_a_quiet_county_is_told_without_opening_its_store_or_its_files(
    trusting: World, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE_SECONDS", 0.1)
    reader = start(HOLD_FOR_READING, store_path(trusting.settings, COUNTY))
    report = trusting.night()
    reader.communicate("go\n")
    assert report.counties[COUNTY].outcome == "unchanged"
    assert (report.files_unchanged, report.files_new, opened) == (2, 0, [])


def test_who_gets_ready_for_what_lands_is_told_when_something_moved_and_else_not(trusting: World) -> None:
    told: list[str] = []
    trusting.night(is_moving=lambda: told.append("quiet"))
    trusting.put("b.csv", "2,三小")
    trusting.night(is_moving=lambda: told.append("moving"))
    assert told == ["moving"]


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def put_another_in_its_place(path: Path) -> None:
    other = path.with_name("_other")
    shutil.copy2(path, other)
    other.replace(path)


def change_its_rights(path: Path) -> None:
    path.chmod(0o600)


@pytest.mark.parametrize("move", [touch, put_another_in_its_place, change_its_rights])
def test_a_file_of_which_time_or_inode_moved_is_read_and_found_to_be_the_same(
    trusting: World, opened: list[str], move: Callable[[Path], None]
) -> None:
    move(trusting.settings.raw / COUNTY / "2024" / "a.csv")
    report = trusting.night()
    assert opened == ["a.csv"]
    assert (report.files_unchanged, report.files_new, trusting.read) == (2, 0, [])
    opened.clear()
    assert trusting.night().counties[COUNTY].outcome == "unchanged"
    assert opened == []


def test_of_a_county_in_which_a_file_changed_only_that_file_is_read(
    trusting: World, opened: list[str]
) -> None:
    trusting.put("b.csv", "2,二小改")
    report = trusting.night()
    assert opened == ["b.csv"]
    assert (report.counties[COUNTY].outcome, report.files_new, report.files_unchanged) == ("landed", 1, 1)
    assert trusting.speaking() == ["一小", "二小改"]


def test_another_county_s_change_leaves_a_quiet_county_alone(trusting: World) -> None:
    trusting.put("a.csv", "8,八小", county="990102")
    report = trusting.night()
    assert {code: one.outcome for code, one in report.counties.items()} == {
        "990101": "unchanged",
        "990102": "landed",
    }


def test_a_file_taken_away_or_added_is_no_quiet_county(trusting: World) -> None:
    trusting.take("b.csv")
    assert trusting.night().files_withdrawn == 1
    assert trusting.night().counties[COUNTY].outcome == "unchanged"
    trusting.put("b.csv", "2,二小")
    trusting.night()
    assert trusting.speaking() == ["一小", "二小"]


def test_with_read_all_every_file_is_read(trusting: World, opened: list[str]) -> None:
    trusting.settings.read_all = True
    assert trusting.night().files_unchanged == 2
    assert sorted(opened) == ["a.csv", "b.csv"]


def test_a_sample_is_read_every_night_and_not_always_the_same(trusting: World, opened: list[str]) -> None:
    trusting.settings.sample_files = 1
    for _ in range(12):
        assert trusting.night().counties[COUNTY].outcome == "unchanged"
    assert len(opened) == 12
    assert set(opened) == {"a.csv", "b.csv"}


@pytest.fixture
def timeless(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A disk that tells the size of a file and nothing else that is true."""
    monkeypatch.setattr(discover, "look_at", lambda path: Look(path.stat().st_size, 0, 0, 0))
    world.settings.sample_files = 0
    world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    world.night()
    world.put("a.csv", "1,甲小")
    world.put("b.csv", "2,乙小")
    return world


def test_where_the_looks_of_a_sampled_file_lie_the_county_is_read_whole_and_told(timeless: World) -> None:
    assert timeless.night().counties[COUNTY].outcome == "unchanged", "else the looks did not lie"
    timeless.settings.sample_files = 1
    report = timeless.night()
    assert (report.counties[COUNTY].outcome, report.files_new) == ("landed", 2)
    assert timeless.speaking() == ["乙小", "甲小"]
    ((rule, found, remedy),) = timeless.sql("select rule, found, remedy from landing.ledger.finding")
    assert rule == "changed_unseen"
    assert "大小、时间却和上次读时一样" in str(found) and "read_all" in str(remedy)


def test_a_sampled_file_that_cannot_be_read_is_told_as_such(
    trusting: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting.settings.sample_files = 2
    honest = Path.open

    def forbidden(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.csv":
            raise OSError(5, "Input/output error")
        return honest(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", forbidden)
    assert trusting.night().counties[COUNTY].outcome == "landed"
    monkeypatch.undo()
    assert trusting.rules() == [("unreadable", "a.csv")]


@pytest.mark.parametrize("content", [None, b"", b"no parquet", b"PAR1" + b"\x00" * 300 + b"PAR1"])
def test_without_an_index_or_with_a_torn_one_everything_is_read_again_and_nothing_is_new(
    trusting: World, opened: list[str], content: bytes | None
) -> None:
    index = trusting.settings.landing / FILE
    if content is None:
        index.unlink()
    else:
        index.write_bytes(content)
    report = trusting.night()
    assert sorted(opened) == ["a.csv", "b.csv"]
    assert (report.files_new, report.files_unchanged, trusting.read) == (0, 2, [])
    assert trusting.night().counties[COUNTY].outcome == "unchanged"


def test_a_store_that_was_put_back_from_a_copy_is_brought_up_to_date(trusting: World, tmp_path: Path) -> None:
    path = store_path(trusting.settings, COUNTY)
    copy = shutil.copy2(path, tmp_path / "copy.duckdb")
    trusting.put("c.csv", "3,三小")
    trusting.night()
    shutil.copyfile(copy, path)
    report = trusting.night()
    assert (report.files_new, report.files_unchanged) == (1, 2)
    assert trusting.speaking() == ["一小", "三小", "二小"]


def test_a_county_that_is_held_is_looked_at_every_night(trusting: World) -> None:
    shutil.rmtree(trusting.settings.raw / COUNTY / "2024")
    for _ in range(2):
        report = trusting.night()
        assert (report.counties_held, report.counties[COUNTY].outcome) == ([COUNTY], "landed")


def test_a_store_that_lacks_a_table_of_today_is_opened_though_nothing_moved(
    trusting: World, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unmoved, "layout", lambda: "of today")
    assert trusting.night().counties[COUNTY].outcome == "landed"
    assert opened == []


def test_a_link_or_a_file_that_lies_elsewhere_is_no_quiet_county(trusting: World) -> None:
    lies = trusting.settings.raw / COUNTY / "x.csv"
    lies.write_text("x")
    assert trusting.night().counties[COUNTY].outcome == "landed"
    assert trusting.night().counties[COUNTY].outcome == "unchanged"
    assert [one["path"] for one in status_of(trusting.settings).misplaced] == [f"{COUNTY}/x.csv"]
    (trusting.settings.raw / COUNTY / "2024" / "l.csv").symlink_to("/nowhere")
    assert trusting.night().files_refused == 1


def test_the_status_of_quiet_counties_is_the_same_with_and_without_the_index(trusting: World) -> None:
    trusting.put("bad.csv", "refuse me")
    trusting.put("a.csv", "9,九小", county="990102")
    trusting.night()
    shutil.rmtree(trusting.settings.raw / "990102" / "2024")
    trusting.night()
    with_index = status_of(trusting.settings)
    (trusting.settings.landing / FILE).unlink()
    assert status_of(trusting.settings) == with_index
    assert [one["path"] for one in with_index.refused or []] == ["bad.csv"]
    assert [one["county_code"] for one in with_index.held] == ["990102"]


def test_the_digest_of_a_county_is_that_of_its_ledger_and_stays_over_quiet_nights(trusting: World) -> None:
    first = trusting.night().counties[COUNTY].digest
    assert trusting.night().counties[COUNTY].digest == first
    trusting.settings.read_all = True
    assert trusting.night().counties[COUNTY].digest == first, "looking does not count"
    trusting.put("c.csv", "3,三小")
    assert trusting.night().counties[COUNTY].digest != first
