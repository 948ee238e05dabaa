"""What is missing to reach a threshold, and who is asked for it (contract.md, `shortfall`; plan.md).

In the resource's own unit, rounded up where it is counted in whole things; of the plant that the stages of a
school share, what the whole campus needs so that the stage reaches it. Which verdict stands, others say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .verdicts import Figures


@dataclass(frozen=True)
class Thing:
    """What an indicator's shortfall is counted in."""

    unit: str | None
    is_whole: bool = True
    scale: int = 1  # value = scale × numerator ÷ denominator
    each: Fraction = Fraction(1)  # of the unit shown, one of the numerator
    counts: bool = False  # no ratio: the value itself is held against the threshold


LACKING = ("near", "unmet")
PERCENT = 100
PEOPLE_PER_HUNDRED, PEOPLE, METRES = Thing("人", scale=PERCENT), Thing("人", counts=True), Thing("㎡", False)
CASES, ITEM = Thing("起", counts=True), Thing("项", counts=True)
MONEY, TEN_THOUSANDS, SHARE_OF_FUNDS = Thing("元", False), Thing("万元", False), Thing("万元", False, PERCENT)
THINGS: dict[str, Thing] = {
    **dict.fromkeys(("R1", "R2", "R3"), PEOPLE_PER_HUNDRED),
    **dict.fromkeys(("R4", "R5"), METRES),
    **dict.fromkeys(("R6", "G2c", "G6"), Thing("万元", False, each=Fraction(1, 10000))),
    "R7": Thing("间", scale=PERCENT),
    **dict.fromkeys(("G3a", "G3b"), Thing("间")),
    "G4": PEOPLE,
    "G5": Thing("个", counts=True),
    **dict.fromkeys(("G8a", "X2"), MONEY),
    "G7": Thing("万元", False, 10000),
    **dict.fromkeys(("G8b", "X1", "X3"), TEN_THOUSANDS),
    **dict.fromkeys(("G9", "G11a", "G11b", "G12", "G13a", "G13b", "G14", "G15a"), PEOPLE_PER_HUNDRED),
    **dict.fromkeys(("Q1", "Q2"), PEOPLE_PER_HUNDRED),
    **dict.fromkeys(("Q4a", "Q4b"), SHARE_OF_FUNDS),
    "Q7a": Thing("个", scale=PERCENT),
    "Q7b": Thing("课时", False, PERCENT),
    "Q7c": PEOPLE,
    "Q9a": Thing("级", counts=True),
    "Q9b": Thing(None, False, counts=True),
    "S1": Thing("份", scale=PERCENT),
    **dict.fromkeys(("V1", "V2", "V3", "V4", "V5", "V6"), CASES),
}
"""Every other code rests on documents: what is missing is the item."""

TASKS: dict[str, tuple[str, ...]] = {
    "X1 X2 G2c G6 X3 Q4a Q4b": ("教体", "财政"),
    "R4 R5 R6 G3a G3b G1 G2a": ("教体", "财政", "自然资源", "住建", "各镇街"),
    "R7 Q5 X4": ("教体", "财政"),
    "R1 R2 R3 G11a G11b V4 X5 G10 G2b X6": ("教体", "编办", "人社"),
    "G12 G9 X7": ("教体", "人社"),
    "G8a G8b X8": ("教体", "财政", "人社"),
    "Q7a Q7b Q7c Q6": ("教体",),
    "Q9a Q9b X9": ("发改", "教体", "财政", "人社"),
    "G13a G13b V1 V2 V3 V6 Q8": ("教体", "市场监管"),
    "Q3 X10 X12 S1": ("教体", "各镇街"),
    "Q1 Q2 G15a G14 G15b X11": ("教体", "残联"),
    # asked for by the nation, named by no task of the plan
    "G4 G5 G7 V5": ("教体",),
}
"""Who answers for a code: the plan's table, task by task."""
DEPARTMENTS = {code: departments for codes, departments in TASKS.items() for code in codes.split()}


def lacking(code: str, row: Mapping[str, object], share: Fraction | None = None) -> Figures:
    """The shortfall of one row and its unit; none where nothing is lacking or nothing is known.

    Args:
        code: the indicator.
        row: its figures and verdict.
        share: the part of a campus that the stage is given, of plant that the stages share.
    """
    if row["status"] not in LACKING:
        return {"shortfall": None, "shortfall_unit": None}
    thing = THINGS.get(code, ITEM)
    missing = _missing(thing, row)
    if missing is None:
        return {"shortfall": None, "shortfall_unit": None}
    whole_campus = missing * thing.each / (share or 1)
    amount = Fraction(math.ceil(whole_campus)) if thing.is_whole else whole_campus
    return {"shortfall": amount, "shortfall_unit": thing.unit}


def _missing(thing: Thing, row: Mapping[str, object]) -> Fraction | None:
    if thing is ITEM:
        return Fraction(1)
    threshold = _fraction(row.get("threshold"))
    if thing.counts:
        value = _fraction(row.get("value"))
        return None if value is None or threshold is None else abs(value - threshold)
    numerator, denominator = _fraction(row.get("numerator")), _fraction(row.get("denominator"))
    if numerator is None or denominator is None or threshold is None:
        return None
    return threshold * denominator / thing.scale - numerator


def _fraction(figure: object) -> Fraction | None:
    return None if figure is None else Fraction(figure)  # type: ignore[arg-type]
