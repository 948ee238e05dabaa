"""The command `junheng status`: how the counties stand, how old that is, what was refused, what is missing.

What does not belong here: finding it out (warehouse.status), and how a table is drawn (printing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.command.outcome import VERDICT
from pipelines.command.printing import print_records, print_table, say
from pipelines.local_time import local_time, zone_name
from pipelines.site.paths import first_page

if TYPE_CHECKING:
    from pipelines.warehouse.status import Status

FILE_STATE = {
    "in_force": "有效",
    "superseded": "已被新文件取代",
    "withdrawn": "已撤回",
    "held": "县数据暂按原样保留",
}
"""As the seed `code_words` has them."""
ACKNOWLEDGED = {
    "in_force": "有效，不再提醒",
    "expired": "已过期，重新提醒",
    "nothing_found": "没有对应的问题，可以删去",
    "to_be_mended": "须改正，不能核实",
}
"""What follows from a row in which a county says that a finding is right."""
STATE = {"fresh": "已更新", "kept": "沿用上次", "missing": "尚无数据", "withdrawn": "已撤回"}
"""As the seed `code_words` has them."""
MANY = 20
"""More counties than this are counted, not listed."""
MINUTE, HOUR, DAY = 60, 3600, 86400


def status(
    files: Annotated[
        bool, typer.Option("--files", help="列出现行版本的全部文件。List the files of the version in force.")
    ] = False,
    county: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="只说该县（六位代码），可重复。Only this county."),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """结论、现行版本及其新旧、被退回的文件及原因、缺报的数据。Where the county stands, refused, missing."""
    from pipelines.postgres.nightly import last_try, told
    from pipelines.warehouse.status import status_of

    settings = read_settings(home=home)
    found = status_of(settings)
    for_bi = last_try(settings)
    if county:
        found = found.of_counties(county)
    if as_json:
        printing.print_json(found.as_dict() | {"postgres": asdict(for_bi) if for_bi else None})
        return
    _print_status(found, settings.time_zone, first_page(settings), with_files=files)
    if said := told(settings):
        say(said)


def _print_status(status: Status, zone: ZoneInfo, page: Path | None, *, with_files: bool) -> None:
    """Say how the warehouse stands, what matters first; times on the clocks of a time zone."""
    for one in status.damaged:
        print(f"版本 {one['version']} {one['reason']}；下一次刷新会把它移开，缺的由入库数据重新计算。")
    if status.current is None:
        say(f"{status.home} 里没有完好的版本。" if status.damaged else f"{status.home} 里还没有发布过版本。")
    else:
        _print_standing(status)
        age = status.age_seconds or 0
        if age >= 0:
            print(f"现行版本 {status.current}，{_duration(age)}前发布。")
        else:
            later = f"比现在的时钟晚{_duration(-age)}"
            print(f"现行版本 {status.current} 的发布时间{later}：服务器的时钟不准，或者那时不准。")
        if page:
            print(f"网页：{page}")
        if status.affirmed_at:
            print(f"最近一次刷新没有发现变化（{local_time(status.affirmed_at, zone)}）。")
    for county in status.counties:
        if county["status"] != "fresh":
            _print_held(county, zone)
    for run in status.not_published:
        say(f"{local_time(run['ended_at'], zone)} 的刷新没有发布，见 runs/{run['run_id']}：")
        for reason in run["reasons"]:
            say(f"  - {reason}")
    for held in status.held:
        missing = f"{held['known']} 个文件中有 {held['missing']} 个同时不见了"
        print(f"县 {held['county_code']} 按原样保留：{missing}。")
    for broken in status.broken:
        print(f"县 {broken['county_code']} 的入库数据读不出：{broken['reason']}")
    if status.misplaced:
        where = {"path": "位置", "found": "发现", "remedy": "处理办法"}
        title = (
            f"没有读的文件和其他要看的事：放错地方、打不开、还在写，时钟不准（{len(status.misplaced)} 处）"
        )
        print_records(where, status.misplaced, title)
    for one in status.waived:
        of_whom = f"县 {one['county_code']} 的" if one["county_code"] else ""
        print(f"豁免在用：{of_whom}{one['suite']} / {one['expectation']}，{one['waived_by']}。")
    for one in status.acknowledged:
        said = f"{one['rows']} 条，涉及 {one['findings']} 个问题"
        print(f"县 {one['county_code']} 的核实说明（{ACKNOWLEDGED[one['state']]}）：{said}。")
    if status.refused is None:
        say("另一次刷新正在写入，暂时看不到被退回的文件。")
    elif status.refused:
        headings = {"county_code": "县", "school_year": "学年", "path": "文件", "reason": "退回原因"}
        print_records(headings, status.refused, f"被退回的文件（{len(status.refused)} 个）")
    if status.missing:
        owed = ("县", "学年", "还差", "等它的指标", "处理办法")
        print_table(owed, map(_missing_line, status.missing), f"缺报的数据（{len(status.missing)} 种）")
    if with_files:
        columns = ("县", "学年", "数据集", "状态", "文件数", "采用行", "搁置行")
        print_table(columns, map(_file_line, status.files), "现行版本的文件")
    if status.versions:
        _print_versions(status.versions, zone)
    if status.files and not with_files:
        say("逐种数据的文件数见 junheng status --files。")


def _print_standing(status: Status) -> None:
    """A line for every county and ruleset; where there are many, only how many stand how."""
    states = Counter(one["status"] for one in status.counties)
    if len(status.counties) > MANY:
        told = "，".join(f"{STATE[name]} {states[name]}" for name in STATE if states[name])
        print(f"{len(status.counties)} 个县：{told}。某个县的情况见 junheng status --county 代码。")
        by_ruleset: dict[str, Counter[bool | None]] = {}
        for one in status.standing:
            by_ruleset.setdefault(one["ruleset"], Counter())[one["passes"]] += 1
        for ruleset, passes in by_ruleset.items():
            said = "，".join(f"{VERDICT[way]} {passes[way]} 个县" for way in VERDICT if passes[way])
            print(f"{ruleset}：{said}")
        return
    for one in status.standing:
        print(_standing(one))


def _print_held(county: dict[str, Any], zone: ZoneInfo) -> None:
    """Say of a county that its figures are not of the last night, since when, and why."""
    if county["status"] == "withdrawn":
        say(f"县 {county['county_code']} 的资料已全部撤回，没有数字。")
        return
    since = local_time(county["since"], zone)
    as_of = local_time(county["data_as_of"], zone)
    keeps = f"沿用数据截至 {as_of} 的数字" if county["status"] == "kept" else "还没有发布过数字"
    say(f"县 {county['county_code']} 自 {since} 起没有通过核查，{keeps}：")
    for reason in county["reason"].splitlines():
        say(f"  - {reason}")


def _print_versions(versions: Sequence[dict[str, Any]], zone: ZoneInfo) -> None:
    headings = {
        "version": "版本",
        "created": f"发布时间（{zone_name(zone)}）",
        "known": "用到的数据",
        "mark": "现行",
    }
    lines = [
        {
            "version": one["version"],
            "created": local_time(one["created_at"], zone),
            "known": f"截至 {local_time(known, zone)} 收到的" if (known := one["as_known_on"]) else "全部",
            "mark": "是" if one["in_force"] else "",
        }
        for one in versions
    ]
    print_records(headings, lines, "版本")


def _standing(one: dict[str, Any]) -> str:
    """How a county stands by a ruleset, in a line."""
    county = f"{one['county_name'] or ''} {one['county_code']}".strip()
    unmet = one["items_total"] - one["items_met"] - one["items_no_data"]
    items = f"达标 {one['items_met']} 项，未达标 {unmet} 项，缺数据 {one['items_no_data']} 项"
    year = one["school_year"]
    return f"{county} {year}–{year + 1} 学年，{one['ruleset']}：{VERDICT[one['passes']]}（{items}）"


def _missing_line(line: dict[str, Any]) -> tuple[Any, ...]:
    waits = "、".join(line["indicators"])
    return (line["county_code"], line["school_year"], _title(line["dataset"]), waits, line["remedy"])


def _title(name: str) -> str:
    from pipelines.contracts.datasets.catalogue import DATASETS

    dataset = DATASETS.get(name)
    return dataset.title if dataset else name


def _file_line(line: dict[str, Any]) -> tuple[Any, ...]:
    return (
        line["county_code"],
        line["school_year"],
        _title(line["dataset"]),
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
