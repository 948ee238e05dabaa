"""What keeps the quantities of a plan within limits: nobody falls, moves balance, there is only so much.

The numbers are those of the formulation in `model`. What does not belong here: what a plan shall bring about
(demanding).
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from pipelines.planning.model import Key, Model, leaving
from pipelines.planning.situation import Place


def keep_within(model: Model, budget: Fraction | None) -> None:
    """Hold the quantities of a model to what is there to be given, to every limit, and to a budget.

    Args:
        model: the problem, with its quantities.
        budget: what the plan may cost in all, 万元; None: whatever it must.
    """
    _let_nobody_fall(model)
    _keep_limits(model)
    _keep_pools(model)
    _keep_who_can_count(model)
    if budget is not None:
        _keep_to(model, budget)
    _balance_moves(model)


def _let_nobody_fall(model: Model) -> None:
    """(2): a place gives no more of an indicator than it can spare, of a kind no more than its roster has."""
    situation = model.situation
    actions = {action.code: action for action in situation.actions}
    losing: dict[tuple[Place, str], list[Any]] = defaultdict(list)
    grains: dict[tuple[Place, str], Fraction] = {}
    given: dict[tuple[str, Place], list[Any]] = defaultdict(list)
    for (code, place, way), variable in model.variables.items():
        if way == "give":
            given[code, place].append(variable)
            for indicator in actions[code].may_count_in:
                losing[place, indicator].append(variable)
                grains[place, indicator] = actions[code].grain
    for (place, indicator), variables in losing.items():
        spare = situation.spare(place, indicator, grains[place, indicator])
        model.scip.addCons(model.quicksum(variables) <= float(spare))
    for key, variables in given.items():
        if key in situation.there_are:
            model.scip.addCons(model.quicksum(variables) <= float(situation.there_are[key]))


def _balance_moves(model: Model) -> None:
    """(3): what is given is got; what a town gives more than it gets leaves it."""
    situation = model.situation
    actions = {action.code: action for action in situation.actions}
    everywhere: dict[tuple[str, str], list[Any]] = defaultdict(list)
    of_towns: dict[Key, list[Any]] = defaultdict(list)
    for (code, place, way), variable in model.variables.items():
        if way != "add":
            given = variable if way == "give" else -1 * variable
            everywhere[code, place.stage].append(given)
            of_towns[leaving(situation, actions[code], place)].append(given)
    for circle in everywhere.values():
        model.scip.addCons(model.quicksum(circle) == 0)
    for key, circle in of_towns.items():
        model.variables[key] = model.scip.addVar(vtype="C", lb=0)
        model.scip.addCons(model.variables[key] >= model.quicksum(circle))


def _keep_limits(model: Model) -> None:
    """(4): an action and all that fall under it; what is added at a place has its bound already."""
    situation = model.situation
    actions = {action.code: action for action in situation.actions}
    at: dict[tuple[str, Place, str], list[Any]] = defaultdict(list)
    in_all: dict[str, list[Any]] = defaultdict(list)
    for (code, place, way), variable in model.variables.items():
        for limited in actions[code].limited_with:
            if way != "add" and (limited, place) in situation.at_most:
                at[limited, place, way].append(variable)
            if way != "get" and limited in situation.in_all:
                in_all[limited].append(variable)
    for (code, place, _), variables in at.items():
        model.scip.addCons(model.quicksum(variables) <= float(situation.at_most[code, place]))
    for code, variables in in_all.items():
        model.scip.addCons(model.quicksum(variables) <= float(situation.in_all[code]))


def _keep_who_can_count(model: Model) -> None:
    """(4): of those who do not count yet nobody is made to count who has gone."""
    situation = model.situation
    actions = {action.code: action for action in situation.actions}
    given: dict[Place, list[tuple[str, Any]]] = defaultdict(list)
    for (code, place, way), variable in model.variables.items():
        if way == "give":
            given[place].append((code, variable))
    for (made, place), many in situation.not_yet.items():
        key: Key = (made, place, "add")
        gone = [variable for code, variable in given[place] if actions[code].uses_up(actions[made])]
        if gone and key in model.variables:
            q, most = model.variables[key], sum(variable.getUbOriginal() for variable in gone)
            t = model.scip.addVar(vtype="B")
            model.scip.addCons(q <= float(many) * t)
            model.scip.addCons(q + model.quicksum(gone) <= float(many) + most * (1 - t))


def _keep_pools(model: Model) -> None:
    """(4): what shares a pool."""
    pools: dict[str, list[Any]] = defaultdict(list)
    of_pool = {action.code: action.pool for action in model.situation.actions}
    for (code, _, way), variable in model.variables.items():
        pool = of_pool[code]
        if way == "give" and pool and pool in model.situation.pools:
            pools[pool].append(variable)
    for pool, variables in pools.items():
        model.scip.addCons(model.quicksum(variables) <= float(model.situation.pools[pool]))


def _keep_to(model: Model, budget: Fraction) -> None:
    """(6): what everything costs."""
    prices = {action.code: action.price for action in model.situation.actions}
    paid = [
        float(price) * variable
        for (code, _, way), variable in model.variables.items()
        if (price := prices[code]) and way in ("add", "get")
    ]
    model.scip.addCons(model.quicksum(paid) <= float(budget))
