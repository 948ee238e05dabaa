"""Plans as rows of the published tables, and read back from them.

What does not belong here: making a plan (closing), and when it is written (nightly).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from pipelines.planning.closing import Limits, Plan
from pipelines.planning.reading import Case, Scope, exact
from pipelines.planning.situation import Place
from pipelines.planning.steps import Step, after, cost
from pipelines.planning.wording import reason
from pipelines.warehouse.reading import records

CHEAPEST = "最省"
PLAN, SUMMARY = "marts.fct_closing_plan", "marts.fct_closing_plan_summary"
LAST = f"""
select plan, step, action_code, indicator_code, school_code, stage, from_school_code, quantity from {PLAN}
where
    county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code and plan =
    $plan
order by step, indicator_code
"""
Row = dict[str, Any]


def plan_rows(case: Case, plan: Plan) -> Iterator[Row]:
    """The rows of a plan's steps: one for each indicator in which a step counts, its cost in the first."""
    actions = {action.code: action for action in case.situation.actions}
    for number, step in enumerate(plan.steps, start=1):
        action = actions[step.action]
        for turn, indicator in enumerate(action.counts_in):
            priced = None if action.price is None else float(action.price * step.quantity)
            yield {
                **case.scope._asdict(),
                "plan": CHEAPEST,
                "year": year_of(case.scope),
                "step": number,
                "action": action.word,
                "action_code": action.code,
                "indicator_code": indicator,
                "school_code": step.place.school,
                "stage": _stage(case, step.place),
                "from_school_code": step.source.school if step.source else None,
                "quantity": float(step.quantity),
                "unit": case.units[indicator],
                "cost": 0.0 if priced is not None and turn > 0 else priced,
            }


def summary_row(case: Case, plan: Plan, limits: Limits) -> Row:
    """What a plan comes to, as a row."""
    situation = case.situation
    then = after(situation, plan.steps)
    passing = [unit for unit in situation.units if situation.passes(unit, then)]
    total = cost(situation, plan.steps)
    return {
        **case.scope._asdict(),
        "plan": CHEAPEST,
        "year": year_of(case.scope),
        "status": plan.status,
        "gap": plan.gap,
        "cost": None if total is None else float(total),
        "units_passing_before": sum(situation.passes(unit) is True for unit in situation.units),
        "units_passing_after": len(passing),
        "pupils_passing_after": sum(situation.pupils[unit] for unit in passing),
        "cv_over_after": sum(situation.over(aspect, then) for aspect in situation.cv_limits),
        "reason": reason(case, plan, limits),
    }


def year_of(scope: Scope) -> int:
    """The fiscal year in which a plan is carried out: the one that begins within the school year."""
    return scope.school_year + 1


def last_steps(connection: duckdb.DuckDBPyConnection, case: Case) -> tuple[Step, ...] | None:
    """The steps of a scope's plan as they were published; None if there are none.

    Args:
        connection: the version before.
        case: what is planned now; its actions say what is done to a campus.
    """
    actions = {action.code: action for action in case.situation.actions}
    rows = records(connection, LAST, {**case.scope._asdict(), "plan": CHEAPEST})
    steps: dict[int, Step] = {}
    for row in rows:
        action = actions.get(row["action_code"])
        if action is None:
            return None
        stage = "" if action.of_campus else row["stage"]
        source = row["from_school_code"]
        steps[row["step"]] = Step(
            action.code,
            Place(row["school_code"], stage),
            exact(row["quantity"]),
            Place(source, stage) if source else None,
        )
    return tuple(steps.values()) or None


def write(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Append rows to a table by the names of their columns."""
    if rows:
        columns = list(rows[0])
        marks = ", ".join("?" * len(columns))
        connection.executemany(
            f"insert into {table} ({', '.join(columns)}) values ({marks})",
            [[row[column] for column in columns] for row in rows],
        )


def _stage(case: Case, place: Place) -> str | None:
    """The stage of a place; that of a campus with one unit, none of a campus that several share."""
    units = case.situation.by_campus[place.school]
    return place.stage or (units[0].stage if len(units) == 1 else None)
