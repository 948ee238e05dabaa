"""What cannot be looked into is not withdrawn, what never settles is left for later; both are told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipelines.ingest.misplaced import Misplaced, county_folders, misplaced
from pipelines.landing import land
from pipelines.landing.in_the_folder import InTheFolder, look_into
from pipelines.landing.links import links_not_followed
from pipelines.landing.not_read import RawHidden, see_that_it_opens
from pipelines.settings import Settings
from pipelines.warehouse.status import status_of
from tests.unit.landing.world import World
from tests.unit.rights import open_to_others, without_rights

COUNTY = "990101"


@pytest.fixture
def world_of_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world whose raw folder is looked into by somebody without rights; three files have landed."""

    def as_nobody(
        settings: Settings, counties: Sequence[str], elsewhere: Sequence[Misplaced]
    ) -> list[InTheFolder]:
        with without_rights():
            return look_into(settings, counties, elsewhere)

    monkeypatch.setattr(land, "look_into", as_nobody)
    with open_to_others() as folder:
        world.settings = world.settings.model_copy(update={"raw": folder / "raw"})
        for path in ("东镇/a.csv", "西镇/b.csv", "c.csv"):
            world.put(path, f"{path[:1]},{path}")
        world.night()
        yield world


def cannot_be_listed(folder: Path) -> None:
    folder.chmod(0o311)


def cannot_be_entered(folder: Path) -> None:
    """Its names are seen, and nothing of what they are."""
    folder.chmod(0o644)


@pytest.mark.parametrize("close", [cannot_be_listed, cannot_be_entered])
@pytest.mark.parametrize("where", [f"{COUNTY}/2024/东镇", f"{COUNTY}/2024", COUNTY])
def test_what_lies_in_a_folder_that_cannot_be_looked_into_goes_on_speaking(
    world_of_nobody: World, where: str, close: Callable[[Path], None]
) -> None:
    world = world_of_nobody
    before = world.speaking()
    world.put("d.csv", "d,新的")
    close(world.settings.raw / where)
    report = world.night()
    assert (report.files_withdrawn, report.counties_held) == (0, [])
    assert set(world.speaking()) >= set(before)
    assert {rule for rule, _ in world.rules()} == {"cannot_be_looked_into"}
    assert "打不开（Permission denied）" in status_of(world.settings).misplaced[0]["found"]
    (world.settings.raw / where).chmod(0o755)
    world.night()
    assert "新的" in world.speaking()
    assert status_of(world.settings).misplaced == []


def test_what_is_gone_beside_a_hidden_folder_is_withdrawn(world_of_nobody: World) -> None:
    world = world_of_nobody
    cannot_be_listed(world.settings.raw / COUNTY / "2024" / "东镇")
    world.take("c.csv")
    assert world.night().files_withdrawn == 1
    assert world.speaking() == ["东镇/a.csv", "西镇/b.csv"]


def test_looking_for_what_lies_elsewhere_stumbles_over_no_closed_folder() -> None:
    with open_to_others() as raw:
        for county in (COUNTY, "990102"):
            (raw / county / "2024" / "镇").mkdir(parents=True)
            (raw / county / "2024" / "镇" / "a.csv").write_text("x")
        (raw / COUNTY).chmod(0o644)
        (raw / "990102" / "2024" / "镇").chmod(0o644)
        with without_rights():
            assert misplaced(raw) == []
            assert links_not_followed(raw) == []
            assert county_folders(raw) == [COUNTY, "990102"]


def test_a_raw_folder_that_cannot_be_opened_is_said_so() -> None:
    with open_to_others() as raw:
        raw.chmod(0o311)
        with without_rights(), pytest.raises(RawHidden, match="打不开（Permission denied）"):
            see_that_it_opens(raw)


@pytest.fixture
def restless(world: World) -> Iterator[World]:
    """A world in which two files have landed, one of which is written to without end."""
    world.settings = world.settings.model_copy(update={"settle_seconds": 0.3, "settle_at_most_seconds": 1.0})
    path = world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    world.night()
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.02):
            with path.open("a") as file:
                file.write("\n1,改")

    writer = threading.Thread(target=write)
    writer.start()
    yield world
    ended.set()
    writer.join()


def test_a_file_that_never_settles_holds_nobody_and_is_left_for_the_next_night(restless: World) -> None:
    restless.put("c.csv", "3,三小")
    began = time.monotonic()
    report = restless.night()
    assert time.monotonic() - began < 30
    assert (report.files_new, report.files_withdrawn, report.counties_held) == (1, 0, [])
    assert restless.speaking() == ["一小", "三小", "二小"]
    assert restless.rules() == [("never_settled", "a.csv")]
