"""Logins and the places whose rows they see, by the commands that make them."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from pipelines.command.main import main
from pipelines.postgres.nightly import bring_up_to_date
from pipelines.settings import Settings
from tests.unit.postgres.servers import Database
from tests.unit.postgres.three_counties import COUNTIES, publish

SEEN = {
    "--all": {"990101", "990102", "880101"},
    "--province 99": {"990101", "990102"},
    "--prefecture 9901": {"990101", "990102"},
    "--county 880101": {"880101"},
    "--county 880101 --county 990102": {"880101", "990102"},
}
"""Counties by what is granted."""


@pytest.fixture
def published(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    publish(settings, dict.fromkeys(COUNTIES, 1))
    bring_up_to_date(settings)
    monkeypatch.setenv("JUNHENG_POSTGRES_URL", database.url)
    return database


def test_a_login_sees_the_counties_of_its_place(
    published: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, (given, counties) in enumerate(SEEN.items()):
        login = f"{published.name}_{number}".replace("junheng", "who")
        assert _run(f"grant {login} {given}") == 0
        with published.as_login(login) as session:
            found = session.execute("select distinct county_code from marts.fct_county_indicator").fetchall()
            assert {code for (code,) in found} == counties
    assert len(capsys.readouterr().out.splitlines()) == len(SEEN)


def test_a_town_sees_its_schools_and_a_school_itself(published: Database) -> None:
    _run("grant town_login --town 990101002")
    _run("grant school_login --school 9901010021")

    for login, schools in (("town_login", ["9901010021", "9901010022"]), ("school_login", ["9901010021"])):
        with published.as_login(login) as session:
            for table, column in (("dim_school", "school_code"), ("fct_school_indicator", "school_code")):
                found = session.execute(f"select distinct {column} from marts.{table} order by 1").fetchall()
                assert [code for (code,) in found] == schools
            assert session.execute("select count(*) from marts.dim_indicator").fetchone() == (3,)
            # figures of the whole county are not of the town
            assert session.execute("select count(*) from marts.fct_county_indicator").fetchone() == (0,)
            assert session.execute("select county_code from meta.county_build").fetchall() == [("990101",)]


def test_a_row_of_another_county_under_the_same_school_code_is_not_the_schools(
    settings: Settings, published: Database
) -> None:
    _run("grant school_twin --school 9901010021")
    publish(
        settings,
        dict.fromkeys(COUNTIES, 1),
        "insert into marts.fct_school_indicator values ('880101', 2024, '9901010021', 'R1', 0, 666)",
    )
    bring_up_to_date(settings)

    with published.as_login("school_twin") as session:
        marks = session.execute("select distinct mark from marts.fct_school_indicator").fetchall()
        assert marks == [(1,)]


def test_what_is_revoked_is_seen_no_more_even_by_an_open_session(published: Database) -> None:
    _run("grant going --county 990101 --county 990102")
    count = "select count(distinct county_code) from marts.fct_county_indicator"
    with published.as_login("going") as session:
        assert session.execute(count).fetchone() == (2,)
        assert _run("revoke going --county 990102") == 0
        assert session.execute(count).fetchone() == (1,)
        assert _run("revoke going") == 0
        with pytest.raises(psycopg.Error):
            session.execute(count)
    with pytest.raises(psycopg.OperationalError), published.as_login("going"):
        pass


def test_a_login_that_owns_something_is_shut_out_and_left_to_the_administrator(
    published: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("grant keeper --county 990101")
    with published.administrator() as there:
        there.execute("create schema kept authorization keeper")

    assert _run("revoke keeper") == 1
    assert "管理员" in capsys.readouterr().err
    with (
        pytest.raises(psycopg.OperationalError, match="not permitted to log in"),
        published.as_login("keeper"),
    ):
        pass


def test_a_password_is_made_up_once_or_taken_from_a_file(
    published: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("grant secretive --county 990101 --until 2030-01-31 --timeout 7")
    assert len(capsys.readouterr().out.strip()) >= 24
    _run("grant secretive --county 990102")
    assert capsys.readouterr().out == ""
    file = tmp_path / "password"
    file.write_text("短", encoding="utf-8")
    assert _run(f"grant secretive --county 990102 --password-file {file}") == 64
    file.write_text("long enough for this\n", encoding="utf-8")
    assert _run(f"grant secretive --county 990102 --password-file {file}") == 0

    with published.administrator() as there:
        kept, until = there.execute(
            "select rolpassword, rolvaliduntil::date::text from pg_authid where rolname = 'secretive'"
        ).fetchone()  # type: ignore[misc]
    assert kept.startswith("SCRAM-SHA-256$")
    assert until == "2030-01-31"
    with published.as_login("secretive") as session:
        assert session.execute("show statement_timeout").fetchone() == ("1min",)
        assert session.execute("show default_transaction_read_only").fetchone() == ("on",)


def test_the_logins_are_listed_with_what_they_see(
    published: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("grant listed --county 990101 --town 990102001")
    capsys.readouterr()

    assert _run("logins --json") == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["login"] == "listed"
    assert {(one["level"], one["code"]) for one in listed["scopes"]} == {
        ("county", "990101"),
        ("town", "990102001"),
    }
    assert _run("logins") == 0
    assert "县 990101、镇街 990102001" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("grant Wrong-Name --county 990101", "用户名"),
        ("grant postgres --county 990101", "不是 BI 用户"),
        ("grant junheng_owner --county 990101", "用户名"),
        ("grant somebody", "--county 370399"),
        ("grant somebody --county 99", "6 位"),
        ("grant somebody --school 1234567890", "名录"),
        ("grant somebody --county 990101 --until tomorrow", "--until"),
        ("revoke nobody", "junheng logins"),
    ],
)
def test_a_wrong_call_is_told_and_changes_nothing(
    published: Database, call: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(call) == 64
    assert said in capsys.readouterr().err
    with published.owner() as there:
        assert there.execute("select count(*) from junheng.login_scope").fetchone() == (0,)


def test_a_database_of_somebody_else_is_not_taken(
    settings: Settings,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with database.administrator() as there:
        there.execute(f"alter database {database.name} owner to postgres")
        there.execute(f"grant create on database {database.name} to junheng_owner")
    monkeypatch.setenv("JUNHENG_POSTGRES_URL", make_conninfo(database.url))

    assert _run("logins") == 1
    assert "owner to junheng_owner" in capsys.readouterr().err


def test_a_table_that_compares_regions_shows_a_county_its_own_row_and_a_province_its_own(
    settings: Settings, published: Database
) -> None:
    publish(
        settings,
        dict.fromkeys(COUNTIES, 1),
        """
        create table marts.fct_league as
        select * from (
            values ('全国', '000000'), ('省', '99'), ('市', '9901'), ('县', '990101'), ('县', '990102'),
                ('县', '880101')
        ) as regions (region_kind, region_code)
        """,
    )
    bring_up_to_date(settings)
    _run("grant of_a_county --county 990101")
    _run("grant of_a_province --province 99")

    seen = {"of_a_county": ["990101"], "of_a_province": ["99", "9901", "990101", "990102"]}
    for login, regions in seen.items():
        with published.as_login(login) as session:
            found = session.execute("select region_code from marts.fct_league order by 1").fetchall()
            assert [code for (code,) in found] == regions


def _run(call: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(call.split(" "))
    return int(left.value.code or 0)
