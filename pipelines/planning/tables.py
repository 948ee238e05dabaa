"""Plans as rows of the published tables, and read back from them.

What does not belong here: making a plan (closing), and when it is written (nightly).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.planning.affording import Afforded
from pipelines.planning.closing import WITHOUT_A_PLAN, Limits, Plan
from pipelines.planning.figures import exact
from pipelines.planning.progress import Point, by_school, by_year
from pipelines.planning.reading import Case, year_of
from pipelines.planning.situation import Place
from pipelines.planning.steps import Step, after, cost, once_done, together
from pipelines.planning.wording import left_out, reason, reason_afforded
from pipelines.warehouse.reading import records

CHEAPEST = "最省"
PLAN, SUMMARY = "marts.fct_closing_plan", "marts.fct_closing_plan_summary"
LEFT_OUT = "marts.fct_closing_left_out"
PROGRESS = "marts.fct_closing_progress"
PLACES = 6
"""Decimals of what is still missing; quantities have two."""
LAST = f"""
select plan, step, action_code, indicator_code, school_code, stage, from_school_code, quantity from {PLAN}
where
    county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code and plan =
    $plan
order by step, indicator_code
"""
Row = dict[str, Any]


@dataclass(frozen=True)
class Planned:
    """The plans of a scope, with what they were made from.

    Attributes:
        case: what there is.
        plan: the cheapest plan that fulfils every demand.
        afforded: plans within the county's budget; none without a budget.
    """

    case: Case
    plan: Plan
    afforded: tuple[Afforded, ...] = ()


def plan_rows(planned: Planned) -> Iterator[Row]:
    """The rows of all plans: of a step one for each indicator in which it counts, its cost in the first."""
    case = planned.case
    yield from _rows(case, CHEAPEST, {year_of(case.scope): planned.plan.steps})
    for one in planned.afforded:
        yield from _rows(case, one.aim, one.years)


def summary_rows(planned: Planned, limits: Limits) -> Iterator[Row]:
    """What the plans come to: the cheapest in one row, one within a budget in a row for every year."""
    case, plan = planned.case, planned.plan
    said = reason(case, plan, limits)
    yield _summary(case, CHEAPEST, year_of(case.scope), plan, plan.steps, plan.steps) | {"reason": said}
    for one in planned.afforded:
        for year, steps in sorted(one.years.items()):
            until = one.until(year)
            said = reason_afforded(case, one, year, limits)
            yield _summary(case, one.aim, year, one, steps, until) | {"reason": said}


def left_out_rows(planned: Planned) -> Iterator[Row]:
    """What the units still lack that a plan within a budget leaves out, by the end of every year."""
    case, situation = planned.case, planned.case.situation
    for one in planned.afforded:
        for year in sorted(one.years):
            then = once_done(situation, one.until(year))
            for unit, code in left_out(then):
                standing = then.standings[unit, code]
                yield {
                    **case.scope._asdict(),
                    "plan": one.aim,
                    "year": year,
                    "school_code": unit.school,
                    "stage": unit.stage,
                    "indicator_code": code,
                    "pupils": situation.pupils[unit],
                    "reached": round(float(standing.has), PLACES),
                    "required": round(float(standing.threshold), PLACES),
                    "missing": round(float(then.missing(unit, code)), PLACES),
                    "unit": case.units[code],
                }


def progress_rows(planned: Planned) -> Iterator[Row]:
    """What the plans have come to after each of their parts; a plan that does nothing has none."""
    case, first = planned.case, year_of(planned.case.scope)
    if planned.plan.steps:
        yield from _points(case, CHEAPEST, first, by_school(case.situation, planned.plan.steps))
    for one in planned.afforded:
        if one.steps:
            yield from _points(case, one.aim, first, by_year(case.situation, one.years))


def _points(case: Case, name: str, first: int, points: Sequence[Point]) -> Iterator[Row]:
    for number, point in enumerate(points):
        yield {
            **case.scope._asdict(),
            "plan": name,
            "point": number,
            "year": point.year or first,
            "part": point.part,
            "school_code": point.school,
            "action_code": point.action,
            "works": point.works,
            "cost_so_far": None if point.cost is None else round(float(point.cost), PLACES),
            "units_passing": point.units,
            "pupils_passing": point.pupils,
            "cv_over": point.over,
        }


def _rows(case: Case, name: str, years: Mapping[int, Sequence[Step]]) -> Iterator[Row]:
    actions = {action.code: action for action in case.situation.actions}
    in_order = ((year, step) for year in sorted(years) for step in years[year])
    for number, (year, step) in enumerate(in_order, start=1):
        action = actions[step.action]
        for turn, indicator in enumerate(action.counts_in):
            priced = None if action.price is None else float(action.price * step.quantity)
            yield {
                **case.scope._asdict(),
                "plan": name,
                "year": year,
                "step": number,
                "action": action.word,
                "action_code": action.code,
                "indicator_code": indicator,
                "school_code": step.place.school,
                "stage": _stage(case, step.place),
                "from_school_code": step.source.school if step.source else None,
                "is_by_roster": case.actions[action.code].get("is_by_roster"),
                "quantity": float(step.quantity),
                "unit": case.units[indicator],
                "cost": 0.0 if priced is not None and turn > 0 else priced,
            }


def _summary(
    case: Case,
    name: str,
    year: int,
    plan: Plan | Afforded,
    steps: Sequence[Step],
    until: Sequence[Step],
) -> Row:
    """What is done in a year and what it comes to by its end."""
    situation = case.situation
    then = after(situation, until)
    passing = [unit for unit in situation.units if situation.passes(unit, then)]
    # what was not found costs nobody knows what
    total = None if plan.status in WITHOUT_A_PLAN else cost(situation, steps)
    return {
        **case.scope._asdict(),
        "plan": name,
        "year": year,
        "status": plan.status,
        "gap": plan.gap,
        "cost": None if total is None else float(total),
        "units_passing_before": sum(situation.passes(unit) is True for unit in situation.units),
        "units_passing_after": len(passing),
        "pupils_passing_after": sum(situation.pupils[unit] for unit in passing),
        "cv_over_after": sum(situation.over(aspect, then) for aspect in situation.cv_limits),
    }


def last_steps(
    connection: duckdb.DuckDBPyConnection, case: Case, name: str = CHEAPEST
) -> tuple[Step, ...] | None:
    """The steps of a scope's plan as they were published, of all years together; None if there are none.

    Args:
        connection: the version before.
        case: what is planned now; its actions say what is done to a campus.
        name: which plan.
    """
    actions = {action.code: action for action in case.situation.actions}
    rows = records(connection, LAST, {**case.scope._asdict(), "plan": name})
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
    return together(list(steps.values())) or None


def _stage(case: Case, place: Place) -> str | None:
    """The stage of a place; that of a campus with one unit, none of a campus that several share."""
    units = case.situation.units_at(Place(place.school))
    return place.stage or (units[0].stage if len(units) == 1 else None)
