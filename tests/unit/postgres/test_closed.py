"""A login sees its own rows and nothing else, however it asks, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pipelines.postgres import connecting
from pipelines.postgres.logins import EVERYWHERE, Scope, grant
from pipelines.postgres.nightly import bring_up_to_date
from pipelines.settings import Settings
from tests.unit.postgres.servers import Connection, Database, new_database
from tests.unit.postgres.three_counties import publish
from tests.unit.postgres.ways_around import LOOKS, TABLE, WRITES

FOREIGN = ("777.25", "888.25", "990102", "880101", "division by zero")
"""What stands in the rows of the others, and what an error would tell of them."""
ADMINISTRATOR = Path(connecting.__file__).with_name("administrator.sql")


@pytest.fixture(scope="module")
def closed(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with three counties and a login of one of them, as the documentation has it set up."""
    database = new_database(address)
    settings = Settings(home=tmp_path_factory.mktemp("closed"), postgres_url=database.url)
    publish(settings, {"990101": 1, "990102": 777.25, "880101": 888.25})
    bring_up_to_date(settings)
    grant(settings, "county_990101", [Scope("county", "990101")])
    grant(settings, "neighbour", [Scope("county", "990102")])
    grant(settings, "everybody", [Scope("nation", EVERYWHERE)])
    with database.administrator() as there:
        there.execute(ADMINISTRATOR.read_text(encoding="utf-8"))
    return database


@pytest.mark.parametrize("way", LOOKS)
def test_no_way_leads_to_the_rows_of_others(closed: Database, way: str) -> None:
    with closed.as_login("county_990101") as session:
        heard = _heard(session, LOOKS[way])

    asked = LOOKS[way]
    assert not [word for word in FOREIGN if word in heard.replace(asked, "")], heard[:500]


def test_the_ways_would_lead_there_if_nothing_were_in_them(closed: Database) -> None:
    leads = 0
    for asked in LOOKS.values():
        with closed.administrator() as session:
            heard = _heard(session, asked)
        leads += any(word in heard.replace(asked, "") for word in FOREIGN)
    assert leads >= 20


@pytest.mark.parametrize("way", WRITES)
def test_nothing_can_be_written_read_only_or_not(closed: Database, way: str) -> None:
    for begin in ("", "set default_transaction_read_only = off"):
        with closed.as_login("county_990101") as session:
            if begin:
                session.execute(begin)
            with pytest.raises(psycopg.Error):
                session.execute(WRITES[way])


def test_its_own_rows_are_all_there(closed: Database) -> None:
    with closed.as_login("county_990101") as session:
        assert session.execute(f"select count(*), min(mark), max(mark) from {TABLE}").fetchone() == (12, 1, 1)
        assert session.execute('select count(*) from "学校"').fetchone() == (4,)
        assert session.execute("select count(*) from dim_indicator").fetchone() == (3,)
    with closed.as_login("everybody") as session:
        assert session.execute(f"select count(*) from {TABLE}").fetchone() == (36,)
        assert session.execute('select * from "各县合计"').fetchone() == (12,)


def test_an_estimate_tells_nothing_of_a_figure(closed: Database) -> None:
    with closed.as_login("county_990101") as session:
        there, not_there = (
            session.execute(f"explain (format text) select * from {TABLE} where mark = {mark}").fetchall()[0][
                0
            ]
            for mark in (777.25, 12345)
        )
    assert there.split("rows=")[1] == not_there.split("rows=")[1]


def test_a_condition_on_the_county_is_asked_once_and_finds_the_rows_by_an_index(closed: Database) -> None:
    with closed.as_login("county_990101") as session:
        session.execute("set enable_seqscan = off")
        plan = "\n".join(
            row[0] for row in session.execute(f"explain analyze select * from {TABLE}").fetchall()
        )
    assert "InitPlan" in plan
    assert "Index Cond: (county_code = ANY" in plan


def test_only_the_four_schemas_are_seen(closed: Database) -> None:
    with closed.as_login("county_990101") as session:
        seen = session.execute(
            "select nspname from pg_namespace where has_schema_privilege(oid, 'usage') order by 1"
        ).fetchall()
    assert [name for (name,) in seen] == [
        "bi",
        "information_schema",
        "marts",
        "meta",
        "pg_catalog",
        "quality",
    ]


def _heard(session: Connection, asked: str) -> str:
    """Everything that comes back: rows, what is copied out, notices, errors."""
    heard: list[str] = []
    session.add_notice_handler(lambda said: heard.append(f"{said.message_primary} {said.message_detail}"))
    try:
        with session.cursor() as cursor:
            if asked.startswith("copy"):
                with cursor.copy(asked.encode()) as copy:
                    heard += [bytes(block).decode() for block in copy]
            else:
                cursor.execute(asked.encode())
                for _ in cursor.results():
                    heard += map(repr, cursor.fetchall() if cursor.description else [])
    except psycopg.Error as error:
        heard.append(f"{error} {error.diag.message_detail} {error.diag.context}")
    return "\n".join(heard)
