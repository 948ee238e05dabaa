"""What is asked of a plan as constraints: who passes or may pass, how far units are lifted, what is balanced.

The numbers are those of the formulation in `model`. What does not belong here: quantities and their limits
(model).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pipelines.planning.model import LEAST_TIGHTER, Demands, Goal, Key, Lowest, Model
from pipelines.planning.situation import WHOLE, Aspect, Place, Unit


def demand(model: Model, demands: Demands, tighter: float) -> None:
    """Ask a model for what a plan must bring about, and let it know what it may wish for.

    Args:
        model: the problem, with its quantities.
        demands: what is asked.
        tighter: by how much of itself each limit of a coefficient is drawn tighter.
    """
    for unit in sorted(demands.units):
        _have_pass(model, unit)
    for unit in sorted(demands.wishes):
        _let_pass(model, unit)
    for aspect in sorted(demands.aspects):
        _have_balanced(model, aspect, tighter)
    for need in sorted(demands.needs):
        lacking = model.situation.needs[need]
        changes = model.changes.get((Place(need.school), need.indicator))
        if changes:  # what nobody may add to is not attainable, which is found before (solving)
            model.scip.addCons(model.quicksum(changes) >= float(lacking))


def passing(unit: Unit) -> Key:
    """The quantity that says whether a unit passes."""
    return "", Place(*unit), "pass"


def lowest(model: Model, goal: Lowest) -> Goal:
    """The sum of the levels of the so many units that reach least, (8), as what is minimised.

    Args:
        model: the problem.
        goal: how many, and of which units.
    """
    levels = {unit: _level(model, unit) for unit in sorted(goal.units)}
    of = str(goal.size)
    scip = model.scip
    r = scip.addVar(vtype="C", lb=0, ub=1)
    model.variables["", Place(of), "lowest"] = r
    weights: dict[Key, Fraction] = {("", Place(of), "lowest"): -Fraction(goal.size)}
    for unit, level in levels.items():
        if goal.size == 1:
            scip.addCons(r <= level)
            continue
        d = scip.addVar(vtype="C", lb=0)
        scip.addCons(d >= r - level)
        key: Key = (of, Place(*unit), "below")
        model.variables[key] = d
        weights[key] = WHOLE
    return weights


def _level(model: Model, unit: Unit) -> Any:
    """The variable of a unit's level, made when it is first asked for."""
    if unit in model.levels:
        return model.levels[unit]
    situation, scip = model.situation, model.scip
    known, to_reach = situation.asked(unit)
    short = [code for code in known if situation.missing(unit, code) > 0]
    level = scip.addVar(vtype="C", lb=0, ub=1)
    reached = []
    for code in short:
        standing = situation.standings[unit, code]
        y = float(standing.has) + float(standing.share) * model.change(unit, code)
        z = scip.addVar(vtype="B")
        if standing.floor > 0:
            scip.addCons(y / float(standing.floor) >= level)
        scip.addCons(y / float(standing.threshold) >= level - 1 + z)
        reached.append(z)
    scip.addCons(model.quicksum(reached) >= to_reach - (len(known) - len(short)))
    model.levels[unit] = level
    return level


def _have_pass(model: Model, unit: Unit) -> None:
    """Demand (1) of a unit; what it reaches today it keeps by (2)."""
    situation = model.situation
    known, to_reach = situation.asked(unit)
    short = [code for code in known if situation.missing(unit, code) > 0]
    met = len(known) - len(short)
    if met >= to_reach and not any(situation.missing(unit, code, to_floor=True) for code in short):
        return
    reached = []
    for code in short:
        least, most = (float(situation.missing(unit, code, to_floor=floor)) for floor in (True, False))
        z = model.scip.addVar(vtype="B")
        model.scip.addCons(model.change(unit, code) >= least + (most - least) * z)
        reached.append(z)
    model.scip.addCons(model.quicksum(reached) >= to_reach - met)


def _let_pass(model: Model, unit: Unit) -> None:
    """(7): the unit passes only if all of (1) is done for it."""
    situation = model.situation
    known, to_reach = situation.asked(unit)
    short = [code for code in known if situation.missing(unit, code) > 0]
    p = model.scip.addVar(vtype="B")
    model.variables[passing(unit)] = p
    reached = []
    for code in short:
        least, most = (float(situation.missing(unit, code, to_floor=floor)) for floor in (True, False))
        z = model.scip.addVar(vtype="B")
        model.scip.addCons(model.change(unit, code) >= least * p + (most - least) * z)
        model.scip.addCons(z <= p)
        reached.append(z)
    model.scip.addCons(model.quicksum(reached) >= (to_reach - (len(known) - len(short))) * p)


def _have_balanced(model: Model, aspect: Aspect, tighter: float) -> None:
    """Demand (5) of a stage and an indicator."""
    situation, scip, code = model.situation, model.scip, aspect.indicator
    units = [
        unit for unit in situation.units if unit.stage == aspect.stage and (unit, code) in situation.standings
    ]
    pupils = sum(situation.pupils[unit] for unit in units)
    typical = float(sum((situation.standings[unit, code].threshold for unit in units), Fraction(0)) / pupils)
    # whole numbers can meet a limit exactly: theirs is drawn tighter only once one is broken
    is_fine = situation.grains.get(code, WHOLE) < WHOLE or tighter > LEAST_TIGHTER
    limit = float(situation.cv_limits[aspect]) * (1 - (tighter if is_fine else 0.0))
    fixed, mean, squares = 0.0, [], []
    mean_fixed = 0.0
    for unit in units:
        standing, n = situation.standings[unit, code], situation.pupils[unit]
        weight, today = n / pupils, float(standing.has) / n / typical
        changes = model.changes.get((situation.place_of(unit, code), code))
        if not changes:
            fixed += weight * today * today
            mean_fixed += weight * today
            continue
        x = scip.addVar(vtype="C", lb=0)
        scip.addCons(x == today + float(standing.share) / n / typical * model.quicksum(changes))
        squares.append(weight * x * x)
        mean.append(weight * x)
    overall = scip.addVar(vtype="C", lb=0)
    scip.addCons(overall == mean_fixed + model.quicksum(mean))
    scip.addCons(fixed + model.quicksum(squares) <= (1 + limit * limit) * overall * overall)
