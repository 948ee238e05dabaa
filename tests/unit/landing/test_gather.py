"""Several counties' stores read together: everything of each, and nothing more."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.landing.beside import read_beside
from pipelines.landing.gather import gather
from pipelines.landing.store import counties_landed, store_path
from pipelines.landing.troubles import StoreInUse
from pipelines.quality.batches import preparation
from tests.unit.landing.test_store import WRITE_AND_STOP, start
from tests.unit.landing.world import World


def three_counties(world: World) -> list[str]:
    """Counties of which one has a column more, one a file that was withdrawn, one a refused file."""
    world.put("a.csv", "1,一小\n!坏行", county="990101")
    world.put("b.csv", "+books\n2,二小", county="990102")
    world.put("c.csv", "refuse me", county="990103")
    world.put("d.csv", "3,三小", county="990103")
    world.night()
    world.put("a.csv", "1,一小", county="990101")
    world.night()
    return ["990101", "990102", "990103"]


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table and view of a store, its columns by name, as it is read from outside."""
    found = {}
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{path}' as landing (read_only)")
        for schema, table in connection.execute("""
            select schema_name, table_name from duckdb_tables() union all
            select schema_name, view_name from duckdb_views() where not internal
        """).fetchall():
            query = f"select to_json(t)::text from landing.{schema}.{table} as t order by all"
            found[f"{schema}.{table}"] = connection.execute(query).fetchall()
    return found


def test_what_landed_of_one_county_is_read_in_its_own_file(world: World, tmp_path: Path) -> None:
    three_counties(world)
    into = tmp_path / "gathered.duckdb"
    assert gather(world.settings, ["990102"], into) == store_path(world.settings, "990102")
    assert not into.exists()


def test_gathered_counties_have_every_row_of_each_and_columns_that_only_one_was_taught(
    world: World, tmp_path: Path
) -> None:
    counties = three_counties(world)
    assert counties_landed(world.settings) == counties
    together = rows(gather(world.settings, counties, tmp_path / "build" / "landing.duckdb"))
    apart = [rows(store_path(world.settings, county)) for county in counties]
    assert all(together.keys() == one.keys() for one in apart)
    for table, found in together.items():
        assert len(found) == sum(len(one[table]) for one in apart), table
        if table != "landing.school_register":
            assert sorted(found) == sorted(row for one in apart for row in one[table]), table
    assert sum('"books":7.0' in str(row) for row in together["landing.school_register"]) == 1


def test_a_batch_of_two_knows_nothing_of_the_third(world: World, tmp_path: Path) -> None:
    three_counties(world)
    together = rows(gather(world.settings, ["990101", "990103"], tmp_path / "landing.duckdb"))
    assert {"990102" in str(row) for found in together.values() for row in found} == {False}


def test_of_no_county_there_is_every_table_and_no_row(world: World, tmp_path: Path) -> None:
    empty = rows(gather(world.settings, [], tmp_path / "landing.duckdb"))
    three_counties(world)
    assert empty.keys() == rows(store_path(world.settings, "990101")).keys()
    assert not any(empty.values())


def test_the_gates_see_each_county_s_own_batches(world: World, tmp_path: Path) -> None:
    path = gather(world.settings, three_counties(world), tmp_path / "landing.duckdb")
    with duckdb.connect(path) as connection:
        for statement in preparation("landing", None):
            connection.execute(statement)
        volumes = connection.execute(
            "select county_code, rows_accepted, rows_before from batch_volumes order by all"
        ).fetchall()
    assert volumes == [("990101", 1, 1), ("990102", 1, None), ("990103", 1, None)]


def test_what_lies_beside_the_counties_is_told_with_them_and_only_as_long_as_it_lies_there(
    world: World, tmp_path: Path
) -> None:
    world.put("a.csv", "1,一小")
    lies = world.put("b.csv", "2,二小", county="云山县")
    world.night()
    told = rows(gather(world.settings, ["990101"], tmp_path / "l.duckdb", beside=read_beside(world.settings)))
    ((said,),) = told["ledger.finding"]
    assert "misplaced" in str(said) and "云山县" in str(said)
    assert len(told["landing.school_register"]) == 1
    lies.unlink()
    world.night()
    assert read_beside(world.settings).is_empty()


def test_a_county_whose_store_is_being_written_is_named(world: World, tmp_path: Path) -> None:
    counties = three_counties(world)
    writer = start(WRITE_AND_STOP, world.settings.home)
    with pytest.raises(StoreInUse, match=r"990101\.duckdb"):
        gather(world.settings, counties, tmp_path / "landing.duckdb")
    writer.communicate("go\n")
    assert not (tmp_path / "landing.duckdb").exists()
