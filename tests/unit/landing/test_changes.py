"""Files that change, come back, get another name, or are refused where another content stood."""

from __future__ import annotations

from datetime import timedelta

from pipelines.landing import land as landing
from tests.unit.landing.world import FIRST_NIGHT, World


def test_a_changed_file_withdraws_all_rows_of_its_former_content(world: World) -> None:
    world.put("a.csv", "1,一小\n2,二小")
    world.night()
    world.put("a.csv", "1,一小新名")
    world.night()
    assert world.speaking() == ["一小新名"]
    assert world.sql("select count(*) from landing.landing.school_register") == [(3,)], "nothing is deleted"


def test_what_a_changed_file_said_before_can_be_read_as_it_was_known_then(world: World) -> None:
    world.put("a.csv", "1,旧名")
    world.night()
    world.put("a.csv", "1,新名")
    world.night()
    known_then = f"""
        with presence as (
            select file_id, arg_max(present, noted_at) as present from landing.ledger.presence
            where noted_at <= timestamp '{FIRST_NIGHT + timedelta(hours=1)}' group by all
        )
        select school_name from landing.landing.school_register inner join presence using (file_id)
        where present
    """
    assert world.sql(known_then) == [("旧名",)]


def test_content_that_comes_back_speaks_again_without_being_read(world: World) -> None:
    world.put("a.csv", "1,旧名")
    world.night()
    world.put("a.csv", "1,新名")
    world.night()
    world.put("a.csv", "1,旧名")
    world.night()
    assert world.read == []
    assert world.speaking() == ["旧名"]


def test_a_renamed_file_keeps_the_time_it_was_first_seen_and_is_no_withdrawal(world: World) -> None:
    world.put("a.csv", "1,一小")
    world.night()
    world.take("a.csv")
    world.put("b.csv", "1,一小")
    report = world.night()
    assert report.files_withdrawn == 0
    assert world.rules() == []
    assert world.speaking() == ["一小"]
    assert world.sql("select first_seen from landing.ledger.file_version where path = 'b.csv'") == [
        (FIRST_NIGHT,)
    ]


def test_two_files_that_swap_their_contents_both_go_on_speaking(world: World) -> None:
    world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    world.night()
    world.put("a.csv", "2,二小")
    world.put("b.csv", "1,一小")
    world.night()
    assert world.speaking() == ["一小", "二小"]


def test_a_refused_content_leaves_the_former_one_standing_and_says_so(world: World) -> None:
    world.put("a.csv", "1,一小")
    world.night()
    world.put("a.csv", "refuse me")
    world.night()
    assert world.speaking() == ["一小"]
    assert world.rules() == [("bad", "a.csv"), ("stale", "a.csv")]
    ((message,),) = world.sql("select message from landing.ledger.finding where rule = 'stale'")
    assert "a.csv" in str(message) and "2024-11-02 02:00:00（北京时间）" in str(message)


def test_a_corrected_file_replaces_both_the_refused_and_the_former_content(world: World) -> None:
    for content in ("1,一小", "refuse me", "1,改正"):
        world.put("a.csv", content)
        world.night()
    assert world.speaking() == ["改正"]
    present = world.sql("""
        select state from landing.ledger.file_version inner join (
            select file_id, arg_max(present, noted_at) as present from landing.ledger.presence group by all
        ) using (file_id) where present
    """)
    assert present == [("accepted",)]


def test_a_refused_file_that_goes_back_to_its_former_content_is_no_longer_refused(world: World) -> None:
    for content in ("1,一小", "refuse me", "1,一小"):
        world.put("a.csv", content)
        world.night()
    assert world.speaking() == ["一小"]
    last = world.sql("""
        select state, present
        from landing.ledger.presence inner join landing.ledger.file_version using (file_id)
        qualify row_number() over (partition by file_id order by noted_at desc) = 1 order by state
    """)
    assert last == [("accepted", True), ("refused", False)]


def test_a_clock_that_was_set_back_does_not_bring_an_old_content_back(world: World) -> None:
    world.put("a.csv", "1,旧名")
    world.night()
    world.put("a.csv", "1,新名")
    landing.land(world.settings, refresh_id="early", now=FIRST_NIGHT - timedelta(days=30))
    assert world.speaking() == ["新名"]
