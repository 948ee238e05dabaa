"""The command `junheng plan`: the closing plan and the forecast of a county from a published version.

What does not belong here: making the plan (planning).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.command import printing
from pipelines.command.options import Home, Json, read_settings
from pipelines.errors import WrongCall
from pipelines.sentences import Sentence

if TYPE_CHECKING:
    from pipelines.planning.change import Change
    from pipelines.planning.comparing import Compared
    from pipelines.planning.proving import Claim
    from pipelines.settings import Settings
    from pipelines.warehouse.versions import Version

NO_FORECAST = "算不出以后的学生数：没有班级名册，或有学校的班级人数不明。"
MOST_DIFFERING = 12
"""Differences named one by one; beyond them they are counted."""
SUMMARY = {
    "county_code": "县",
    "school_year": "学年",
    "ruleset_code": "评价标准",
    "status": "结论",
    "steps": "步数",
    "cost": "费用万元",
    "units_passing_before": "现在通过",
    "units_passing_after": "做完后通过",
    "cv_over_after": "仍超限系数",
    "gap": "与最优至多相差",
}
YEARS = {
    "plan": "方案",
    "year": "财政年度",
    "status": "结论",
    "cost": "当年费用万元",
    "units_passing_after": "年末通过",
    "pupils_passing_after": "通过单元学生数",
    "cv_over_after": "仍超限系数",
}
STEPS = {
    "county_code": "县代码",
    "school_year": "学年",
    "ruleset_code": "标准代码",
    "plan": "方案",
    "year": "财政年度",
    "step": "步骤",
    "action": "行动",
    "action_name": "行动名称",
    "indicator_code": "指标代码",
    "school_code": "学校标识码",
    "school_name": "学校名称",
    "stage": "学段",
    "from_school_code": "调出学校标识码",
    "from_school_name": "调出学校名称",
    "is_by_roster": "是否按名册",
    "quantity": "数量",
    "unit": "单位",
    "cost": "费用万元",
}
LEFT_OUT = {
    "county_code": "县代码",
    "school_year": "学年",
    "ruleset_code": "标准代码",
    "plan": "方案",
    "year": "财政年度",
    "school_code": "学校标识码",
    "school_name": "学校名称",
    "stage": "学段",
    "pupils": "学生数",
    "indicator_code": "指标代码",
    "reached": "届时有",
    "required": "要有",
    "missing": "还差",
    "unit": "单位",
}
YES_NO = {True: "是", False: "否"}
County = Annotated[
    str | None, typer.Option(metavar="CODE", help="只要该县（六位代码），默认全部。Only this county.")
]
Ruleset = Annotated[
    str | None, typer.Option(metavar="RULESET", help="只要该评价标准（代码），默认全部。Only this ruleset.")
]
Seconds = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="每个方案最多求多少秒。How long each may take.")
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="写到哪个文件夹。Where to write the steps.")]
Prove = Annotated[
    bool,
    typer.Option(
        "--prove", help="按方案改变数据项，重新计算一遍，看判定是否都成立。Build the marts over it and see."
    ),
]
ForYear = Annotated[
    int | None,
    typer.Option(
        "--for-year",
        metavar="YEAR",
        help="使方案到该学年（起始年）预计的学生数也成立。Hold for the pupils forecast for that school year.",
    ),
]
VersionName = Annotated[
    str | None,
    typer.Option("--version", metavar="VERSION", help="用哪一版，默认现行版本。From which version."),
]


def plan(
    county: County = None,
    ruleset: Ruleset = None,
    seconds: Seconds = None,
    out: Out = Path("reports"),
    prove: Prove = False,
    for_year: ForYear = None,
    version: VersionName = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """达标方案：怎样最省地使各校达标、差异系数不超过上限；以后的学生数。The cheapest way; the forecast."""
    from pipelines.planning.changes import of_plan, write_changes
    from pipelines.planning.closing import Limits
    from pipelines.planning.county import plan_scopes
    from pipelines.planning.proving import claims
    from pipelines.planning.reading import scopes
    from pipelines.planning.tables import left_out_rows, plan_rows, summary_rows
    from pipelines.warehouse.forecast import forecast_of, sentences
    from pipelines.warehouse.reading import open_version, version_named

    settings = read_settings(home=home, plan_seconds=seconds)
    limits = Limits(settings.plan_seconds, settings.plan_gap)
    source = version_named(settings, version)
    summaries: list[dict[str, Any]] = []
    claimed: list[list[Claim]] = []
    with open_version(source, settings.limits) as connection:
        asked = scopes(connection, county, ruleset)
        if not asked:
            raise WrongCall(
                Sentence("版本 {version} 里没有这个县或评价标准的评价单元。", version=source.name)
            )
        for planned in plan_scopes(connection, asked, limits, None if for_year else connection, for_year):
            case = planned.case
            summary, *of_budget = summary_rows(planned, limits)
            path = _path(out, summary, for_year)
            _write(path, STEPS, [_named(row, case.names, case.actions) for row in plan_rows(planned)])
            if of_budget:
                left = [
                    row | {"school_name": case.names.get(row["school_code"])}
                    for row in left_out_rows(planned)
                ]
                _write(path.with_name(f"{path.stem} 未补齐.csv"), LEFT_OUT, left)
            changes = of_plan(case, planned.plan.steps)
            write_changes(path.with_name(f"{path.stem} 改变.csv"), changes)
            claimed.append(list(claims(planned)))
            expected, past = forecast_of(connection, summary["county_code"])
            summaries.append(
                {
                    **summary,
                    "steps": len(planned.plan.steps),
                    "path": str(path),
                    "of_budget": of_budget,
                    "forecast": expected,
                    "forecast_accuracy": past,
                }
            )
    if prove:
        proofs = _proofs(settings, source, [claim for of_scope in claimed for claim in of_scope])
        for summary, of_scope in zip(summaries, claimed, strict=True):
            summary["proofs"] = [next(proofs) for _ in of_scope]
            of_cheapest = (one for one in summary["proofs"] if one["plan"] == summary["plan"])
            summary["proof"] = next(of_cheapest, None)
    if as_json:
        printing.print_json(summaries)
        return
    printing.print_records(SUMMARY, summaries, f"达标方案（版本 {source.name}）")
    for summary in summaries:
        printing.say(f"{summary['ruleset_code']}：{summary['reason']}")
        for proof in summary.get("proofs", ()):
            printing.say(_said(proof))
        _tell_of_budget(summary["of_budget"])
        print(summary["path"])
    of_counties = {summary["county_code"]: summary for summary in summaries}
    for county_code, summary in of_counties.items():
        said = list(sentences(summary["forecast"], summary["forecast_accuracy"]))
        for sentence in said or [NO_FORECAST]:
            printing.say(f"{county_code} {sentence}")


def _tell_of_budget(rows: Sequence[Mapping[str, Any]]) -> None:
    """The plans within a budget, year by year, and what is said of each at its deadline."""
    if not rows:
        return
    printing.print_records(YEARS, rows, f"预算内的方案（{rows[0]['ruleset_code']}）")
    for name, at_last in {row["plan"]: row for row in rows}.items():
        printing.say(f"{name}：{at_last['reason']}")


def _proofs(settings: Settings, version: Version, claimed: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """What the ordinary build over the changed measures says of each claim; one build for changes alike."""
    from pipelines.command.whatif import try_out
    from pipelines.planning.comparing import compare
    from pipelines.planning.proving import proof
    from pipelines.warehouse.reading import open_version

    built: dict[tuple[Change, ...], Compared] = {}
    for claim in claimed:
        if not claim.changes:  # nothing is done, so the version itself says what comes of it
            with open_version(version, settings.limits) as now:
                yield proof(claim, compare(now, now, [claim.scope.county_code], [claim.scope.school_year]))
            continue
        if claim.changes not in built:
            built[claim.changes] = try_out(settings, version, claim.changes)
        yield proof(claim, built[claim.changes])


def _said(proof: Mapping[str, Any]) -> str:
    said = (
        f"{proof['plan']}：按方案改变数据项后重新计算，{proof['units_passing_after']}/{proof['units']}"
        f" 个评价单元通过，{proof['cv_over_after']} 个差异系数不合要求，"
    )
    if proof["no_units"]:
        said += f"{len(proof['no_units'])} 个届时不再是评价单元，"
    if proof["agrees"]:
        return f"{said}与方案所说一致{'' if proof['failing'] else '，方案成立'}。"
    differing = "、".join("·".join(one) for one in proof["differing"][:MOST_DIFFERING])
    return f"{said}与方案所说不一致的有 {len(proof['differing'])} 处：{differing}。"


def _named(
    row: Mapping[str, Any], names: Mapping[str, str], actions: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    return {
        **row,
        "action_name": actions[row["action_code"]]["action_name"],
        "school_name": names.get(row["school_code"]),
        "from_school_name": names.get(row["from_school_code"]),
        "is_by_roster": YES_NO.get(row["is_by_roster"]),
    }


def _path(out: Path, summary: Mapping[str, Any], for_year: int | None) -> Path:
    return (
        out
        / str(summary["county_code"])
        / str(summary["school_year"])
        / f"达标方案 {summary['ruleset_code']}{f' {for_year}学年' if for_year else ''}.csv"
    )


def _write(path: Path, headings: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings.values())
        writer.writerows([printing.harmless(row[name]) for name in headings] for row in rows)
