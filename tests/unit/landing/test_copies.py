"""A store that is damaged or gone is put back from the copy that was kept of it, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.ingest.discover import Look
from pipelines.landing import county, index, land, several
from pipelines.landing.copies import ASIDE, FOLDER
from pipelines.landing.store import store_path
from pipelines.warehouse.status import status_of
from tests.unit.landing.test_one_fault_one_county import (
    BROKEN,
    OTHER,
    empty,
    flip_the_ledger,
    outcomes,
    overwrite,
    reason,
    truncate,
)
from tests.unit.landing.world import World

ALL = ["一小", "一小", "二小990101", "二小990102"]


@pytest.fixture
def two(world: World) -> World:
    """Two counties that have landed, each with a file that has come since."""
    for code in (BROKEN, OTHER):
        world.put("a.csv", "1,一小", county=code)
    world.night()
    for code in (BROKEN, OTHER):
        world.put("b.csv", f"2,二小{code}", county=code)
    return world


@pytest.mark.parametrize("harm", [truncate, empty, overwrite, flip_the_ledger, Path.unlink])
def test_what_is_damaged_or_gone_is_put_back_from_its_copy_and_what_came_since_is_read(
    two: World, harm: Callable[[Path], None]
) -> None:
    path = store_path(two.settings, BROKEN)
    harm(path)
    damaged = path.read_bytes() if path.exists() else None
    report = two.night()
    assert outcomes(report) == {BROKEN: "landed", OTHER: "landed"}
    assert two.speaking() == ALL
    said = report.counties[BROKEN].mended or ""
    assert "的副本恢复" in said and ("不见了" in said) == (damaged is None)
    assert ("store_put_back", None) in two.rules()
    assert status_of(two.settings).broken == []
    aside = [one.read_bytes() for one in (two.settings.landing / ASIDE).glob("*.duckdb")]
    assert aside == ([damaged] if damaged is not None else []), "nothing is thrown away"
    assert outcomes(two.night()) == {BROKEN: "unchanged", OTHER: "unchanged"}


def test_a_copy_that_is_damaged_too_is_not_put_back(two: World) -> None:
    for path in (store_path(two.settings, BROKEN), *(two.settings.landing / FOLDER).glob(f"{BROKEN}.*")):
        truncate(path)
    report = two.night()
    assert outcomes(report) == {BROKEN: "failed", OTHER: "landed"}
    assert "已损坏" in reason(report) and "请从备份放回" in reason(report)


def test_there_is_one_copy_a_county_and_it_is_the_store(two: World) -> None:
    two.night()
    kept = sorted((two.settings.landing / FOLDER).iterdir())
    assert [one.name[:6] for one in kept] == [BROKEN, OTHER]
    assert [one.read_bytes() for one in kept] == [
        store_path(two.settings, code).read_bytes() for code in (BROKEN, OTHER)
    ]


@pytest.fixture
def blind(two: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A disk that loses what is written on it, and of which size, times and inode do not tell."""
    for module in (index, county):
        monkeypatch.setattr(module, "look_at", lambda path: Look(path.stat().st_size, 0, 0, 0))
    two.night()
    return two


def flip_one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_a_block_of_a_quiet_county_that_rotted_is_found_by_the_nightly_sample(blind: World) -> None:
    whole = store_path(blind.settings, BROKEN).read_bytes()
    flip_one_byte(store_path(blind.settings, BROKEN))
    report = blind.night()
    assert outcomes(report) == {BROKEN: "landed", OTHER: "unchanged"}
    assert "已损坏" in (report.counties[BROKEN].mended or "")
    assert blind.speaking() == ALL
    assert len(store_path(blind.settings, BROKEN).read_bytes()) == len(whole)


def test_before_anything_is_added_to_a_store_that_rotted_it_is_put_back(
    blind: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(land, "damaged_unseen", lambda *_: set())
    flip_one_byte(store_path(blind.settings, BROKEN))
    assert outcomes(blind.night())[BROKEN] == "unchanged", "not in the sample of this night"
    blind.put("c.csv", "3,三小", county=BROKEN)
    assert "已损坏" in (blind.night().counties[BROKEN].mended or "")
    assert blind.speaking() == [*ALL[:2], "三小", *ALL[2:]]


def test_a_store_of_before_there_were_copies_is_read_through_once_and_gets_one(two: World) -> None:
    for one in (two.settings.landing / FOLDER).iterdir():
        one.unlink()
    report = two.night()
    assert outcomes(report) == {BROKEN: "landed", OTHER: "landed"}
    assert report.counties[BROKEN].mended is None
    assert len(list((two.settings.landing / FOLDER).iterdir())) == 2


def test_a_copy_that_finds_no_room_costs_nothing_but_another_look(
    two: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(several, "keep_copy", full)
    assert outcomes(two.night()) == {BROKEN: "landed", OTHER: "landed"}
    monkeypatch.undo()
    report = two.night()
    assert outcomes(report) == {BROKEN: "landed", OTHER: "landed"}
    assert report.counties[BROKEN].mended is None, "an older copy does not make the store a damaged one"
    assert two.speaking() == ALL
