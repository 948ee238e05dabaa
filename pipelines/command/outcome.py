"""What came of a refresh, in the words of a county officer.

The words are those of docs/CONTEXT.md. What does not belong here: refreshing, and how a table is drawn
(printing).
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipelines.command.printing import print_records, say
from pipelines.postgres.nightly import told as told_of_postgres
from pipelines.reports.paths import FOLDER
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.site.paths import first_page
from pipelines.warehouse.versions import Version

if TYPE_CHECKING:
    from pipelines.orchestration.run import RefreshOutcome

VERDICT = {True: "通过", False: "未通过", None: "数据不足"}
OUTCOME = {
    "published": "已发布版本 {version}",
    "affirmed": "没有变化，版本 {version} 继续有效",
}
NO_NEW_VERSION = {
    "refused": Sentence("被核查拦下，没有发布新版本"),
    "busy": Sentence("没有开始刷新"),
    "failed": Sentence("刷新没有成功"),
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


def outcome_as_dict(outcome: RefreshOutcome, verdicts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What came of a refresh, for JSON."""
    return asdict(outcome) | {"verdicts": list(verdicts)}


def print_outcome(
    settings: Settings,
    outcome: RefreshOutcome,
    in_force: Version | None,
    told: Version | None,
    verdicts: Sequence[dict[str, Any]],
) -> None:
    """Say what came of a refresh, what a version says of the county, and where to look.

    Args:
        settings: where things are.
        outcome: what came of it.
        in_force: the version in force.
        told: the version whose verdicts are given: the one in force, or the one of an earlier day.
        verdicts: what it says.
    """
    if why := NO_NEW_VERSION.get(outcome.outcome):
        say(Sentence("{why}（用时 {seconds:.1f} 秒）。", why=why, seconds=outcome.seconds))
    else:
        say(f"{OUTCOME[outcome.outcome].format(version=outcome.version)}（用时 {outcome.seconds:.1f} 秒）。")
    for reason in outcome.reasons:
        say(Sentence("  - {reason}", reason=reason))
    for county, reasons in outcome.held.items():
        say(f"县 {county} 这次没有更新，沿用上次的数字：")
        for reason in reasons:
            say(f"  - {reason}")
    landing = outcome.landing
    if landing:
        say(
            f"文件：新收 {landing.files_new}，退回 {landing.files_refused}，未变 {landing.files_unchanged}，"
            f"撤回 {landing.files_withdrawn}。"
        )
        if landing.moved:
            say(landing.moved)
        for one in landing.mended:
            say(one)
        for one in landing.misplaced:
            say(f"没有读：{one}。请移到 raw/<县>/<学年>/ 里。")
        if landing.counties_held:
            say(
                f"按原样保留的县：{'、'.join(landing.counties_held)}。过多文件同时不见，疑为磁盘没有挂载；"
                "如确要移走，见 docs/zh/operating.md。"
            )
    if outcome.outcome == "busy":
        return
    if outcome.version and (in_force is None or outcome.version != in_force.name):
        say(f"这一版在 {settings.versions / outcome.version}，没有改变现行版本。")
    if in_force and outcome.version != in_force.name:
        say(Sentence("版本 {version} 仍然有效。", version=in_force.name))
    if told and verdicts:
        title = f"各评价标准下的结论（版本 {told.name}）"
        print_records(VERDICT_HEADINGS, map(_verdict_line, verdicts), title)
        say(HOW_COUNTED)
    if in_force is None:
        return
    if for_bi := told_of_postgres(settings):
        say(for_bi)
    if first := first_page(settings):
        say(f"先看网页（用浏览器打开，不用联网）：{first}。")
    if (reports := settings.current / FOLDER).is_dir():
        say(f"填好的申报表、缺口清单和数据字典（Excel）在 {reports}。")
    if settings.feedback.is_dir():
        say(f"给报送单位的反馈表（每个文件一份，Excel）在 {settings.feedback}。")
    command, home = _command(), _home(settings)
    say(f"结果在 {settings.current / in_force.database.name}。版本和文件、哪所学校缺什么、文件有什么问题：")
    say(f"  {command} status{home}")
    say(f'  {command} query{home} "from bi.缺口清单" --csv > 缺口清单.csv')
    say(f'  {command} query{home} "from bi.问题清单" --csv > 问题清单.csv')


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
