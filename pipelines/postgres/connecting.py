"""The connection to PostgreSQL as the owner of the published tables, and what can be wrong with it.

What does not belong here: what is said over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psycopg

from pipelines.errors import Trouble, WrongCall
from pipelines.postgres.seen import READER
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.copying import PUBLISHED_SCHEMAS

Connection = psycopg.Connection[Any]
HOUSE = Path(__file__).with_name("house.sql")
OLDEST, OLDEST_SAID = 150000, "15"
"""`unique nulls not distinct` came with it."""
PATIENCE = 10
"""Seconds to wait for a server that does not answer."""


class NotConfigured(WrongCall):
    """There is no address of a PostgreSQL."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "没有设置 PostgreSQL 的地址（JUNHENG_POSTGRES_URL），如 "
                "postgresql://junheng_owner@db.example.cn/junheng_bi?sslmode=verify-full；"
                "见 docs/zh/operating.md。"
            )
        )


class PostgresTrouble(Trouble):
    """PostgreSQL does not answer, refuses, or is not set up as it must be."""


@contextmanager
def connected(settings: Settings) -> Iterator[Connection]:
    """A connection that commits every statement of its own accord.

    Raises:
        NotConfigured: there is no address.
        PostgresTrouble: no connection, a connection in the clear, or what PostgreSQL said when it refused.
    """
    if settings.postgres_url is None:
        raise NotConfigured
    try:
        with psycopg.connect(
            settings.postgres_url.get_secret_value(),
            autocommit=True,
            connect_timeout=PATIENCE,
            keepalives_idle=PATIENCE,
            tcp_user_timeout=PATIENCE * 6000,
            application_name="junheng",
        ) as connection:
            _check(connection)
            yield connection
    except psycopg.Error as error:
        raise PostgresTrouble(Sentence("PostgreSQL 没有完成：{error}", error=_said(error))) from error


def prepare(connection: Connection) -> None:
    """Have roles, scopes and schemas stand; doing it again changes nothing.

    Raises:
        PostgresTrouble: the database is not this login's own, so that it cannot be closed to others.
    """
    with connection.transaction():
        connection.execute(HOUSE.read_text(encoding="utf-8"))
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"grant usage on schema {schema} to {READER}")
        row = connection.execute(
            """
            select current_database(), current_user,
                has_database_privilege(%(reader)s, current_database(), 'temp')
                or has_schema_privilege(%(reader)s, 'public', 'create')
            """,
            {"reader": READER},
        ).fetchone()
    if row and row[2]:
        raise PostgresTrouble(
            Sentence(
                "数据库 {database} 不属于 {owner}，关不掉其他人的写权限；请由管理员执行 "
                "alter database {database} owner to {owner}。",
                database=row[0],
                owner=row[1],
            )
        )


def _check(connection: Connection) -> None:
    info = connection.info
    if info.server_version < OLDEST:
        raise PostgresTrouble(
            Sentence(
                "PostgreSQL 版本应为 {oldest} 或更高，现为 {found}。",
                oldest=OLDEST_SAID,
                found=info.server_version // 10000,
            )
        )
    if info.parameter_status("server_encoding") != "UTF8":
        raise PostgresTrouble(Sentence("数据库的编码应为 UTF8。"))
    if not connection.pgconn.ssl_in_use and not _is_local(info.host, info.hostaddr):
        raise PostgresTrouble(
            Sentence("到 PostgreSQL 的连接没有加密；请在 JUNHENG_POSTGRES_URL 里加 sslmode=verify-full。")
        )


def _is_local(host: str, address: str) -> bool:
    return host.startswith("/") or (bool(address) and ip_address(address).is_loopback)


def _said(error: psycopg.Error) -> str:
    """What PostgreSQL said, in a line; never the address, which may hold a password."""
    said = error.diag.message_primary or str(error)
    return "；".join(filter(None, (said.strip().replace("\n", " "), error.diag.message_detail)))
