"""The command `junheng units`: what systemd has to be told of a working folder.

What does not belong here: what stands in a unit (founding.units).
"""

from __future__ import annotations

import getpass
import shutil
import sysconfig
from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Json, read_settings
from pipelines.command.printing import say
from pipelines.errors import WrongCall
from pipelines.sentences import Sentence
from pipelines.settings import SHIPPED
from pipelines.working_folder import working_folder


def units(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="写到哪个文件夹，默认 systemd。Where to write.")
    ] = Path("systemd"),
    user: Annotated[
        str | None, typer.Option(help="用哪个用户运行，默认现在的用户。The user it runs as.")
    ] = None,
    postgres: Annotated[
        bool,
        typer.Option(
            "--postgres",
            help="Dagster 的运行记录放在 PostgreSQL，给服务器用。Dagster keeps its runs in PostgreSQL.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """写出 systemd 的单元：每晚刷新、通知、网页、Dagster，写好这里的路径。Units of systemd for this folder.

    只写文件，不安装；安装见打印出的几行。Nothing is installed.
    """
    from pipelines.founding.units import DAGSTER, ENVIRONMENT, FOR_SERVER, Place
    from pipelines.founding.units import units as texts

    # of the environment this program runs in, whoever's path of search or first argument says otherwise
    programs = Path(sysconfig.get_path("scripts"))
    here = working_folder() or Path.cwd()
    place = Place(here, programs, user or getpass.getuser(), read_settings().time_zone.key)
    folder.mkdir(parents=True, exist_ok=True)
    instance, written = here / DAGSTER / "dagster.yaml", []
    if not instance.exists():
        instance.parent.mkdir(exist_ok=True)
        shutil.copyfile(FOR_SERVER if postgres else SHIPPED / "dagster.yaml", instance)
        written.append(instance)
    elif postgres and instance.read_bytes() != FOR_SERVER.read_bytes():
        raise WrongCall(
            Sentence(
                "{instance} 已有，没有改；要换成 PostgreSQL 的，请先移走它，再运行一次。", instance=instance
            )
        )
    for name, text in texts(place).items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    if as_json:
        printing.print_json([str(path) for path in written])
        return
    for path in written:
        print(path)
    if postgres:
        address = "DAGSTER_POSTGRES_URL=postgresql://用户:密码@主机/数据库"
        say(f"在 {here / DAGSTER / ENVIRONMENT} 里写一行 {address}，再 chmod 600。")
    say("由管理员安装：")
    say(f"  cp {folder}/junheng* /etc/systemd/system/ && systemctl daemon-reload")
    say("  systemctl enable --now junheng.timer junheng-notify.timer junheng-web.service")
