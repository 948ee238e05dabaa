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
    o_ah, g_ah ≥ 0      given and got (moves); F_aT ≥ 0 of what town T gives, what leaves the town
    z_si ∈ {0, 1}       whether the threshold is reached where it is not today

From it
    Δ_hi = Σ_{a: i ∈ I_a} (q_ah + g_ah − o_ah)        y_si = b_si + w_si Δ_{h(s,i) i}

Subject to
    (1) passing         y_si ≥ f_si + (t_si − f_si) z_si;   Σ_i z_si + |{i: b_si ≥ t_si}| ≥ 6
                        (of a unit of which something is unknown, all that is known reaches its threshold)
    (2) nobody falls    Σ_{a: i ∈ J_a} o_ah ≤ (b_si − k_si) / w_si         for every s at h
                        nobody gives what it must first be given, so what is added does not count here;
                        o_ah ≤ m_ah where a roster tells how many at h count in I_a and nothing else;
                        J_a = I_a then: whoever goes takes along all that he counts in
    (3) moves balance   Σ_h (o_ah − g_ah) = 0;   F_aT ≥ Σ_{h in T} (o_ah − g_ah);   of teachers per stage
    (4) limits          at a place (of moves on what it gives, and on what it gets), in the county, of a pool
                        that several moves share; of an action and of all that fall under it. Trained and
                        recognised are those who do not count yet and have not gone:
                        q_ah ≤ max(0, e_ah − Σ_{m: I_m ∩ I_a = ∅} o_mh)
    (5) balance         N Σ_s y²_si / n_s ≤ (1 + L²_σi) (Σ_s y_si)², with N = Σ_s n_s,
                        which is CV ≤ L with S² = Σ (n/N)(x − X)², x = y/n, X = Σy/N, multiplied out
    (9) needs           Δ_hi ≥ what the school at h lacks of an i not in I (rooms by classes)
Where a budget B does not reach for all of (1) and (5), with c_a the price of a
    (6) money           Σ_ah c_a (q_ah + g_ah) ≤ B
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
holds them against (1)–(9) in fractions. (1), (5) and (7)–(9) are in `demanding`, the rest in `limiting`.
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
from pipelines.sentences import Sentence

Way = Literal["add", "give", "get", "leave", "pass", "lowest", "below"]
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
PART_NODES = 200
"""How many nodes a part of the problem that stands by itself may take before it is solved with the rest."""
LEAST_TIGHTER = 1e-7
"""So much tighter than its limit a coefficient of what is measured is held from the start."""
Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]


class NoSolver(Trouble):
    """The solver is not installed: there is no wheel of it for this machine."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "没有安装求解器 pyscipopt，算不出达标方案；其余功能不受影响。"
                "请在有安装包的机器（Linux、macOS 的 x86_64、arm64，Windows 的 x86_64）上运行，"
                "或自行编译 SCIP 后安装 pyscipopt。"
            )
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
        ways: tuple[Way, ...] = ("give", "get") if action.is_move else ("add",)
        for place in situation.places(action):
            yield from ((action, place, way) for way in ways)


def leaving(situation: Situation, action: Action, place: Place) -> Key:
    """The quantity that says how much of a move leaves the town of a place."""
    return action.code, Place(situation.towns[place.school], place.stage), "leave"


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
        # SCIP 10.0 takes some quadratic constraints for symmetric and calls optimal what breaks them
        self.scip.setParam("misc/usesymmetry", 0)
        # a part that stands by itself is solved beforehand; a hard one would take all the time there is
        self.scip.setParam("constraints/components/nodelimit", PART_NODES)
        self.situation, self._demands = situation, demands
        self._held = {aspect.indicator: set[str]() for aspect in demands.aspects}
        for aspect in demands.aspects:
            self._held[aspect.indicator].add(aspect.stage)
        self.variables: dict[Key, Any] = {}
        self.changes: dict[tuple[Place, str], list[Any]] = defaultdict(list)
        self.levels: dict[Unit, Any] = {}
        self._best: dict[Key, float] = {}
        self._add_quantities()

    def minimise(self, goal: Goal, seconds: float, gap: float) -> tuple[Outcome, float]:
        """Minimise a goal; gives how it ended and how far from the optimum it may be."""
        scip = self.scip
        scip.freeTransform()
        scip.setParam("limits/time", seconds)
        scip.setParam("limits/gap", gap)
        scip.setParam("limits/absgap", self._hardly_anything(goal))
        scip.setObjective(self._sum(goal), "minimize")
        scip.optimizeNogil()  # so that the plans of other counties are looked for meanwhile
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
        given = {
            (action.code, place.stage)
            for action, place, way in keys(self.situation)
            if way == "give" and self._at_most(action, place, way) >= action.grain
        }
        for action, place, way in keys(self.situation):
            if way == "get" and (action.code, place.stage) not in given:
                continue
            most = self._at_most(action, place, way)
            if most < action.grain:
                continue
            variable = self.scip.addVar(vtype="I" if action.grain == WHOLE else "C", lb=0, ub=float(most))
            self.variables[action.code, place, way] = variable
            sign = -1 if way == "give" else 1
            for indicator in action.counts_in:
                self.changes[place, indicator].append(sign * variable)

    def _at_most(self, action: Action, place: Place, way: Way) -> Fraction:
        """How much of an action at a place can be of use at all."""
        situation = self.situation
        if way == "give":
            if situation.pools.get(action.pool or "", WHOLE) <= 0:
                return Fraction(0)
            spare = min(situation.spare(place, code, action.grain) for code in action.may_count_in)
            return min(spare, situation.there_are.get((action.code, place), spare))
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
        key = action.code, place
        bounds = (one.get(key, useful) for one in (situation.at_most, situation.not_yet))
        return min(useful, *bounds) if way == "add" else useful

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

    def change(self, unit: Unit, indicator: str) -> Any:
        """By how much what a unit can use of an indicator changes at its place."""
        return self.quicksum(self.changes[self.situation.place_of(unit, indicator), indicator])
