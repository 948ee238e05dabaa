"""The command `junheng bi`: what BI products import to show the published tables.

What does not belong here: what a bundle holds (postgres.superset), and who may see which rows (grant).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.printing import say
from pipelines.errors import Trouble, WrongCall
from pipelines.sentences import Sentence

app = typer.Typer(help="给 BI 产品导入的内容。What BI products import.", no_args_is_help=True)
LOGIN, ADDRESS = re.compile(r"[a-z_][a-z0-9_]{0,62}"), re.compile(r"[^/@\s]*/[^/@\s?]+(\?\S*)?")


@app.callback()
def bi() -> None:
    """给 BI 产品导入的内容。What BI products import."""


@app.command("superset")
def superset(
    login: Annotated[
        str, typer.Option(help="PostgreSQL 的用户，由 junheng grant 开；看得到哪些行由它决定。Whose rows.")
    ],
    address: Annotated[
        str,
        typer.Option(metavar="HOST:PORT/DB", help="PostgreSQL 的地址和库，不含用户和密码。Its address."),
    ] = "localhost:5432/junheng_bi",
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="给 /api/v1/assets/import/ 的，替下已有的图表。To replace what is there."
        ),
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="写到哪个文件。Where to write.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Superset 的看板：数据集、图表和三个中文看板，一个可导入的文件。A bundle to import."""
    from pipelines.postgres.superset.bundle import write_bundle
    from pipelines.warehouse.reading import open_version
    from pipelines.warehouse.versions import current

    if not LOGIN.fullmatch(login):
        raise WrongCall(Sentence("--login 应是 junheng grant 开的用户名，收到“{login}”。", login=login))
    if not ADDRESS.fullmatch(address):
        raise WrongCall(
            Sentence(
                "--address 应写成 主机:端口/库，如 db.example.cn:5432/junheng_bi，收到“{address}”。",
                address=address,
            )
        )
    settings = read_settings(home=home)
    version = current(settings)
    if version is None:
        raise Trouble(Sentence("{home} 里还没有发布过版本；请先运行 junheng refresh。", home=settings.home))
    path = out or Path(f"junheng_superset_{login}.zip")
    with open_version(version) as connection:
        titles = write_bundle(connection, path, login, address, replaces=replace)
    if as_json:
        printing.print_json({"path": str(path), "dashboards": titles})
        return
    print(path)
    where = "经 /api/v1/assets/import/" if replace else "在 Superset 的“看板”页"
    say(f"看板：{'、'.join(titles)}。{where}导入，导入时填用户 {login} 的密码。")
