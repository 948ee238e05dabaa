"""The command `junheng status`: the versions, the files behind the one in force, and what was refused.

What does not belong here: finding it out (warehouse.status), and how a table is drawn (printing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.printing import print_records, print_table, say
from pipelines.local_time import local_time, zone_name

if TYPE_CHECKING:
    from pipelines.warehouse.status import Status

FILE_STATE = {
    "in_force": "有效",
    "superseded": "已被新文件取代",
    "withdrawn": "已撤回",
    "held": "县数据暂按原样保留",
}
"""As the seed `code_words` has them."""
MINUTE, HOUR, DAY = 60, 3600, 86400


def status(home: Home = None, as_json: Json = False) -> None:
    """版本、现行版本及其新旧、有效文件、被退回的文件及原因。What is current, files in force and refused."""
    from pipelines.warehouse.status import status_of

    settings = read_settings(home=home)
    found = status_of(settings)
    if as_json:
        printing.print_json(found.as_dict())
    else:
        _print_status(found, settings.time_zone)


def _print_status(status: Status, zone: ZoneInfo) -> None:
    """Say how the warehouse stands, times on the clocks of a time zone."""
    if status.current is None:
        say(f"{status.home} 里还没有发布过版本。")
    else:
        print(f"现行版本 {status.current}，{_duration(status.age_seconds or 0)}前发布。")
        if status.affirmed_at:
            print(f"最近一次刷新没有发现变化（{local_time(status.affirmed_at, zone)}）。")
    for run in status.not_published:
        say(f"{local_time(run['ended_at'], zone)} 的刷新没有发布，见 runs/{run['run_id']}：")
        for reason in run["reasons"]:
            say(f"  - {reason}")
    if status.versions:
        headings = {
            "version": "版本",
            "created": f"发布时间（{zone_name(zone)}）",
            "known": f"数据截至（{zone_name(zone)}）",
            "mark": "现行",
        }
        lines = [
            {
                "version": one["version"],
                "created": local_time(one["created_at"], zone),
                "known": local_time(one["as_known_on"], zone),
                "mark": "是" if one["in_force"] else "",
            }
            for one in status.versions
        ]
        print_records(headings, lines, "版本")
    if status.files:
        columns = ("县", "学年", "数据集", "状态", "文件数", "采用行", "搁置行")
        print_table(columns, map(_file_line, status.files), "现行版本的文件")
    if status.refused is None:
        say("另一次刷新正在写入，暂时看不到被退回的文件。")
    elif status.refused:
        headings = {"county_code": "县", "school_year": "学年", "path": "文件", "reason": "退回原因"}
        print_records(headings, status.refused, "被退回的文件")
    for held in status.held:
        missing = f"{held['known']} 个文件中有 {held['missing']} 个同时不见了"
        print(f"县 {held['county_code']} 按原样保留：{missing}。")


def _file_line(line: dict[str, Any]) -> tuple[Any, ...]:
    from pipelines.contracts.datasets.catalogue import DATASETS

    dataset = DATASETS.get(line["dataset"])
    return (
        line["county_code"],
        line["school_year"],
        dataset.title if dataset else line["dataset"],
        FILE_STATE.get(line["state"], line["state"]),
        line["files"],
        line["rows_accepted"],
        line["rows_rejected"],
    )


def _duration(seconds: int) -> str:
    if seconds >= 2 * DAY:
        return f"{seconds // DAY} 天"
    if seconds >= HOUR:
        return f"{seconds // HOUR} 小时"
    return f"{seconds // MINUTE} 分钟"
