"""The closing plan as a problem for a solver of mixed-integer problems with quadratic constraints.

Sets
    s ∈ S       units, of stage σ(s), with n_s pupils, at a campus κ(s)
    i ∈ I       indicators that count for passing (R1–R7)
    a ∈ A       actions; one of a counts in each i ∈ I_a, and may take from its giver one of each i ∈ J_a
    h ∈ H_a     where a is done: a unit, or for shared plant a campus; h(s, i) that of a unit and an indicator

What is known (standard.md §1)
    b_si        numerator today; t_si, f_si those at threshold and floor; k_si = min(b_si, t_si) is kept
    w_si        of what is added at h(s, i), the share that counts for s (teachers 1; plant w n / Σ w n)
    L_σi        limit of the coefficient of variation

What is decided
    q_ah ≥ 0            added; whole for people and rooms
    o_ah, O_ah ≥ 0      given within the town, and beyond it (moves); g_ah, G_ah ≥ 0 got likewise
    z_si ∈ {0, 1}       whether the threshold is reached where it is not today

From it
    Δ_hi = Σ_{a: i ∈ I_a} (q_ah + g_ah + G_ah − o_ah − O_ah)        y_si = b_si + w_si Δ_{h(s,i) i}

Subject to
    (1) passing         y_si ≥ f_si + (t_si − f_si) z_si;   Σ_i z_si + |{i: b_si ≥ t_si}| ≥ 6
                        (of a unit of which something is unknown, all that is known reaches its threshold)
    (2) nobody falls    Σ_{a: i ∈ J_a} (o_ah + O_ah) ≤ (b_si − k_si) / w_si         for every s at h
                        nobody gives what it must first be given, so what is added does not count here
    (3) moves balance   Σ_{h in a town} (o_ah − g_ah) = 0;   Σ_h (O_ah − G_ah) = 0;   of teachers per stage
    (4) limits          at a place, in the county, and of a pool that several moves share
    (5) balance         N Σ_s y²_si / n_s ≤ (1 + L²_σi) (Σ_s y_si)², with N = Σ_s n_s,
                        which is CV ≤ L with S² = Σ (n/N)(x − X)², x = y/n, X = Σy/N, multiplied out
    (9) needs           Δ_hi ≥ what the school at h lacks of an i not in I (rooms by classes)
Where a budget B does not reach for all of (1) and (5), with c_a the price of a
    (6) money           Σ_ah c_a (q_ah + g_ah + G_ah) ≤ B
    (7) p_s ∈ {0, 1}    whether s passes: (1) with f_si p_s + (t_si − f_si) z_si in it, z_si ≤ p_s, 6 p_s
    (8) ℓ_s ∈ [0, 1]    how much s reaches of what (1) asks: y_si ≥ ℓ_s f_si,  y_si ≥ t_si (ℓ_s − 1 + z_si)
in place of (1); (5) then of the coefficients that hold today. What is minimised is −Σ n_s p_s (most
pupils), or for k = 1, 2, … minus the sum of the k smallest ℓ_s, −k r_k + Σ_s d_ks with d_ks ≥ r_k − ℓ_s
(max-min, the next smallest after it, and so on: the lexicographic maximum of the sorted levels, without
saying whose they are).

(5) is written over x_si = y_si / (n_s t̄), so that all its figures are near one. It is a cone, so but for
whole numbers the problem is convex. Objectives are minimised one after another, each held while the next is.
A unit at its threshold gets nothing of which no coefficient is held: it could only cost. What does not belong
here: exactness. The solver reckons in floating numbers; `steps` makes whole quantities of it, and `checking`
holds them against (1)–(9) in fractions. (1), (5), (7), (8) and (9) are in `demanding`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Literal, NamedTuple

from pipelines.errors import Trouble
from pipelines.planning.situation import WHOLE, Action, Aspect, Need, Place, Situation, Unit

Way = Literal["add", "give", "give_far", "get", "get_far", "pass", "lowest", "below"]
Key = tuple[str, Place, Way]
"""What is decided: how much of which action where, in which way; who passes; how far they reach."""
Goal = Mapping[Key, Fraction]
"""What is minimised: the weight of each quantity."""
HELD = 1e-6
"""By how much of itself an objective may grow while a later one is minimised."""
HELD_LOOSELY = 1e-4
"""The same of what is measured while quantities of others follow; tighter, the solver has no room to move."""
OF_A_LEVEL = 5e-4
"""How far from the optimum the levels of those that reach least may stay, added up."""
LEAST_TIGHTER = 1e-7
"""So much tighter than its limit a coefficient of what is measured is held from the start."""
Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]


class NoSolver(Trouble):
    """The solver is not installed: there is no wheel of it for this machine."""

    def __init__(self) -> None:
        super().__init__(
            "没有安装求解器 pyscipopt，算不出达标方案；其余功能不受影响。"
            "请在有安装包的机器（Linux、macOS 的 x86_64、arm64，Windows 的 x86_64）上运行，"
            "或自行编译 SCIP 后安装 pyscipopt。"
        )


@dataclass(frozen=True)
class Demands:
    """What a plan must bring about, and what it may cost.

    Attributes:
        units, aspects: those that pass, the coefficients that hold.
        wishes: units that need not pass, but shall as far as the goals say.
        budget: what the plan may cost in all, 万元; None: whatever it must.
        needs: what schools must have besides.
    """

    units: frozenset[Unit]
    aspects: frozenset[Aspect]
    wishes: frozenset[Unit] = frozenset()
    budget: Fraction | None = None
    needs: frozenset[Need] = frozenset()


class Lowest(NamedTuple):
    """A goal: that the so many units that reach least reach as much as they can, added up."""

    size: int
    units: frozenset[Unit]


def keys(situation: Situation) -> Iterable[tuple[Action, Place, Way]]:
    """Every quantity that could be decided."""
    for action in situation.actions:
        ways: tuple[Way, ...] = ("give", "give_far", "get", "get_far") if action.is_move else ("add",)
        for place in situation.places(action):
            yield from ((action, place, way) for way in ways)


class Model:
    """The problem as the solver holds it."""

    def __init__(self, situation: Situation, demands: Demands) -> None:
        try:
            import pyscipopt
        except ImportError as error:
            raise NoSolver from error
        self.quicksum = pyscipopt.quicksum
        self.scip = pyscipopt.Model()
        self.scip.redirectOutput()
        self.scip.hideOutput()
        self.scip.setParam("randomization/randomseedshift", 0)
        self.situation, self._demands = situation, demands
        self._held = {aspect.indicator: set[str]() for aspect in demands.aspects}
        for aspect in demands.aspects:
            self._held[aspect.indicator].add(aspect.stage)
        self.variables: dict[Key, Any] = {}
        self.changes: dict[tuple[Place, str], list[Any]] = defaultdict(list)
        self.levels: dict[Unit, Any] = {}
        self._best: dict[Key, float] = {}
        self._add_quantities()
        self._let_nobody_fall()
        self._balance_moves()
        self._keep_limits()
        if demands.budget is not None:
            self._keep_to(demands.budget)

    def minimise(self, goal: Goal, seconds: float, gap: float) -> tuple[Outcome, float]:
        """Minimise a goal; gives how it ended and how far from the optimum it may be."""
        scip = self.scip
        scip.freeTransform()
        scip.setParam("limits/time", seconds)
        scip.setParam("limits/gap", gap)
        scip.setParam("limits/absgap", self._hardly_anything(goal))
        scip.setObjective(self._sum(goal), "minimize")
        scip.optimize()
        status = scip.getStatus()
        if status == "infeasible":
            return "infeasible", 0.0
        if scip.getNSols() == 0:
            return "unknown", 0.0
        best = scip.getBestSol()
        self._best = {key: scip.getSolVal(best, variable) for key, variable in self.variables.items()}
        is_exact = scip.getPrimalbound() - scip.getDualbound() <= self._hardly_anything(goal)
        reached = 0.0 if is_exact else float(scip.getGap())
        return ("optimal" if status in ("optimal", "gaplimit") else "feasible"), reached

    def _hardly_anything(self, goal: Goal) -> float:
        """Half of the least by which plans can differ in a goal: of one that comes to 0 no fraction tells."""
        if any(way == "lowest" for _, _, way in goal):
            return OF_A_LEVEL
        if any(way == "pass" for _, _, way in goal):
            return 0.5  # pupils
        grains = {action.code: action.grain for action in self.situation.actions}
        weighed = (
            weight * grains[code] for (code, _, way), weight in goal.items() if way == "add" and weight
        )
        return float(min(weighed, default=Fraction(0)) / 2)

    def free(self) -> None:
        """Open the problem again for what is added to it."""
        self.scip.freeTransform()

    def hold(self, goal: Goal, *, is_last: bool) -> float:
        """Keep what a goal has come to while the next one is minimised; gives what that is."""
        fine = {action.code for action in self.situation.actions if action.grain < WHOLE}
        is_loose = not is_last and any(code in fine and way == "add" for code, _, way in goal)
        reached = sum(float(weight) * self._best.get(key, 0.0) for key, weight in goal.items())
        self.scip.freeTransform()
        slack = (HELD_LOOSELY if is_loose else HELD) * max(1.0, abs(reached))
        self.scip.addCons(self._sum(goal) <= reached + slack)
        return reached

    def values(self) -> dict[Key, float]:
        """The quantities that were decided."""
        return {key: value for key, value in self._best.items() if abs(value) > 1e-7}

    def _sum(self, goal: Goal) -> Any:
        return self.quicksum(
            float(weight) * self.variables[key] for key, weight in goal.items() if key in self.variables
        )

    def _add_quantities(self) -> None:
        for action, place, way in keys(self.situation):
            most = self._at_most(action, place, way)
            if most < action.grain:
                continue
            variable = self.scip.addVar(vtype="I" if action.grain == WHOLE else "C", lb=0, ub=float(most))
            self.variables[action.code, place, way] = variable
            sign = -1 if way.startswith("give") else 1
            for indicator in action.counts_in:
                self.changes[place, indicator].append(sign * variable)

    def _at_most(self, action: Action, place: Place, way: Way) -> Fraction:
        """How much of an action at a place can be of use at all."""
        situation = self.situation
        if way.startswith("give"):
            if situation.pools.get(action.pool or "", WHOLE) <= 0:
                return Fraction(0)
            return min(situation.spare(place, code, action.grain) for code in action.may_count_in)
        useful = max(
            (
                self._useful(unit, indicator)
                for indicator in action.counts_in
                for unit in situation.units_at(place)
                if (unit, indicator) in situation.standings
            ),
            default=Fraction(0),
        )
        asked = {Need(place.school, code) for code in action.counts_in if action.of_campus}
        useful = max([useful, *(situation.needs[need] for need in asked & self._demands.needs)])
        limit = situation.at_most.get((action.code, place))
        return useful if limit is None or way != "add" else min(useful, limit)

    def _useful(self, unit: Unit, indicator: str) -> Fraction:
        """What a unit can use: up to its threshold; up to the county's best where a coefficient is held."""
        situation = self.situation
        is_asked = unit in self._demands.units or unit in self._demands.wishes
        useful = situation.missing(unit, indicator) if is_asked else Fraction(0)
        if unit.stage in self._held.get(indicator, ()):
            standing = situation.standings[unit, indicator]
            best = max(
                max(other.has, other.threshold) / situation.pupils[one]
                for (one, code), other in situation.standings.items()
                if code == indicator and one.stage == unit.stage
            )
            grain = situation.grains[indicator]
            room = (best * situation.pupils[unit] - standing.has) / standing.share
            useful = max(useful, (ceil(room / grain) + 1) * grain)
        return useful

    def _let_nobody_fall(self) -> None:
        losing: dict[tuple[Place, str], list[Any]] = defaultdict(list)
        grains: dict[tuple[Place, str], Fraction] = {}
        actions = {action.code: action for action in self.situation.actions}
        for (code, place, way), variable in self.variables.items():
            if way.startswith("give"):
                for indicator in actions[code].may_count_in:
                    losing[place, indicator].append(variable)
                    grains[place, indicator] = actions[code].grain
        for (place, indicator), given in losing.items():
            spare = self.situation.spare(place, indicator, grains[place, indicator])
            self.scip.addCons(self.quicksum(given) <= float(spare))

    def _balance_moves(self) -> None:
        circles: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        for (code, place, way), variable in self.variables.items():
            if way != "add":
                town = "" if way.endswith("far") else self.situation.towns[place.school]
                sign = 1 if way.startswith("give") else -1
                circles[code, place.stage, f"{way.endswith('far')}{town}"].append(sign * variable)
        for circle in circles.values():
            self.scip.addCons(self.quicksum(circle) == 0)

    def _keep_limits(self) -> None:
        in_all, pools = defaultdict(list), defaultdict(list)
        actions = {action.code: action for action in self.situation.actions}
        for (code, _, way), variable in self.variables.items():
            if way == "add" and code in self.situation.in_all:
                in_all[code].append(variable)
            pool = actions[code].pool
            if way.startswith("give") and pool and pool in self.situation.pools:
                pools[pool].append(variable)
        for code, variables in in_all.items():
            self.scip.addCons(self.quicksum(variables) <= float(self.situation.in_all[code]))
        for pool, variables in pools.items():
            self.scip.addCons(self.quicksum(variables) <= float(self.situation.pools[pool]))

    def _keep_to(self, budget: Fraction) -> None:
        prices = {action.code: action.price for action in self.situation.actions}
        paid = [
            float(price) * variable
            for (code, _, way), variable in self.variables.items()
            if (price := prices[code]) and not way.startswith("give")
        ]
        self.scip.addCons(self.quicksum(paid) <= float(budget))

    def change(self, unit: Unit, indicator: str) -> Any:
        """By how much what a unit can use of an indicator changes at its place."""
        return self.quicksum(self.changes[self.situation.place_of(unit, indicator), indicator])
