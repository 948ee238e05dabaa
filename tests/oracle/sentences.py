"""The figures that the conclusion of every row of a county must name, in the order in which it names them.

Only figures are told (digits, levels of monitoring, — where one is not known), not the words around them.
Which figures a code's sentence holds stands in `said.py`; what they come to, in the modules of the formulas.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from .said import Figure, detail, verdict
from .view import Here

FIGURE = re.compile(r"\d+(?:\.\d+)?|[ⅠⅡⅢⅣ](?=级)|—|[一二三四五六七八九十]+(?=年前)")
UNKNOWN = "—"
SHARES = {"Q1", "G13a", "G13b", "G15a"}
"""Codes of which each reading says, too, how many schools have sent nothing."""


def figures_of(sentence: str) -> list[str]:
    """Every figure of a sentence, as it is printed."""
    return FIGURE.findall(sentence)


def printed(figure: Figure) -> str:
    """A figure rounded half away from zero, with all its decimals."""
    if isinstance(figure, str):
        return figure
    value, decimals = figure
    if value is None:
        return UNKNOWN
    steps = math.floor(abs(Fraction(value)) * 10**decimals + Fraction(1, 2))
    whole, part = divmod(steps, 10**decimals)
    return f"{whole}.{part:0{decimals}}" if decimals else str(whole)


def told(here: Here, code: str, stage: str, dimension: str, row: Mapping[str, object]) -> list[str]:
    """What the sentence of a row must name."""
    if row["status"] == "not_applicable":
        return []
    if dimension:
        return _of_detail(here, code, stage, dimension, row)
    missing = _missing(here, code, stage, row)
    known = row["status"] != "no_data" or row.get("value") is not None or bool(row.get("subjects_total"))
    if not (known or missing or here.has_material(code)):
        return []
    return [printed(one) for one in verdict(here, code, stage, row)] + missing


def _of_detail(here: Here, code: str, stage: str, dimension: str, row: Mapping[str, object]) -> list[str]:
    label = figures_of(dimension.partition("=")[2])
    missing = _missing(here, code, stage, row) if code in SHARES else []
    if row["status"] == "no_data" and row.get("value") is None and not missing:
        return label
    return [*label, *map(printed, detail(here, code, stage, dimension, row)), *missing]


def _missing(here: Here, code: str, stage: str, row: Mapping[str, object]) -> list[str]:
    """How many schools or towns have sent nothing, and how many are met by a relief."""
    said: Iterable[int] = (here.without_data(code, stage, row), here.relieved(code, stage))
    return [str(number) for number in said if number]
