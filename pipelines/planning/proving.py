"""What a plan claims, and whether a build over its changes says the same.

A plan claims of every unit whether it passes once all is done, of every coefficient whether it is within its
limit, and of every school whether it has what it needs besides: those that it leaves out are part of the
claim. What does not belong here: building (orchestration.what_if), verdicts before and after (comparing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.planning.change import Change
from pipelines.planning.changes import of_plan
from pipelines.planning.closing import WITHOUT_A_PLAN
from pipelines.planning.comparing import Compared
from pipelines.planning.reading import Case, Scope
from pipelines.planning.situation import Aspect, Need, Unit
from pipelines.planning.steps import Step, once_done
from pipelines.planning.tables import CHEAPEST, Planned


@dataclass(frozen=True)
class Claim:
    """What a plan says of its county once all of it is done.

    Attributes:
        plan: which plan.
        scope: of what.
        changes: to measures: what is done, and the pupils where they are those of a later year.
        units: of which it speaks.
        failing: the units that do not pass or of which that is not known, the coefficients over their limit,
        the needs that are not met.
    """

    plan: str
    scope: Scope
    changes: tuple[Change, ...]
    units: frozenset[Unit]
    failing: frozenset[Unit | Aspect | Need]


def claims(planned: Planned) -> Iterator[Claim]:
    """What the plans that were found claim; one within a budget of the end of its last year."""
    if planned.plan.status not in WITHOUT_A_PLAN:
        yield _claim(planned.case, CHEAPEST, planned.plan.steps)
    for one in planned.afforded:
        if one.status not in WITHOUT_A_PLAN:
            yield _claim(planned.case, one.aim, one.steps)


def _claim(case: Case, plan: str, steps: Sequence[Step]) -> Claim:
    then = once_done(case.situation, steps)
    failing: set[Unit | Aspect | Need] = {unit for unit in then.units if not then.passes(unit)}
    failing |= {aspect for aspect in then.cv_limits if then.over(aspect)}
    failing |= {need for need, lacking in then.needs.items() if lacking}
    changes = (*case.pupils_changed, *of_plan(case, steps))
    return Claim(plan, case.scope, changes, frozenset(then.units), frozenset(failing))


def proof(claim: Claim, compared: Compared) -> dict[str, Any]:
    """What the build says of a claim's ruleset, and wherein it says something else than the plan.

    Args:
        claim: what the plan says.
        compared: the verdicts of the version beside those of the build over the claim's changes.
    """
    scope = claim.scope._asdict()
    of_scope = [row for row in compared.failing if scope.items() <= row.items()]
    judged = {
        Unit(row["school_code"], row["stage"]) for row in compared.judged if scope.items() <= row.items()
    }
    found = {one for row in of_scope if (one := _what(row)) in claim.failing or _is_claimed(claim, one)}
    no_units = claim.units - judged
    differing = sorted(tuple(one) for one in (claim.failing - no_units) ^ found)
    return {
        **next((one for one in compared.totals if scope.items() <= one.items()), scope),
        "plan": claim.plan,
        "failing": of_scope,
        "differing": [list(one) for one in differing],
        "agrees": not differing,
        "no_units": [list(one) for one in sorted(claim.units - judged)],
    }


def _what(row: dict[str, Any]) -> Unit | Aspect | Need:
    """What a row of what does not hold speaks of."""
    if row["indicator_code"] is None:
        return Unit(row["school_code"], row["stage"])
    if row["school_code"] is None:
        return Aspect(row["stage"], row["indicator_code"])
    return Need(row["school_code"], row["indicator_code"])


def _is_claimed(claim: Claim, one: Unit | Aspect | Need) -> bool:
    """Whether a plan speaks of something at all: not of units whose pupils are unknown."""
    return not isinstance(one, Unit) or one in claim.units
