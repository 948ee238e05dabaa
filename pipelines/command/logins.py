"""The commands `junheng grant`, `revoke` and `logins`: who may look into PostgreSQL, and at which rows.

What does not belong here: making them (postgres.logins).
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Json, read_settings
from pipelines.command.printing import print_records, say
from pipelines.errors import WrongCall
from pipelines.local_time import local_time
from pipelines.sentences import Sentence

if TYPE_CHECKING:
    from pipelines.postgres.logins import Scope

LEVELS = {
    "nation": "全部",
    "province": "省",
    "prefecture": "市",
    "county": "县",
    "town": "镇街",
    "school": "学校",
}
SHORTEST = 12
"""Letters of a password that somebody chose."""
Name = Annotated[str, typer.Argument(metavar="LOGIN", help="用户名。The login's name.")]
Codes = list[str] | None
Province = Annotated[Codes, typer.Option(metavar="CODE", help="省，两位代码。A province, two digits.")]
Prefecture = Annotated[Codes, typer.Option(metavar="CODE", help="市，四位代码。A prefecture, four digits.")]
County = Annotated[Codes, typer.Option(metavar="CODE", help="县，六位代码。A county, six digits.")]
Town = Annotated[Codes, typer.Option(metavar="CODE", help="镇街，九位代码。A town, nine digits.")]
School = Annotated[Codes, typer.Option(metavar="CODE", help="学校，十位代码。A school, ten digits.")]
Everything = Annotated[bool, typer.Option("--all", help="全部数据。Everything.")]


def grant(
    login: Name,
    province: Province = None,
    prefecture: Prefecture = None,
    county: County = None,
    town: Town = None,
    school: School = None,
    everything: Everything = False,
    password_file: Annotated[
        Path | None, typer.Option(help="从该文件第一行读密码。Read the password from this file's first line.")
    ] = None,
    new_password: Annotated[
        bool, typer.Option("--new-password", help="换一个密码。Make up another password.")
    ] = False,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="密码最后一天有效。The last day of the password.")
    ] = None,
    timeout: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="一个查询最多多少秒。How long a query may take.")
    ] = 60,
) -> None:
    """给 BI 用户开放某地的数据；没有该用户就新建，密码只显示这一次。Let a login see the rows of a place."""
    from pipelines.postgres.logins import grant as give

    scopes = _scopes(province, prefecture, county, town, school, everything=everything)
    made_up = give(
        read_settings(),
        login,
        scopes,
        password=_password(password_file) if password_file else None,
        new_password=new_password,
        until=_day(until) if until else None,
        seconds=timeout,
    )
    say(f"{login} 可以看：{_told(scopes)}。")
    if made_up:
        say("密码（只显示这一次）：")
        print(made_up)


def revoke(
    login: Name,
    province: Province = None,
    prefecture: Prefecture = None,
    county: County = None,
    town: Town = None,
    school: School = None,
    everything: Everything = False,
) -> None:
    """收回某地的数据；不指明地方就删除该用户。Take a place from a login, or the login itself."""
    from pipelines.postgres.logins import revoke as take

    scopes = _scopes(province, prefecture, county, town, school, everything=everything)
    if take(read_settings(), login, scopes):
        say(f"用户 {login} 已删除。")
    else:
        say(f"{login} 不能再看：{_told(scopes)}。")


def logins(as_json: Json = False) -> None:
    """有哪些 BI 用户，各能看哪里。Which logins there are, and what each may see."""
    from pipelines.postgres.logins import logins as there_are

    settings = read_settings()
    found = there_are(settings)
    if as_json:
        printing.print_json([asdict(one) for one in found])
        return
    headings = {
        "login": "用户",
        "scopes": "可以看",
        "granted": "开通时间",
        "until": "密码有效至",
        "sessions": "现有连接",
    }
    lines = [
        {
            "login": one.login if one.exists else f"{one.login}（PostgreSQL 里已没有）",
            "scopes": _told(one.scopes),
            "granted": local_time(one.granted_at.isoformat(), settings.time_zone),
            "until": local_time(one.until.isoformat(), settings.time_zone) if one.until else "",
            "sessions": one.sessions,
        }
        for one in found
    ]
    print_records(headings, lines, f"BI 用户（{len(lines)} 个）")


def _scopes(
    province: Codes, prefecture: Codes, county: Codes, town: Codes, school: Codes, *, everything: bool
) -> list[Scope]:
    from pipelines.postgres.logins import EVERYWHERE, Scope
    from pipelines.postgres.places import NATION

    asked = {"province": province, "prefecture": prefecture, "county": county, "town": town, "school": school}
    scopes = [Scope(level, code) for level, codes in asked.items() for code in codes or []]
    return [*scopes, Scope(NATION, EVERYWHERE)] if everything else scopes


def _told(scopes: list[Scope] | tuple[Scope, ...]) -> str:
    return "、".join(f"{LEVELS[one.level]} {one.code}".removesuffix(" *") for one in scopes)


def _password(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or len(lines[0]) < SHORTEST:
        raise WrongCall(
            Sentence("{path} 第一行应是密码，至少 {shortest} 个字符。", path=path, shortest=SHORTEST)
        )
    return lines[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongCall(Sentence("--until 应为日期，如 2025-12-31，收到“{text}”。", text=text)) from error
