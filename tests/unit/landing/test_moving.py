"""A home whose counties lay in one store is parted by county by itself, once, losing nothing."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.landing.copies import FOLDER
from pipelines.landing.earlier import one_file
from pipelines.landing.gather import gather
from pipelines.landing.moving import SET_ASIDE, CannotPart
from pipelines.landing.store import counties_landed, store_path
from pipelines.settings import PROJECT
from tests.landed import landed
from tests.unit.landing.test_gather import rows, three_counties
from tests.unit.landing.world import World

KILLED = """
import os, signal, sys
from pathlib import Path
from pipelines.contracts.persons.hashing import Hasher
from pipelines.landing import moving
from pipelines.settings import Settings
owner, name, turn = sys.argv[2], sys.argv[3], int(sys.argv[4])
owner = {"moving": moving, "os": os}[owner]
honest, calls = getattr(owner, name), []
def dies(*arguments):
    calls.append(name)
    if len(calls) == turn:
        os.kill(os.getpid(), signal.SIGKILL)
    return honest(*arguments)
setattr(owner, name, dies)
moving.part_by_county(Settings(home=Path(sys.argv[1])), Hasher(b"k" * 32))
"""
Rows = dict[str, list[tuple[object, ...]]]
NIGHTS = 2
"""Nights in which its three counties landed."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the home as it was before is kept, so that it is made once."""
    return tmp_path_factory.mktemp("kept") / "together"


@pytest.fixture
def together(world: World, kept: Path) -> Rows:
    """A home as it was before: three counties in one store; returns its rows."""
    folder = world.settings.raw.parent
    if kept.exists():
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        world.nights = NIGHTS
    else:
        put_together(world)
        shutil.copytree(folder, kept)
    return rows(one_file(world.settings))


def put_together(world: World) -> None:
    counties = three_counties(world)
    assert world.nights == NIGHTS
    settings = world.settings
    gathered = gather(settings, counties, one_file(settings))
    for county in counties:
        store_path(settings, county).unlink()
    with duckdb.connect(gathered) as connection:
        connection.execute("alter table ledger.refresh drop column county_code")
        connection.execute("delete from ledger.refresh")
        connection.execute("insert into ledger.refresh values ('r1', '2024-11-01 18:00:00', 'landed')")
        connection.execute("insert into ledger.finding (rule, county_code) values ('misplaced', '')")
    gathered.chmod(0o644)


def in_stores(world: World) -> Rows:
    with landed(world.settings) as connection:
        store = connection.execute("select path from duckdb_databases() where database_name = 'landing'")
        return rows(Path(store.fetchall()[0][0]))


def is_all_there(before: Rows, after: Rows) -> bool:
    """Whether the stores of the counties hold what the one held, and what a refresh added."""
    return all(
        set(before[table]) <= set(after[table])
        for table in before
        if table not in {"ledger.refresh", "ledger.finding"}
    )


def test_the_first_refresh_parts_it_row_by_row_and_sets_the_old_file_aside_for_its_owner(
    world: World, together: Rows
) -> None:
    report = world.night()
    assert counties_landed(world.settings) == ["990101", "990102", "990103"]
    assert (report.files_new, report.files_unchanged) == (0, 4)
    after = in_stores(world)
    assert is_all_there(together, after)
    own = [row for row in together["ledger.finding"] if '"county_code":""' not in str(row)]
    assert sorted(after["ledger.finding"]) == sorted(own)
    assert sum('"r1"' in str(row) for row in after["ledger.refresh"]) == 3, "each county keeps every refresh"
    aside = world.settings.home / SET_ASIDE
    assert not one_file(world.settings).exists()
    assert rows(aside) == together
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert report.moved and SET_ASIDE in report.moved and "3 个县" in report.moved


def test_it_is_done_once(world: World, together: Rows) -> None:
    world.night()
    before = (world.settings.home / SET_ASIDE).stat().st_mtime_ns
    assert world.night().moved is None
    assert (world.settings.home / SET_ASIDE).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("owner", "name", "turn"),
    [
        ("moving", "_part", 1),
        ("moving", "_compare", 2),
        ("moving", "_see_that_none_is_left", 1),
        ("os", "replace", 1),
        ("os", "replace", 3),
        ("os", "replace", 4),
    ],
    ids=[
        "before the first county is parted",
        "before the second county is compared",
        "when all are parted",
        "before the first store is in place",
        "when two stores are in place",
        "before the old file is set aside",
    ],
)
def test_killed_in_the_middle_the_old_one_stands_and_the_next_refresh_begins_again(
    world: World, together: Rows, owner: str, name: str, turn: int
) -> None:
    command = [sys.executable, "-c", KILLED, str(world.settings.home), owner, name, str(turn)]
    ended = subprocess.run(command, cwd=PROJECT, check=False, env=os.environ)
    assert ended.returncode == -signal.SIGKILL
    assert rows(one_file(world.settings)) == together
    world.night()
    assert counties_landed(world.settings) == ["990101", "990102", "990103"]
    assert is_all_there(together, in_stores(world))
    assert not one_file(world.settings).exists()
    assert [path.name for path in world.settings.landing.iterdir() if path.is_dir()] == [FOLDER]


def test_a_store_that_says_something_else_than_the_old_one_stops_it_and_nothing_is_overwritten(
    world: World, together: Rows
) -> None:
    world.night()
    (world.settings.home / SET_ASIDE).rename(one_file(world.settings))
    world.put("later.csv", "9,九小", county="990101")
    before = store_path(world.settings, "990102").read_bytes()
    with pytest.raises(CannotPart, match=r"不一致.*请确认以哪一份为准"):
        world.night()
    assert rows(one_file(world.settings)) == together
    assert store_path(world.settings, "990102").read_bytes() == before


def test_a_row_of_no_known_file_stops_it(world: World, together: Rows) -> None:
    with duckdb.connect(one_file(world.settings)) as connection:
        connection.execute("insert into landing.landing.school_register (file_id) values ('nobody')")
    with pytest.raises(CannotPart, match=r"landing\.school_register 有 1 行不属于任何县"):
        world.night()
    assert one_file(world.settings).exists() and counties_landed(world.settings) == []
