"""What PostgreSQL holds after a publish, and what a publish touches."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import duckdb
import polars as pl
import psycopg
import pytest

from pipelines.postgres.connecting import PostgresTrouble
from pipelines.postgres.content import Content, content_here
from pipelines.postgres.described import Table
from pipelines.postgres.nightly import bring_up_to_date, last_try
from pipelines.settings import Settings
from pipelines.warehouse.copying import UntrueCopy
from pipelines.warehouse.versions import roll_back
from tests.unit.postgres.servers import Database
from tests.unit.postgres.three_counties import COUNTIES, publish

MARKS = dict(zip(COUNTIES, (1, 2, 3), strict=True))


def test_every_row_arrives_as_it_was(settings: Settings, database: Database) -> None:
    version = publish(settings, MARKS)

    copied = bring_up_to_date(settings)

    assert copied.version == version.name
    with duckdb.connect(str(version.database), read_only=True) as here, database.owner() as there:
        for name in copied.tables:
            table = ".".join(f'"{part}"' for part in name.split("."))
            assert _rows(there, table) == sorted(here.execute(f"from {table}").fetchall(), key=repr), name
    assert {"marts.fct_odd", "bi.学校", "quality.finding", "meta.build"} < set(copied.tables)


def test_a_version_that_is_there_is_not_copied_again(settings: Settings) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)

    assert bring_up_to_date(settings).tables == ()
    assert bring_up_to_date(settings, anew=True).rows > 0


def test_one_changed_county_of_three_touches_only_its_rows(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    before = _places(database)
    publish(settings, MARKS | {"990102": 7})

    copied = bring_up_to_date(settings)

    after = _places(database)
    assert copied.counties == ("990102",)
    assert "marts.dim_indicator" not in copied.tables
    assert {row for row in before if row[0] != "990102"} == {row for row in after if row[0] != "990102"}
    assert not {row for row in before if row[0] == "990102"} & {row for row in after if row[0] == "990102"}


def test_only_rows_that_look_otherwise_than_those_copied_last_are_compared(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    compared: dict[str, set[str]] = {}

    def content(here: duckdb.DuckDBPyConnection, table: Table, lies_in: str, but_not: set[str]) -> Content:
        found = content_here(here, table, lies_in, but_not)
        compared[table.full_name] = set(found)
        return found

    monkeypatch.setattr("pipelines.postgres.publish.content_here", content)
    publish(settings, MARKS | {"990102": 7})
    bring_up_to_date(settings)

    assert compared["marts.fct_school_indicator"] == {"990102"}
    assert "marts.dim_indicator" not in compared
    with database.owner() as there:
        there.execute("update junheng.glance set seen_by = 'another version'")
    compared.clear()
    publish(settings, MARKS | {"990102": 7})
    assert bring_up_to_date(settings).rows == 0
    assert compared["marts.fct_school_indicator"] == set(COUNTIES)


def test_a_county_that_is_gone_goes_there_too(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, {county: mark for county, mark in MARKS.items() if county != "880101"})

    bring_up_to_date(settings)

    with database.owner() as there:
        found = there.execute(
            "select distinct county_code from marts.fct_school_indicator order by 1"
        ).fetchall()
        assert found == [("990101",), ("990102",)]
        assert there.execute('select "学校数" from bi."各县合计"').fetchone() == (8,)


def test_a_version_that_was_rolled_back_to_is_copied_like_any_other(
    settings: Settings, database: Database
) -> None:
    first = publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, MARKS | {"990101": 9})
    bring_up_to_date(settings)
    roll_back(settings, first.name)

    assert bring_up_to_date(settings).counties == ("990101",)
    with database.owner() as there:
        assert there.execute("select version from junheng.published").fetchone() == (first.name,)
        assert _mark(there, "990101") == 1


def test_keys_references_and_words_are_declared(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)

    with database.owner() as there:
        constraints = dict(
            there.execute(
                """
                select conname, pg_get_constraintdef(oid) from pg_constraint
                where connamespace = 'marts'::regnamespace and contype in ('p', 'u', 'f')
                """
            ).fetchall()
        )
        assert constraints["dim_school_key"] == "PRIMARY KEY (county_code, school_year, school_code)"
        assert constraints["fct_county_indicator_key"].startswith("UNIQUE NULLS NOT DISTINCT (county_code")
        assert "REFERENCES marts.dim_school(county_code" in constraints["fct_school_indicator__dim_school"]
        assert "fct_odd__dim_county" in constraints
        words = there.execute(
            "select obj_description(oid), col_description(oid, 4) from pg_class where relname = 'dim_school'"
        ).fetchone()
        assert words == ("dim_school表。", "school_name的说明。")


def test_a_row_whose_dimension_is_missing_declares_no_reference(
    settings: Settings, database: Database
) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, MARKS, "insert into marts.fct_odd (county_code) values ('770101')")

    bring_up_to_date(settings)

    with database.owner() as there:
        found = there.execute("select conname from pg_constraint where contype = 'f'").fetchall()
        assert ("fct_odd__dim_county",) not in found
        assert ("fct_school_indicator__dim_school",) in found


def test_a_further_column_leaves_the_views_of_others_standing(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    _view_of_somebody(database)
    publish(settings, MARKS, "alter table marts.fct_school_indicator add column further integer default 5")

    bring_up_to_date(settings)

    with database.owner() as there:
        assert there.execute("select distinct further from marts.fct_school_indicator").fetchall() == [(5,)]
    with database.administrator() as there:
        assert there.execute("select count(*) from own.mine").fetchone() == (36,)


def test_a_column_that_changes_waits_for_the_view_in_its_way_and_says_whose_it_is(
    settings: Settings, database: Database
) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    _view_of_somebody(database)
    publish(settings, MARKS | {"990101": 5}, "alter table marts.fct_school_indicator alter mark type integer")

    with pytest.raises(PostgresTrouble, match=r"own\.mine（analyst）"):
        bring_up_to_date(settings)

    with database.administrator() as there:
        assert _mark(there, "990101") == 1
        there.execute("drop view own.mine")
    bring_up_to_date(settings)
    with database.owner() as there:
        assert _mark(there, "990101") == 5
        kind = """
            select format_type(atttypid, 0) from pg_attribute
            where attrelid = 'marts.fct_school_indicator'::regclass and attname = 'mark'
        """
        assert there.execute(kind).fetchone() == ("integer",)


def test_a_table_that_is_published_no_more_goes(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, MARKS, "drop table quality.finding")

    assert bring_up_to_date(settings).dropped == ("quality.finding",)


def test_rows_that_do_not_arrive_as_they_were_are_not_put_in_place(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, MARKS | {"990101": 5})
    write = pl.DataFrame.write_csv
    monkeypatch.setattr(pl.DataFrame, "write_csv", lambda self, *to, **how: write(self.head(-1), *to, **how))

    with pytest.raises(UntrueCopy, match="990101"):
        bring_up_to_date(settings)

    with database.owner() as there:
        assert _mark(there, "990101") == 1


def test_a_killed_publish_leaves_the_old_picture(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, dict.fromkeys(COUNTIES, 8))
    with database.owner() as blocking:
        # the publish gets as far as meta.build, the last table, and waits there
        blocking.execute("begin")
        blocking.execute("select * from meta.build for update")
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pipelines.command",
                "publish",
                "postgres",
                "--home",
                str(settings.home),
            ],
            env=os.environ | {"JUNHENG_POSTGRES_URL": database.url},
            stderr=sys.stderr,
        )
        _until(
            database,
            "select from pg_stat_activity where application_name = 'junheng' and wait_event_type = 'Lock'",
        )
        process.send_signal(signal.SIGKILL)
        process.wait()
        blocking.execute("rollback")
    _until(
        database, "select where not exists (select from pg_stat_activity where application_name = 'junheng')"
    )

    with database.owner() as there:
        marks = there.execute("select distinct county_code, mark from marts.fct_school_indicator").fetchall()
        assert dict(marks) == MARKS
        assert there.execute("select from pg_class where relname like 'laid_down%'").fetchall() == []
    bring_up_to_date(settings)
    with database.owner() as there:
        assert _mark(there, "990101") == 8


def test_two_publishes_at_once_are_one_and_a_refusal(settings: Settings, database: Database) -> None:
    publish(settings, MARKS)
    bring_up_to_date(settings)
    publish(settings, MARKS | {"990101": 5})
    with database.owner() as other:
        other.execute("begin")
        other.execute("lock table junheng.content in share row exclusive mode")

        with pytest.raises(PostgresTrouble, match="另一次"):
            bring_up_to_date(settings)

    tried = last_try(settings)
    assert tried is not None
    assert tried.trouble is not None
    assert tried.stands != tried.version


def test_without_an_address_the_setting_is_named(settings: Settings) -> None:
    publish(settings, MARKS)
    nobody = settings.model_copy(update={"postgres_url": None})
    with pytest.raises(Exception, match="JUNHENG_POSTGRES_URL"):
        bring_up_to_date(nobody)


def _rows(there: psycopg.Connection, table: str) -> list[tuple]:  # type: ignore[type-arg]
    return sorted(there.execute(f"select * from {table}").fetchall(), key=repr)


def _mark(there: psycopg.Connection, county: str) -> float:  # type: ignore[type-arg]
    (mark,) = there.execute(
        "select distinct mark from marts.fct_school_indicator where county_code = %s", [county]
    ).fetchone()  # type: ignore[misc]
    return mark


def _places(database: Database) -> set[tuple[str, str]]:
    """Where each row lies in its file, which a row that is not touched does not leave."""
    with database.owner() as there:
        return set(
            there.execute("select county_code, ctid::text || xmin from marts.fct_school_indicator").fetchall()
        )


def _view_of_somebody(database: Database) -> None:
    with database.administrator() as there:
        if not there.execute("select 1 from pg_roles where rolname = 'analyst'").fetchone():
            there.execute("create role analyst bypassrls")
        there.execute("create schema own authorization analyst")
        there.execute("grant usage on schema marts to analyst")
        there.execute("grant select on all tables in schema marts to analyst")
        there.execute("create view own.mine as select school_code, mark from marts.fct_school_indicator")
        there.execute("alter view own.mine owner to analyst")


def _until(database: Database, question: str) -> None:
    with database.administrator() as there:
        for _ in range(400):
            if there.execute(question).fetchone() is not None:
                return
            time.sleep(0.05)
    raise AssertionError(question)
