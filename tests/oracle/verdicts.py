"""Verdict words from truth values and shares, for a school, a county or an item (standard §2, §10).

What is counted stands in the modules that call these; here is only how unknown parts are treated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

Figures = dict[str, object]
NO_DATA: Figures = {"value": None, "status": "no_data"}


def word(reached: bool | None) -> str:
    """True, False or unknown as the word for it."""
    return "no_data" if reached is None else "met" if reached else "unmet"


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Every one must hold: one that does not settles it, one that is unknown leaves it open."""
    given = list(answers)
    return False if False in given else None if None in given else True


def all_met(statuses: Iterable[object]) -> str:
    """The verdict over parts: unmet if any is, else no_data if any lacks data, else met."""
    return word(all_of({"met": True, "unmet": False, "no_data": None}[str(status)] for status in statuses))


def ratio(
    numerator: Fraction | None, denominator: Fraction | None, threshold: Fraction | int, scale: int = 1
) -> Figures:
    """At least the threshold is reached; nothing to divide by leaves no figure."""
    if numerator is None or not denominator:
        return {**NO_DATA, "threshold": threshold}
    value = scale * numerator / denominator
    return {
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "threshold": threshold,
        "status": word(value >= threshold),
    }


def share(answers: Sequence[bool | None], threshold: int) -> Figures:
    """The percentage that answers yes among people all of whom are listed; no figure while one is unknown."""
    known = [answer for answer in answers if answer is not None]
    if not answers:
        return {**NO_DATA, "threshold": threshold}
    best, yes = Fraction(100 * (len(answers) - known.count(False)), len(answers)), sum(known)
    if len(known) < len(answers):
        return {"value": None, "threshold": threshold, "status": word(False if best < threshold else None)}
    return {
        "numerator": yes,
        "denominator": len(known),
        "value": Fraction(100 * yes, len(known)),
        "threshold": threshold,
        "status": word(best >= threshold),
    }


def share_of_schools(schools: Sequence[Sequence[bool | None] | None], threshold: int) -> Figures:
    """The same over schools, shown over everyone who is known; None is a school that has sent nothing.

    Unmet when it stays below the threshold even if every unknown answer were yes (with a school missing,
    which may have any number, only where all must); else no_data while anything is unknown.
    """
    sent = [school for school in schools if school is not None]
    whole = share([answer for school in sent for answer in school if answer is not None], threshold)
    everyone = [answer for school in sent for answer in school]
    lost = share(everyone, threshold)["status"] == "unmet"
    if len(sent) < len(schools):
        status = word(False if lost and threshold == 100 else None)
    else:
        status = word(False if lost else None if None in everyone or not everyone else True)
    return {**whole, "status": status}
