"""Links below `raw/`: followed within it, told where not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.landing.world import World


@pytest.fixture
def folder(world: World) -> Path:
    return world.put("a.csv", "1,一小").parent


def test_a_link_that_leads_out_of_raw_is_not_followed_and_told_once(
    world: World, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside.csv").write_text("2,二小", encoding="utf-8")
    (folder / "b.csv").symlink_to(tmp_path / "outside.csv")
    assert world.night().files_refused == 1
    assert world.speaking() == ["一小"]
    assert world.rules() == [("link_not_followed", "b.csv")]
    world.night()
    assert len(world.rules()) == 1


@pytest.mark.parametrize("target", ["nowhere.csv", "."])
def test_a_link_to_nothing_or_to_a_folder_is_told(world: World, folder: Path, target: str) -> None:
    (folder / "b.csv").symlink_to(target)
    world.night()
    assert world.rules() == [("link_not_followed", "b.csv")]


@pytest.mark.parametrize("link", ["990101/2020", "990102"])
def test_a_school_year_or_county_that_is_a_link_out_of_raw_is_told_and_not_looked_into(
    world: World, folder: Path, link: str, tmp_path: Path
) -> None:
    (tmp_path / "outside" / "2020").mkdir(parents=True)
    (tmp_path / "outside" / "2020" / "c.csv").write_text("2,二小", encoding="utf-8")
    target = tmp_path / "outside" / ("2020" if "/" in link else "")
    (folder.parents[1] / link).symlink_to(target)
    assert world.night().files_refused == 1
    assert world.speaking() == ["一小"]
    assert world.rules() == [("link_not_followed", "整个学年文件夹")]


def test_a_link_to_a_file_within_raw_is_read(world: World, folder: Path) -> None:
    (folder / "b.csv").symlink_to("a.csv")
    assert world.night().files_new == 2
    assert world.rules() == []


def test_a_file_in_place_of_the_link_is_read(world: World, folder: Path) -> None:
    (folder / "b.csv").symlink_to("nowhere.csv")
    world.night()
    (folder / "b.csv").unlink()
    world.put("b.csv", "2,二小")
    world.night()
    assert world.speaking() == ["一小", "二小"]


def test_a_file_whose_name_is_in_gb18030_lands_under_a_readable_path(world: World, folder: Path) -> None:
    with open(os.fsencode(folder) + b"/" + "二小'".encode("gb18030") + b".csv", "w") as file:
        file.write("2,refuse")
    os.symlink("nowhere", os.fsencode(folder) + b"/" + "链接".encode("gb18030"))
    assert world.night().files_new == 2
    assert world.sql("select path from landing.ledger.file_version order by 1") == [
        ("a.csv",),
        ("二小'.csv",),
        ("链接",),
    ]
    assert world.night().files_unchanged == 3
