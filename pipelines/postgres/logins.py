"""Logins for BI: a name, a password, and the places whose rows it may see.

A login belongs to one person or one BI data source: who shares it shares what it sees. What does not belong
here: which rows of a table belong to a place (seen), and how things are told (command).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import psycopg
from psycopg import sql

from pipelines.errors import WrongCall
from pipelines.postgres.connecting import Connection, PostgresTrouble, connected, prepare
from pipelines.postgres.places import NATION, places
from pipelines.postgres.seen import READER, role_of
from pipelines.sentences import Sentence
from pipelines.settings import Settings

NAME = re.compile(r"(?!pg_|junheng)[a-z][a-z0-9_]{0,62}")
EVERYWHERE = "*"
"""The code of the one place of the level nation."""
OF_A_SESSION = {
    "default_transaction_read_only": "on",
    "idle_in_transaction_session_timeout": "10min",
    "search_path": "bi, marts, quality, meta",
}
"""What a session of a login begins with; what it may not do at all is a matter of rights, not of these."""
CONNECTIONS = 20
"""So many at once a login."""


@dataclass(frozen=True)
class Scope:
    """A place whose rows a login may see: its level (`places.csv`, or nation) and its code."""

    level: str
    code: str


@dataclass(frozen=True)
class Login:
    """A login as it stands; `until` is the last moment of its password, `sessions` how many it has now."""

    login: str
    scopes: tuple[Scope, ...]
    exists: bool
    granted_at: datetime
    until: datetime | None
    sessions: int


def grant(
    settings: Settings,
    login: str,
    scopes: Sequence[Scope],
    *,
    password: str | None = None,
    new_password: bool = False,
    until: date | None = None,
    seconds: int = 60,
) -> str | None:
    """Have a login see the rows of further places; the login is made when there is none.

    Args:
        settings: where PostgreSQL is.
        login: its name.
        scopes: the places.
        password: its password; made up where none is given and one is needed.
        new_password: whether a login that stands gets another one.
        until: the last day on which the password works; as before, or for ever, when not given.
        seconds: how long one of its questions may take, unless the session asks for another limit.

    Returns:
        The password, where one was made up.

    Raises:
        WrongCall: a name, a level or a code that cannot be, or a login that is not one of these.
        PostgresTrouble: PostgreSQL refused.
    """
    if not NAME.fullmatch(login):
        raise WrongCall(
            Sentence("用户名应由小写字母、数字和下划线组成，以字母开头，收到“{login}”。", login=login)
        )
    if not scopes:
        raise WrongCall(Sentence("请指明可以看哪里的数据，如 --county 370399。"))
    for scope in scopes:
        _check(scope)
    with connected(settings) as connection:
        prepare(connection)
        with connection.transaction():
            stands = _stands(connection, login)
            made_up = None
            if password is None and (new_password or not stands):
                password = made_up = secrets.token_urlsafe(18)
            _have_role(connection, login, stands=stands, password=password, until=until, seconds=seconds)
            for scope in scopes:
                _add(connection, login, scope)
    return made_up


def revoke(settings: Settings, login: str, scopes: Sequence[Scope] = ()) -> bool:
    """Take places from a login, or the login itself when none are given or none are left.

    A session that is open sees nothing of them from its next question on.

    Returns:
        Whether the login is gone.

    Raises:
        WrongCall: there is no such login, or it has no such place.
        PostgresTrouble: it owns something in the database, so it can only be shut out.
    """
    with connected(settings) as connection:
        prepare(connection)
        with connection.transaction():
            has = _scopes(connection, login)
            if not has:
                raise WrongCall(
                    Sentence("没有名为 {login} 的 BI 用户；有哪些见 junheng logins。", login=login)
                )
            if missing := set(scopes) - set(has):
                raise WrongCall(
                    Sentence(
                        "{login} 没有这些范围：{scopes}。", login=login, scopes=[one.code for one in missing]
                    )
                )
            left = [scope for scope in has if scopes and scope not in scopes]
            _take(connection, login, [scope for scope in has if scope not in left], left)
        if left:
            return False
        if _stands(connection, login):
            _remove(connection, login)
    return True


def logins(settings: Settings) -> list[Login]:
    """The logins, by name."""
    with connected(settings) as connection:
        prepare(connection)
        rows = connection.execute(
            """
            select login::text, array_agg(level || ' ' || code order by level, code), rolname is not null,
                min(granted_at), max(rolvaliduntil),
                (select count(*) from pg_stat_activity where usename = login)
            from junheng.login_scope
            left join pg_roles on rolname = login
            group by login, rolname
            order by login
            """
        ).fetchall()
    return [
        Login(login, tuple(Scope(*one.split(" ")) for one in scopes), *others)
        for login, scopes, *others in rows
    ]


def _check(scope: Scope) -> None:
    if scope == Scope(NATION, EVERYWHERE):
        return
    digits = places()[scope.level].digits
    if not re.fullmatch(rf"[0-9]{{{digits}}}", scope.code):
        raise WrongCall(
            Sentence(
                "--{level} 应为 {digits} 位数字的代码，收到“{code}”。",
                level=scope.level,
                digits=digits,
                code=scope.code,
            )
        )


def _scopes(connection: Connection, login: str) -> list[Scope]:
    rows = connection.execute(
        "select level, code from junheng.login_scope where login = %s order by level, code", [login]
    ).fetchall()
    return [Scope(*row) for row in rows]


def _stands(connection: Connection, login: str) -> bool:
    """Whether there is a role of this name, which must be a login for BI.

    Raises:
        WrongCall: it is somebody else.
    """
    row = connection.execute(
        "select pg_has_role(oid, %s, 'member'), rolsuper from pg_roles where rolname = %s", [READER, login]
    ).fetchone()
    if row is None:
        return False
    if row != (True, False):
        raise WrongCall(Sentence("PostgreSQL 里已有用户 {login}，不是 BI 用户；请换一个名字。", login=login))
    return True


def _have_role(
    connection: Connection,
    login: str,
    *,
    stands: bool,
    password: str | None,
    until: date | None,
    seconds: int,
) -> None:
    role = sql.Identifier(login)
    options: list[sql.Composable] = [sql.SQL("login connection limit {}").format(sql.Literal(CONNECTIONS))]
    if password is not None:
        # hashed here, so that the server's log never holds it
        hashed = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
        options.append(sql.SQL("password {}").format(sql.Literal(hashed.decode())))
    if until is not None:
        options.append(sql.SQL("valid until {}").format(sql.Literal(f"{until.isoformat()} 23:59:59")))
    verb = sql.SQL("alter" if stands else "create")
    connection.execute(sql.SQL("{} role {} {}").format(verb, role, sql.SQL(" ").join(options)))
    connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(READER), role))
    for name, value in (OF_A_SESSION | {"statement_timeout": f"{seconds}s"}).items():
        given = sql.SQL(value) if name == "search_path" else sql.Literal(value)
        connection.execute(sql.SQL("alter role {} set {} = {}").format(role, sql.Identifier(name), given))


def _add(connection: Connection, login: str, scope: Scope) -> None:
    connection.execute(
        sql.SQL("grant {} to {}").format(sql.Identifier(role_of(scope.level)), sql.Identifier(login))
    )
    connection.execute(
        """
        insert into junheng.login_scope (login, level, code, county_code) values (%s, %s, %s, %s)
        on conflict (login, level, code) do update set county_code = excluded.county_code
        """,
        [login, scope.level, scope.code, _county_of(connection, scope)],
    )


def _county_of(connection: Connection, scope: Scope) -> str | None:
    """The county of a place that lies in one: a town's code begins with it, of a school the register says it.

    Raises:
        WrongCall: no county has such a school, or several have.
    """
    if scope.level in ("county", "town"):
        return scope.code[: places()["county"].digits]
    if scope.level != "school":
        return None
    if not connection.execute("select to_regclass('marts.dim_school') is not null").fetchone() == (True,):
        raise WrongCall(Sentence("PostgreSQL 里还没有学校名录；请先运行 junheng publish postgres。"))
    found = connection.execute(
        "select distinct county_code from marts.dim_school where school_code = %s", [scope.code]
    ).fetchall()
    if len(found) != 1:
        raise WrongCall(
            Sentence("学校 {code} 在 {found} 个县的名录里，应在一个县里。", code=scope.code, found=len(found))
        )
    return str(found[0][0])


def _take(connection: Connection, login: str, taken: Sequence[Scope], left: Sequence[Scope]) -> None:
    for scope in taken:
        connection.execute(
            "delete from junheng.login_scope where (login, level, code) = (%s, %s, %s)",
            [login, scope.level, scope.code],
        )
    if not _stands(connection, login):
        return
    for level in {scope.level for scope in taken} - {scope.level for scope in left}:
        connection.execute(
            sql.SQL("revoke {} from {}").format(sql.Identifier(role_of(level)), sql.Identifier(login))
        )


def _remove(connection: Connection, login: str) -> None:
    role = sql.Identifier(login)
    try:
        with connection.transaction():
            connection.execute(sql.SQL("drop role {}").format(role))
    except psycopg.errors.DependentObjectsStillExist as error:
        connection.execute(sql.SQL("alter role {} nologin").format(role))
        raise PostgresTrouble(
            Sentence(
                "{login} 已不能登录，也看不到任何数据；它在数据库里还有自己的东西，"
                "请管理员处理后再删除该用户。",
                login=login,
            )
        ) from error
