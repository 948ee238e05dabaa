"""What `refresh`, `status` and `check` answer, in the words of a county officer or a school clerk.

What does not belong here: finding anything out (cli calls who does), and how a table is drawn (printing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.contracts.datasets import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.discover import readable
from pipelines.printing import print_records, print_table, say
from pipelines.settings import Settings
from pipelines.warehouse.status import Status
from pipelines.warehouse.versions import Version

if TYPE_CHECKING:
    from pipelines.orchestration.run import RefreshOutcome

VERDICT = {True: "通过", False: "未通过", None: "数据不足"}
OUTCOME = {
    "published": "已发布版本 {version}",
    "affirmed": "没有变化，版本 {version} 继续有效",
    "refused": "被核查拦下，没有发布新版本",
    "busy": "另一次刷新正在进行，请稍后再试",
    "failed": "刷新没有成功",
}
VERDICT_HEADINGS = {
    "county_code": "县",
    "county_name": "名称",
    "school_year": "学年",
    "ruleset": "标准",
    "verdict": "结论",
    "items": "达标项/应达标项（缺数据）",
    "units": "达标学校/学校（缺数据）",
}
SEVERITY = {"refuse": "退回", "set_aside": "剔除该行", "warn": "提醒", "note": "说明"}
FILE_STATE = {"in_force": "有效", "superseded": "已被取代", "withdrawn": "已撤回", "held": "暂保持"}
SHEET_STATE = {"accepted": "可以报送", "refused": "退回", "ignored": "略过", "unrecognised": "没有认出"}
MINUTE, HOUR, DAY = 60, 3600, 86400


def outcome_as_dict(outcome: RefreshOutcome, verdicts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What came of a refresh, for JSON."""
    return asdict(outcome) | {"verdicts": list(verdicts)}


def print_outcome(
    settings: Settings,
    outcome: RefreshOutcome,
    in_force: Version | None,
    verdicts: Sequence[dict[str, Any]],
) -> None:
    """Say what came of a refresh, what the version in force says of the county, and where to look."""
    say(f"{OUTCOME[outcome.outcome].format(version=outcome.version)}（用时 {outcome.seconds:.1f} 秒）。")
    for reason in outcome.reasons:
        say(f"  - {reason}")
    landing = outcome.landing
    if landing:
        say(
            f"文件：新收 {landing.files_new}，退回 {landing.files_refused}，未变 {landing.files_unchanged}，"
            f"撤回 {landing.files_withdrawn}。"
        )
        if landing.counties_held:
            say(f"保持原样的县（过多文件同时不见）：{'、'.join(landing.counties_held)}。")
    if in_force is None:
        return
    if outcome.version != in_force.name:
        say(f"版本 {in_force.name} 仍然有效。")
    if verdicts:
        print_records(
            VERDICT_HEADINGS, map(_verdict_line, verdicts), f"各标准下的结论（版本 {in_force.name}）"
        )
    say(f"结果在 {settings.current / in_force.database.name}；问题清单和现状：")
    say('  junheng query "select severity, message, remedy from quality.finding"')
    say("  junheng status")


def print_status(status: Status) -> None:
    """Say how the warehouse stands."""
    if status.current is None:
        say(f"{status.home} 里还没有发布过版本。")
    else:
        affirmed = f"，最近一次确认 {status.affirmed_at}" if status.affirmed_at else ""
        print(f"现行版本 {status.current}，已发布 {_duration(status.age_seconds or 0)}{affirmed}。")
    if status.versions:
        headings = {"version": "版本", "created_at": "发布时间（UTC）", "as_known_on": "截至", "mark": "现行"}
        lines = [one | {"mark": "是" if one["in_force"] else ""} for one in status.versions]
        print_records(headings, lines, "版本")
    if status.files:
        columns = ("县", "学年", "数据表", "状态", "文件数", "采用行", "剔除行")
        print_table(columns, map(_file_line, status.files), "现行版本的文件")
    if status.refused is None:
        say("另一次刷新正在写入，暂时看不到被退回的文件。")
    elif status.refused:
        headings = {"county_code": "县", "school_year": "学年", "path": "文件", "reason": "退回原因"}
        print_records(headings, status.refused, "被退回的文件")
    for held in status.held:
        print(
            f"县 {held['county_code']} 保持原样：{held['known']} 个文件中有 {held['missing']} 个同时不见了。"
        )


def check_as_dict(path: Path, result: FileResult) -> dict[str, Any]:
    """What a check of one file found, for JSON; no rows, as they may hold persons."""
    return {
        "file": readable(str(path)),
        "state": result.state,
        "reason": result.reason,
        "sheets": [_sheet_as_dict(sheet) for sheet in result.sheets],
        "findings": [asdict(finding) for finding in result.findings],
    }


def print_check(path: Path, result: FileResult) -> None:
    """Say what a file was recognised as, and every fault with its place and remedy."""
    print(f"{readable(str(path))}：{'可以报送' if result.state == 'accepted' else '会被退回'}")
    sheets = [_sheet_line(sheet) for sheet in result.sheets]
    if sheets:
        print_table(("工作表", "认作", "状态", "行数", "可用", "剔除", "略过"), sheets)
    findings = [
        (SEVERITY[one.severity], one.sheet, one.row, one.column, one.message, one.remedy)
        for one in result.findings
    ]
    if findings:
        print_table(("程度", "工作表", "行", "列", "问题", "怎么改"), findings)
    else:
        print("没有发现问题。")


def _verdict_line(verdict: dict[str, Any]) -> dict[str, Any]:
    passed, units, unknown = (verdict[name] or 0 for name in ("units_passed", "units", "units_without_data"))
    return verdict | {
        "verdict": VERDICT[verdict["passes"]],
        "items": f"{verdict['items_met']}/{verdict['items_total']}（{verdict['items_no_data']}）",
        "units": f"{passed}/{units}（{unknown}）",
    }


def _file_line(line: dict[str, Any]) -> tuple[Any, ...]:
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


def _sheet_as_dict(sheet: SheetResult) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "dataset": sheet.dataset,
        "state": sheet.state,
        "reason": sheet.reason,
        "rows_read": sheet.rows_read,
        "rows_accepted": sheet.rows_accepted,
        "rows_rejected": sheet.rows_rejected,
        "rows_passed_over": sheet.rows_passed_over,
    }


def _sheet_line(sheet: SheetResult) -> tuple[Any, ...]:
    return (
        sheet.sheet,
        DATASETS[sheet.dataset].title if sheet.dataset else None,
        SHEET_STATE[sheet.state],
        sheet.rows_read,
        sheet.rows_accepted,
        sheet.rows_rejected,
        sheet.rows_passed_over,
    )


def _duration(seconds: int) -> str:
    if seconds >= 2 * DAY:
        return f"{seconds // DAY} 天"
    if seconds >= HOUR:
        return f"{seconds // HOUR} 小时"
    return f"{seconds // MINUTE} 分钟"
