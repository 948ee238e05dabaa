"""The command `junheng init`: a folder in which a county works.

What does not belong here: what stands in it (founding).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Json, read_settings
from pipelines.command.printing import say
from pipelines.errors import WrongCall
from pipelines.sentences import Sentence

CODE, YEARS = re.compile("[0-9]{6}"), re.compile("([1-9])[+＋]([1-9])")
FIRST_MONTH = 9
"""A school year begins in September."""


def init(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CODE... [DIR]",
            help="县的六位代码，可以写几个；最后可以写文件夹，默认当前文件夹。County codes, then the folder.",
        ),
    ],
    name: Annotated[
        str | None, typer.Option(help="县的全称，如 示例区；部门名称随之叫区、市。The county's name.")
    ] = None,
    years: Annotated[
        str | None, typer.Option(metavar="P+J", help="学制，如 6+3 或 5+4，默认 6+3。Years of schooling.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="学年，如 2024，默认现在的学年。School year, by the year it starts in.")
    ] = None,
    as_json: Json = False,
) -> None:
    """建一个县自己的工作文件夹：设置、原始文件夹、登记表、空白模板。A working folder for a county.

    已有的文件一律不改，缺的补上；以后再加一个县，在同一个文件夹里再运行一次。Nothing there is written over.
    """
    from pipelines.founding.folder import TEMPLATES, found
    from pipelines.founding.prefilled import NewCounty

    codes, folder = _told(words)
    if name and len(codes) > 1:
        raise WrongCall(Sentence("--name 是一个县的名称，一次写几个县时不能用；请一个一个建。"))
    schooling = YEARS.fullmatch(years) if years else None
    if years and not schooling:
        raise WrongCall(Sentence("--years 应为小学年数+初中年数，如 6+3，收到“{years}”。", years=years))
    primary, junior = map(int, schooling.groups()) if schooling else (None, None)
    settings = read_settings()
    if year is None:
        today = datetime.now(settings.time_zone)
        year = today.year if today.month >= FIRST_MONTH else today.year - 1
    counties = [NewCounty(code, name, primary, junior) for code in codes]
    written = found(folder, counties, year, settings)
    if as_json:
        printing.print_json({"folder": str(folder), "school_year": year, "written": list(map(str, written))})
        return
    for path in written:
        if path.parent.name != "county" or path.suffix != ".csv":
            print(path)
    say(f"工作文件夹在 {folder}。接下来：")
    say(f"  1. 打开 county/县登记表_{codes[0]}.xlsx，核对县名、学制、部门名称，填写镇街；用不到的页空着。")
    say("     灰色的行是程序自带的，截止日、标准值等要改的直接改在那里，没有改的照程序的。")
    say(f"  2. 报来的文件放进 raw/{codes[0]}/{year}/；空白模板在 {TEMPLATES}/，填好后另存到那里。")
    say("  3. 在这个文件夹里运行 junheng refresh，再用 junheng status 看还差什么、由谁补报。")


def _told(words: Sequence[str]) -> tuple[list[str], Path]:
    """The codes, each once, and the folder."""
    codes = [word for word in words if CODE.fullmatch(word)]
    others = [word for word in words if not CODE.fullmatch(word)]
    if not codes or len(others) > 1 or (others and words[-1] != others[0]):
        found = others[0] if others else ""
        raise WrongCall(
            Sentence(
                "应写六位县代码，最后可以写一个文件夹，如 junheng init 990101 本县，收到“{found}”。",
                found=found,
            )
        )
    if others and re.fullmatch("[0-9]+", others[0]):
        raise WrongCall(
            Sentence("县代码是六位数字，收到“{others}”；文件夹的名称请不要全是数字。", others=others[0])
        )
    return list(dict.fromkeys(codes)), Path(others[0] if others else ".")
