"""The closing plan: what it comes to, what is done, who gives and gets, and what a budget leaves out.

Passing units against money, and teachers from school to school, are drawn, too. What does not belong here:
making a plan (planning), where things stand in a drawing (plan_charts), every single step (its workbook).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pipelines.site import plan_charts
from pipelines.site.facts import Facts, Row
from pipelines.site.shown import NOT_SET, rounded
from pipelines.site.writing import Writer

CHEAPEST = "最省"
"""The plan that fulfils every demand; the others keep to a budget."""
TOLD_BY = {True: "名册", False: "统计", None: NOT_SET}
"""By what it is known in which indicators a moved teacher counts; what is not a teacher needs none."""
COUNTED = frozenset({"人", "间"})
"""Units of which there are no parts."""


def write(facts: Facts, writer: Writer) -> None:
    """Write the page; where no plan was made it says so."""
    plans = facts.of_ruleset("closing_plans")
    cheapest = next((row for row in plans if row["plan"] == CHEAPEST), None)
    names = dict.fromkeys(row["plan"] for row in plans if row["plan"] != CHEAPEST)
    writer.write(
        "closing.html",
        "closing.html",
        "closing.html",
        "达标方案",
        main=facts.main,
        cheapest=None if cheapest is None else _plan(facts, [cheapest]),
        budgets=[_plan(facts, [row for row in plans if row["plan"] == name]) for name in names],
        progress=_progress(facts, [CHEAPEST, *names]),
    )


def _progress(facts: Facts, names: Sequence[str]) -> dict[str, Any] | None:
    """What the plans come to as they are carried out, drawn and as rows; None where nothing is done.

    The rows, and the coefficients, are those of the first plan that was found: the cheapest, where it was.
    """
    courses = [facts.of_ruleset("closing_progress", plan=name) for name in names]
    course = next((rows for rows in courses if rows), None)
    if not course:
        return None
    is_priced = course[-1]["cost_so_far"] is not None
    along = "cost_so_far" if is_priced else "works"
    lines = [
        {"name": name, "points": [_point(facts, row, along, "units_passing") for row in rows]}
        for name in names
        if (rows := [row for row in facts.of_ruleset("closing_progress", plan=name) if _is_drawn(row, along)])
    ]
    over = [_point(facts, row, along, "cv_over") for row in course]
    return {
        "is_priced": is_priced,
        "along": "累计费用（万元）" if is_priced else "动手的项数",
        "names": [line["name"] for line in lines],
        "passing": plan_charts.stairs(lines),
        "name": course[0]["plan"],
        "by_school": course[0]["plan"] == CHEAPEST,
        "over": plan_charts.stairs([{"name": course[0]["plan"], "points": over}]),
        "rows": [_point(facts, row, along, "units_passing") for row in course],
    }


def _is_drawn(row: Row, along: str) -> bool:
    """Not what no unit needs to pass: however much it costs, the line would not rise."""
    return row[along] is not None and row["part"] != "其余"


def _point(facts: Facts, row: Row, along: str, name: str) -> dict[str, Any]:
    """A point of a plan: what was done last, and what it has come to by then."""
    said = {
        "现在": "现在",
        "不花钱的": "学校之间调配",
        "一所学校": facts.name_of(row["school_code"]),
        "其余": f"其余：{row['action_name']}",
        "一年": f"{row['year']} 年末",
    }[row["part"]]
    pupils = rounded(row["pupils_passing"], 0)
    spent = f"{_money(row['cost_so_far'])} 万元" if along == "cost_so_far" else f"{row['works']} 项"
    return row | {
        "said": said,
        "at": row[along],
        "value": row[name],
        "spent": _money(row["cost_so_far"]),
        "pupils": pupils,
        "tip": f"{row['plan']}：{said}，到这时 {spent}，{row['units_passing']} 个单元达标，"
        f"在其中就读 {pupils} 人，{row['cv_over']} 个差异系数超限",
    }


def _plan(facts: Facts, years: Sequence[Row]) -> dict[str, Any]:
    """A plan with its years, what is done in each, who gives whom, and what is left out at the end."""
    name, at_last = years[0]["plan"], years[-1]
    return {
        "name": name,
        "last": at_last["year"],
        "status": at_last["status"],
        "reason": at_last["reason"],
        "before": at_last["units_passing_before"],
        "after": at_last["units_passing_after"],
        "pupils": rounded(at_last["pupils_passing_after"], 0),
        "over": at_last["cv_over_after"],
        "cost": _money(at_last["cost"]),
        "is_priced": at_last["cost"] is not None,
        "years": [_year(facts, row) for row in years],
        "moves": [_move(facts, row) for row in facts.of_ruleset("closing_moves", plan=name)],
        "flows": _flows(facts, name),
        "left_out": _left_out(facts, name, at_last["year"]),
    }


def _year(facts: Facts, row: Row) -> dict[str, Any]:
    done = facts.of_ruleset("closing_totals", plan=row["plan"], year=row["year"])
    return row | {
        "money": _money(row["cost"]),
        "pupils": rounded(row["pupils_passing_after"], 0),
        "done": [
            one | {"amount": _amount(one["quantity"], one["unit"]), "money": _money(one["cost"])}
            for one in done
        ],
    }


def _move(facts: Facts, row: Row) -> dict[str, Any]:
    return row | {
        "told_by": TOLD_BY[row["is_by_roster"]],
        "giver": facts.name_of(row["from_school_code"]),
        "getter": facts.name_of(row["school_code"]),
        "amount": _amount(row["quantity"], row["unit"]),
    }


def _flows(facts: Facts, plan: str) -> list[dict[str, Any]]:
    """Drawings of the teachers that move, one for each stage, as they do not move between stages."""
    moves = [
        row
        | {
            "giver": _place(facts, row["from_school_code"]),
            "getter": _place(facts, row["school_code"]),
            "tip": f"{facts.name_of(row['from_school_code'])} → {facts.name_of(row['school_code'])}"
            f"（{row['stage']}）：{row['action_name']} {_amount(row['quantity'], row['unit'])} {row['unit']}",
        }
        for row in facts.of_ruleset("closing_moves", plan=plan)
        if row["unit"] == "人"
    ]
    of_stage = {stage: [one for one in moves if one["stage"] == stage] for stage in facts.stages()}
    return [{"stage": stage, "chart": plan_charts.flow(rows)} for stage, rows in of_stage.items() if rows]


def _place(facts: Facts, school_code: str) -> tuple[str, str, str]:
    """A school as a drawing orders and calls it: by its town, then by its code."""
    school = facts.schools.get(school_code) or {}
    return str(school.get("town_code") or ""), school_code, facts.name_of(school_code)


def _left_out(facts: Facts, plan: str, year: int) -> list[dict[str, Any]]:
    """The units that do not pass by the end of a year, those with most pupils first."""
    rows = facts.of_ruleset("closing_left_out", plan=plan, year=year)
    return [
        {
            "school_code": code,
            "name": facts.name_of(code),
            "stage": stage,
            "pupils": rounded(pupils, 0),
            "missing": [
                {
                    "indicator_code": one["indicator_code"],
                    "said": f"差 {_amount(one['missing'], one['unit'])} {one['unit']}",
                }
                for one in of_unit
            ],
        }
        for (code, stage, pupils), of_unit in groupby(
            rows, key=lambda row: (row["school_code"], row["stage"], row["pupils"])
        )
    ]


def _amount(quantity: float, unit: str) -> str:
    return rounded(quantity, 0 if unit in COUNTED else 2)


def _money(cost: float | None) -> str:
    return NOT_SET if cost is None else rounded(cost, 2)
