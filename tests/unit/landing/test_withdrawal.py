"""Files that are taken out of `raw/`, and disks that are not mounted."""

from __future__ import annotations

import shutil

from tests.unit.landing.world import World


def four_files(world: World) -> None:
    for number in range(1, 5):
        world.put(f"{number}.csv", f"{number},{number}小")
    world.night()


def test_a_file_taken_out_is_withdrawn_and_the_next_refresh_says_so(world: World) -> None:
    four_files(world)
    world.take("4.csv")
    report = world.night()
    assert report.files_withdrawn == 1
    assert world.speaking() == ["1小", "2小", "3小"]
    assert world.rules() == [("withdrawn", "4.csv")]


def test_a_withdrawn_file_is_told_once(world: World) -> None:
    four_files(world)
    world.take("4.csv")
    world.night()
    assert world.night().files_withdrawn == 0
    assert len(world.rules()) == 1


def test_a_file_put_back_speaks_again_without_being_read(world: World) -> None:
    four_files(world)
    world.take("4.csv")
    world.night()
    world.put("4.csv", "4,4小")
    world.night()
    assert world.read == []
    assert world.speaking() == ["1小", "2小", "3小", "4小"]


def test_what_a_withdrawn_file_had_replaced_is_present_to_speak_again(world: World) -> None:
    world.put("old.csv", "1,旧名")
    world.night()
    world.put("new.csv", "1,新名")
    world.night()
    world.take("new.csv")
    world.night()
    assert world.speaking() == ["旧名"]


def test_a_county_that_loses_more_than_the_share_at_once_is_held_as_it_was(world: World) -> None:
    four_files(world)
    shutil.rmtree(world.settings.raw / "990101" / "2024")
    report = world.night()
    assert report.counties_held == ["990101"]
    assert report.files_withdrawn == 0
    assert world.speaking() == ["1小", "2小", "3小", "4小"]
    assert world.sql("select county_code, missing, known from landing.ledger.held") == [("990101", 4, 4)]
    assert world.rules() == [("county_held", None)]


def test_a_loss_of_exactly_the_share_is_a_withdrawal(world: World) -> None:
    for number in range(1, 6):
        world.put(f"{number}.csv", f"{number},{number}小")
    world.night()
    for number in (1, 2, 3):
        world.take(f"{number}.csv")
    assert world.night().files_withdrawn == 3


def test_another_county_is_not_held_with_it(world: World) -> None:
    four_files(world)
    world.put("a.csv", "8,八小", county="990102")
    world.put("b.csv", "9,九小", county="990102")
    world.night()
    shutil.rmtree(world.settings.raw / "990101")
    world.take("b.csv", county="990102")
    report = world.night()
    assert report.counties_held == ["990101"]
    assert report.files_withdrawn == 1


def test_files_that_arrive_while_a_county_is_held_do_land(world: World) -> None:
    four_files(world)
    shutil.rmtree(world.settings.raw / "990101")
    world.put("5.csv", "5,5小")
    world.night()
    assert "5小" in world.speaking()


def test_a_whole_folder_that_is_renamed_is_neither_held_nor_withdrawn(world: World) -> None:
    for number in range(1, 5):
        world.put(f"城关/{number}.csv", f"{number},{number}小")
    world.night()
    folder = world.settings.raw / "990101" / "2024"
    (folder / "城关").rename(folder / "城关镇")
    report = world.night()
    assert (report.counties_held, report.files_withdrawn) == ([], 0)
    assert world.speaking() == ["1小", "2小", "3小", "4小"]


def test_a_county_that_was_not_asked_for_is_not_missed(world: World) -> None:
    four_files(world)
    world.put("a.csv", "8,八小", county="990102")
    world.take("4.csv")
    assert world.night(counties=("990102",)).files_withdrawn == 0


def test_a_refused_file_that_is_taken_out_is_no_longer_there(world: World) -> None:
    four_files(world)
    world.put("bad.csv", "refuse me")
    world.night()
    world.take("bad.csv")
    report = world.night()
    assert report.files_withdrawn == 0, "it never spoke"
    assert world.sql("""
        select arg_max(present, noted_at) from landing.ledger.presence
        where file_id = (select file_id from landing.ledger.file_version where state = 'refused')
    """) == [(False,)]
