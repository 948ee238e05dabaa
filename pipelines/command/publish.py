"""The command `junheng publish`: the version in force goes where others read it.

What does not belong here: copying it (postgres).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.printing import say

app = typer.Typer(
    help="把现行版本复制到别处。Copy the version in force to where others read it.", no_args_is_help=True
)


@app.callback()
def publish() -> None:
    """把现行版本复制到别处。Copy the version in force to where others read it."""


@app.command()
def postgres(
    anew: Annotated[
        bool, typer.Option("--anew", help="全部重新复制，不管已有什么。Copy everything again.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """复制到 JUNHENG_POSTGRES_URL 的 PostgreSQL，只复制变化的县和表。Only what changed is copied."""
    from pipelines.postgres.nightly import bring_up_to_date

    settings = read_settings(home=home)
    copied = bring_up_to_date(settings, anew=anew)
    if as_json:
        printing.print_json(asdict(copied))
    elif not copied.tables:
        say(f"PostgreSQL 里已是版本 {copied.version}，没有要复制的内容。")
    else:
        say(
            f"版本 {copied.version} 已复制到 PostgreSQL：{len(copied.tables)} 张表、{copied.rows} 行"
            f"（{len(copied.counties)} 个县），用时 {copied.seconds:.1f} 秒。"
        )
