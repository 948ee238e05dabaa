"""The commands `junheng backup` and `junheng restore`.

What does not belong here: what a backup is (warehouse.backup).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings

if TYPE_CHECKING:
    from pipelines.warehouse.backup import Backup

MEGABYTE = 1_000_000


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="备份写到哪个文件夹里。Where to write it.")],
    with_key: Annotated[
        bool, typer.Option("--with-key", help="连密钥一起备份，请当作机密保管。With the key: keep it secret.")
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """备份入库数据和全部版本，带校验和。What landed and all versions, with checksums."""
    from pipelines.warehouse.backup import back_up

    settings = read_settings(home=home)
    with printing.StageProgress(as_json=as_json) as progress:
        made = back_up(settings, folder, with_key=with_key, progress=progress)
    _tell(made, f"已备份到 {made.folder}", as_json=as_json)
    if not as_json:
        printing.say(
            "密钥也在里面：请加密保管，谁拿到它都能逐个试出学生、教师的号码。"
            if made.has_key
            else f"密钥不在里面：请另行保管 {settings.key_path}，没有它，恢复以后不能再入库。"
        )
        printing.say("不在里面的还有：原始文件夹 raw/，和自己改过的登记表、别名、核查规则、junheng.toml。")


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="备份所在的文件夹 junheng-…。The backup.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """从备份恢复成一个仓库文件夹，先逐个文件核对。Make a home of a backup, checked file by file first."""
    from pipelines.warehouse.backup import restore as put_back

    settings = read_settings(home=home)
    with printing.StageProgress(as_json=as_json) as progress:
        made = put_back(settings, folder, progress=progress)
    _tell(made, f"已恢复到 {settings.home}，现行版本 {made.current or '无'}", as_json=as_json)
    if not (as_json or settings.key_path.exists()):
        printing.say(f"密钥不在备份里：请先把它放回 {settings.key_path}，再运行 junheng refresh。")


def _tell(made: Backup, said: str, *, as_json: bool) -> None:
    if as_json:
        printing.print_json(asdict(made))
    else:
        printing.say(f"{said}：{made.files} 个文件，{made.size / MEGABYTE:.1f} MB，校验和都对。")
