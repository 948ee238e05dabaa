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
from pipelines.settings import SHIPPED
from pipelines.working_folder import working_folder


def units(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="写到哪个文件夹，默认 systemd。Where to write.")
    ] = Path("systemd"),
    user: Annotated[
        str | None, typer.Option(help="用哪个用户运行，默认现在的用户。The user it runs as.")
    ] = None,
    as_json: Json = False,
) -> None:
    """写出 systemd 的单元：每晚刷新、通知、网页、Dagster，写好这里的路径。Units of systemd for this folder.

    只写文件，不安装；安装见打印出的几行。Nothing is installed.
    """
    from pipelines.founding.units import DAGSTER, Place
    from pipelines.founding.units import units as texts

    # of the environment this program runs in, whoever's path of search or first argument says otherwise
    programs = Path(sysconfig.get_path("scripts"))
    here = working_folder() or Path.cwd()
    place = Place(here, programs, user or getpass.getuser(), read_settings().time_zone.key)
    folder.mkdir(parents=True, exist_ok=True)
    if not (here / DAGSTER).exists():
        (here / DAGSTER).mkdir()
        shutil.copyfile(SHIPPED / "dagster.yaml", here / DAGSTER / "dagster.yaml")
    written = []
    for name, text in texts(place).items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    if as_json:
        printing.print_json([str(path) for path in written])
        return
    for path in written:
        print(path)
    say("由管理员安装：")
    say(f"  cp {folder}/junheng* /etc/systemd/system/ && systemctl daemon-reload")
    say("  systemctl enable --now junheng.timer junheng-notify.timer junheng-web.service")
