"""What `refresh`, `status` and `check` answer, in the words of a county officer or a school clerk.

The words are those of docs/CONTEXT.md. What does not belong here: finding anything out (the command calls
who does), and how a table is drawn (printing).
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pipelines.command.explanations import explanation_of, print_explanation
from pipelines.command.printing import print_records, print_table, say
from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.telling.wording import SEVERITY
from pipelines.ingest.discover import readable
from pipelines.local_time import local_time, zone_name
from pipelines.reports.paths import FOLDER
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
    "busy": "没有开始刷新",
    "failed": "刷新没有成功",
}
VERDICT_HEADINGS = {
    "county": "县",
    "years": "学年",
    "ruleset": "评价标准",
    "verdict": "结论",
    "items_met": "达标项",
    "items_unmet": "未达标项",
    "items_no_data": "缺数据项",
    "units_passed": "通过校",
    "units_failed": "未通过校",
    "units_without_data": "缺数据校",
}
HOW_COUNTED = (
    "项：按评价标准逐项计，全部达标才通过。校：学校按学段计，九年一贯制学校的小学、初中各算一个。"
    "缺数据既不算达标，也不当作零。"
)
FILE_STATE = {
    "in_force": "有效",
    "superseded": "已被新文件取代",
    "withdrawn": "已撤回",
    "held": "县数据暂按原样保留",
}
"""As the seed `code_words` has them."""
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
            say(
                f"按原样保留的县：{'、'.join(landing.counties_held)}。过多文件同时不见，疑为磁盘没有挂载；"
                "如确要移走，见 docs/zh/operating.md。"
            )
    if in_force is None or outcome.outcome == "busy":
        return
    if outcome.version and outcome.version != in_force.name:
        say(f"这一版在 {settings.versions / outcome.version}，没有改变现行版本。")
    if outcome.version != in_force.name:
        say(f"版本 {in_force.name} 仍然有效。")
    if verdicts:
        title = f"各评价标准下的结论（版本 {in_force.name}）"
        print_records(VERDICT_HEADINGS, map(_verdict_line, verdicts), title)
        say(HOW_COUNTED)
    if (reports := settings.current / FOLDER).is_dir():
        say(f"填好的申报表、缺口清单和数据字典（Excel）在 {reports}。")
    if settings.feedback.is_dir():
        say(f"给报送单位的反馈表（每个文件一份，Excel）在 {settings.feedback}。")
    command, home = _command(), _home(settings)
    say(f"结果在 {settings.current / in_force.database.name}。版本和文件、哪所学校缺什么、文件有什么问题：")
    say(f"  {command} status{home}")
    say(f'  {command} query{home} "from bi.缺口清单" --csv > 缺口清单.csv')
    say(f'  {command} query{home} "from bi.问题清单" --csv > 问题清单.csv')


def print_status(status: Status, zone: ZoneInfo) -> None:
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


def check_as_dict(
    path: Path, result: FileResult, *, explain: bool = False, feedback: Path | None = None
) -> dict[str, Any]:
    """What a check of one file found, for JSON; no rows, as they may hold persons.

    Args:
        path: the file.
        result: what was found.
        explain: say for each sheet what its headings were taken for and why.
        feedback: the workbook that was written about it, if any.
    """
    return {
        "file": readable(str(path)),
        "state": result.state,
        "reason": result.reason,
        "feedback": str(feedback) if feedback else None,
        "sheets": [
            _sheet_as_dict(sheet) | ({"explanation": explanation_of(sheet)} if explain else {})
            for sheet in result.sheets
        ],
        "findings": [asdict(finding) for finding in result.findings],
    }


def print_check(
    path: Path, result: FileResult, *, explain: bool = False, feedback: Path | None = None
) -> None:
    """Say what a file was recognised as, and every fault with its place and remedy; see `check_as_dict`."""
    set_aside = sum(sheet.rows_rejected for sheet in result.sheets)
    but = f"，但有 {set_aside} 行会被搁置" if set_aside else ""
    print(f"{readable(str(path))}：{f'可以报送{but}' if result.state == 'accepted' else '会被退回'}")
    sheets = [_sheet_line(sheet) for sheet in result.sheets]
    if sheets:
        print_table(("工作表", "认作", "状态", "行数", "采用", "搁置", "略过"), sheets)
    if explain:
        print_explanation(result)
    findings = [
        (SEVERITY[one.severity], one.sheet, one.row, one.column, one.message, one.remedy)
        for one in result.findings
    ]
    if findings:
        print_table(("程度", "工作表", "行", "列", "问题", "处理办法"), findings)
    else:
        print("没有发现问题。")
    if feedback:
        print(f"反馈表：{feedback}")


def _command() -> str:
    """How the command is called from here: by its name, or as it was called now where the path lacks it."""
    return "junheng" if shutil.which("junheng") else sys.argv[0]


def _home(settings: Settings) -> str:
    """The flag without which the next command would look into another home; empty where none is needed."""
    return "" if settings.home == Settings().home else f" --home {shlex.quote(str(settings.home))}"


def _verdict_line(verdict: dict[str, Any]) -> dict[str, Any]:
    passed, units, unknown = (verdict[name] or 0 for name in ("units_passed", "units", "units_without_data"))
    year = verdict["school_year"]
    return verdict | {
        "county": f"{verdict['county_code']} {verdict['county_name'] or ''}".strip(),
        "years": f"{year}–{year + 1}",
        "verdict": VERDICT[verdict["passes"]],
        "items_unmet": verdict["items_total"] - verdict["items_met"] - verdict["items_no_data"],
        "units_passed": passed,
        "units_failed": units - passed - unknown,
        "units_without_data": unknown,
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
