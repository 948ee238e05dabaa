"""Nobody comes in from another machine without TLS, by the lines of the documentation and without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
import pytest

from pipelines.postgres.connecting import PostgresTrouble
from pipelines.postgres.logins import Scope, grant
from pipelines.postgres.nightly import bring_up_to_date
from pipelines.settings import PROJECT, Settings
from tests.unit.postgres import debian
from tests.unit.postgres.servers import OWNER
from tests.unit.postgres.three_counties import publish

DATABASE, PASSWORD = "junheng_bi", "a long enough one"
RULES = re.compile(r"^(?:local|host\w*) +.*$", re.MULTILINE)
ASKED = "select count(*) from marts.fct_school_indicator"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[debian.Server]:
    """Debian's server with three counties in it and a login of one, set up as the documentation says."""
    with debian.running() as server:
        with server.administrator() as there:
            there.execute(f"create role {OWNER} login createrole password '{PASSWORD}'")
            there.execute(f"create database {DATABASE} owner {OWNER} encoding 'UTF8' template template0")
        server.admit(_documented(server))
        settings = _settings(server, tmp_path_factory.mktemp("home"), sslmode="require")
        publish(settings, {"990101": 1, "990102": 2, "880101": 3})
        bring_up_to_date(settings)
        grant(settings, "county_bi", [Scope("county", "990101")], password=PASSWORD)
        yield server


def test_a_login_comes_in_with_tls_and_a_password_only(server: debian.Server) -> None:
    server.admit(_documented(server))
    secure = {"sslmode": "verify-full", "sslrootcert": str(server.certificate)}
    with psycopg.connect(server.url("county_bi", DATABASE, password=PASSWORD, **secure)) as session:
        assert session.pgconn.ssl_in_use
        assert session.execute(ASKED).fetchone() == (12,)
    for told in (
        {"sslmode": "disable", "password": PASSWORD},
        {"password": "another", **secure},
        {**secure},
    ):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url("county_bi", DATABASE, **told), passfile="/dev/null")
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url("county_bi", database, password=PASSWORD, **secure))


def test_where_the_rules_forget_tls_a_session_without_it_sees_no_row(server: debian.Server) -> None:
    server.admit("host all all all scram-sha-256\n")
    with (
        psycopg.connect(server.url("county_bi", DATABASE, password=PASSWORD, sslmode="disable")) as session,
        pytest.raises(psycopg.Error, match="sslmode"),
    ):
        session.execute(ASKED)


def test_a_publish_does_not_go_over_a_network_in_the_clear(
    server: debian.Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server.admit("host all all all scram-sha-256\n")
    settings = _settings(server, tmp_path_factory.mktemp("clear"), sslmode="disable")
    publish(settings, {"990101": 5})
    with pytest.raises(PostgresTrouble, match="没有加密"):
        bring_up_to_date(settings)


def _settings(server: debian.Server, home: object, sslmode: str) -> Settings:
    return Settings(home=home, postgres_url=server.url(OWNER, DATABASE, password=PASSWORD, sslmode=sslmode))


def _documented(server: debian.Server) -> str:
    """The lines of `pg_hba.conf` in the documentation, for this machine's address."""
    page = (PROJECT / "docs" / "zh" / "operating.md").read_text(encoding="utf-8")
    lines = RULES.findall(page)
    assert lines
    return "\n".join(lines).replace("10.0.0.0/8", f"{server.address}/32") + "\n"
