"""`junheng` alone: what to do next, from the state of the folder one stands in.

What does not belong here: doing it (the other commands), and everything that stands (status).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipelines.command.options import read_settings
from pipelines.ingest.discover import NANOSECONDS, RawFile, discover
from pipelines.reports.paths import FOLDER as REPORTS
from pipelines.site.paths import first_page
from pipelines.working_folder import working_folder

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse.status import Status

MANY = 3
"""More counties or reasons than this are counted, not listed."""
HELP = "全部命令见 junheng --help，一条命令的用法见 junheng 命令 --help。"


@dataclass(frozen=True)
class Step:
    """What stands, in sentences, and the commands that come next, each with what it does."""

    said: Sequence[str]
    commands: Sequence[tuple[str, str]] = ()


def next_step(context: typer.Context) -> None:
    """均衡：县域义务教育优质均衡数据仓库；只写 junheng 就说接下来做什么。What comes next.

    The warehouse of a county's balanced compulsory education; `junheng` alone says what to do next.
    """
    if context.invoked_subcommand:
        return
    step = step_of(read_settings(), working_folder())
    for sentence in step.said:
        print(sentence)
    if step.commands:
        print("接下来：")
    for command, what in step.commands:
        print(f"  {command}\n      {what}")
    print(HELP)


def step_of(settings: Settings, folder: Path | None) -> Step:
    """What to do next.

    Args:
        settings: where things are.
        folder: the working folder, None where there is none here or above.
    """
    from pipelines.warehouse.versions import all_versions

    has_version = bool(all_versions(settings))
    files = discover(settings.raw) if settings.raw.is_dir() else []
    if not has_version and folder is None and not files and not settings.raw.is_dir():
        return Step(
            ["这里还没有工作文件夹。"],
            [
                ("junheng init 六位县代码 本县", "建一个：设置、原始文件夹、登记表、空白模板；然后 cd 本县"),
                ("junheng simulate --out raw", "或者先用虚构的演示县试一试，再运行 junheng refresh"),
            ],
        )
    if not has_version and not files:
        return _nothing_handed_in(settings, folder)
    from pipelines.warehouse.status import status_of

    return _of_status(settings, status_of(settings), files)


def _nothing_handed_in(settings: Settings, folder: Path | None) -> Step:
    blank = (folder or Path()) / "模板"
    templates = (
        [f"空白模板在 {blank}，填好后另存到 {settings.raw}/县代码/学年/学校或部门/。"]
        if blank.is_dir()
        else []
    )
    commands = [("junheng check 文件", "放进去以前先自查：认作什么表，哪里有问题，怎么改")]
    if not templates:
        commands.insert(0, ("junheng templates 模板", "写出每种数据的空白模板，或者直接用手头的表格"))
    commands.append(("junheng refresh", "放好以后，读取、核查、计算、发布"))
    return Step([f"{settings.raw} 里还没有报来的文件。", *templates], commands)


def _of_status(settings: Settings, status: Status, files: Sequence[RawFile]) -> Step:
    """What follows from how the warehouse stands: what stops it first, then what is refused, then owed."""
    said, commands = [], []
    for run in status.not_published[:1]:
        said.append(f"最近一次刷新没有发布：{_few(run['reasons'])}。")
        commands.append(
            (f"cat {settings.runs}/{run['run_id']}/summary.md", "看每一条原因和处理办法，改好后再刷新")
        )
    if status.refused:
        said.append(f"{len(status.refused)} 个文件被退回，没有采用。")
        commands.append(
            ("junheng status", f"是哪些、为什么；给报送单位的反馈表在 {settings.feedback}，改好后替下原文件")
        )
    for one in (*status.broken, *status.held):
        said.append(f"县 {one['county_code']} {one.get('reason') or '的文件一次不见太多，按原样保留'}。")
    kept = [one["county_code"] for one in status.counties if one["status"] == "kept"]
    if kept:
        said.append(f"{len(kept)} 个县沿用上次的数字（{_few(kept)}）。")
    if status.current is None or status.not_published:
        if status.current is None:
            said.append("还没有发布过版本。")
        commands.append(("junheng refresh", "读取、核查、计算、发布"))
        return Step(said, commands)
    if newer := _newer(files, status):
        said.append(f"{newer} 在上次刷新以后放进来或改过。")
        commands.append(("junheng refresh", "读取新文件，发布新版本"))
    said.insert(0, f"现行版本 {status.current}。")
    if status.missing:
        said.append(f"还有 {len(status.missing)} 种数据没有报。")
    if page := first_page(settings):
        said.append(f"先看网页（用浏览器打开，不用联网）：{page}")
    if (reports := settings.current / REPORTS).is_dir():
        said.append(f"申报表、缺口清单、数据变动（Excel）：{reports}")
    if all(command != "junheng status" for command, _ in commands):
        commands.append(("junheng status", "结论如何，缺报什么、由谁补报"))
    commands.append(('junheng query "from bi.缺口清单"', "哪所学校缺什么、由谁负责"))
    return Step(said, commands)


def _few(words: Sequence[str]) -> str:
    more = f" 等 {len(words)} 项" if len(words) > MANY else ""
    return "、".join(one.rstrip("。") for one in words[:MANY]) + more


def _newer(files: Sequence[RawFile], status: Status) -> Path | None:
    """A file that came to lie where it lies after the last refresh ended; its own time may be older."""
    told = status.affirmed_at or next(
        (one["created_at"] for one in status.versions if one["version"] == status.current), None
    )
    last = datetime.fromisoformat(told).timestamp() * NANOSECONDS if told else float("inf")
    return next((file.path for file in files if file.look.changed_ns > last), None)
