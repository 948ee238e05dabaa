"""Shortfalls and the figures of conclusions, worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.oracle import sentences, shortfalls


def missing(code: str, share: Fraction | None = None, **row: Any) -> tuple[object, object]:
    told = shortfalls.lacking(code, {"status": "unmet", **row}, share)
    return told["shortfall"], told["shortfall_unit"]


def ratio(threshold: str, numerator: str, denominator: str) -> dict[str, Fraction]:
    return {
        "threshold": Fraction(threshold),
        "numerator": Fraction(numerator),
        "denominator": Fraction(denominator),
    }


@pytest.mark.parametrize(
    ("code", "row", "said"),
    [
        # 4.2 teachers for each hundred of 503 pupils are 21.126: 1.126 more than 20 are two people
        ("R1", ratio("4.2", "20", "503"), (2, "人")),
        # 4.5 ㎡ for each of 100 pupils are 450, of which 449.5 are there
        ("R4", ratio("4.5", "449.5", "100"), (Fraction("0.5"), "㎡")),
        # 2,000 元 for each of 100 pupils, 150,000 元 there: 50,000 元, told as 5 万元
        ("R6", ratio("2000", "150000", "100"), (5, "万元")),
        ("G3a", ratio("1", "1", "3"), (2, "间")),
        # 8,000 元 for each of 90 pupils are 72 万元
        ("G7", ratio("8000", "70", "90"), (2, "万元")),
        # 5 % of 36 万元 are 1.8
        ("Q4a", ratio("5", "1.5", "36"), (Fraction("0.3"), "万元")),
        ("G4", {"threshold": 2000, "value": 2037}, (37, "人")),
        ("Q9a", {"threshold": 3, "value": 2}, (1, "级")),
        ("Q9b", {"threshold": Fraction("0.15"), "value": Fraction("0.15")}, (0, None)),
        ("V2", {"threshold": 0, "value": 2}, (2, "起")),
        ("Q3", {}, (1, "项")),
    ],
)
def test_what_is_missing_is_told_in_its_own_unit_and_whole_things_whole(
    code: str, row: dict[str, Any], said: tuple[object, object]
) -> None:
    assert missing(code, **row) == said


def test_of_shared_plant_the_whole_campus_needs_what_brings_the_stage_there() -> None:
    """166 primary and 210 junior pupils: of each ㎡ more the primary part is given 166 / 397."""
    row = ratio("4.5", "706", "166")  # 4.5 × 166 = 747: 41 ㎡ are missing to the stage
    assert missing("R4", Fraction(166, 397), **row) == (Fraction(41 * 397, 166), "㎡")


@pytest.mark.parametrize("status", ["met", "no_data", "not_applicable", "reported"])
def test_nothing_is_missing_where_nothing_is_lacking_or_nothing_is_known(status: str) -> None:
    row = {**ratio("4.2", "20", "503"), "status": status}
    assert shortfalls.lacking("R1", row) == {"shortfall": None, "shortfall_unit": None}


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ((Fraction("98.25"), 1), "98.3"),
        ((Fraction("0.1495"), 3), "0.150"),
        ((Fraction(100), 1), "100.0"),
        ((Fraction("2.5"), 0), "3"),
        ((0, 0), "0"),
        ((None, 1), "—"),
        ("Ⅲ", "Ⅲ"),
    ],
)
def test_figures_are_printed_rounded_half_up_with_all_their_decimals(figure: Any, said: str) -> None:
    assert sentences.printed(figure) == said


def test_every_figure_of_a_sentence_is_found_in_its_order() -> None:
    sentence = "毕业班学生数4710人，四年前入学4756人，转入174人，死亡—人，转出184人，巩固率99.2%；小学语文Ⅲ级"
    assert sentences.figures_of(sentence) == ["4710", "四", "4756", "174", "—", "184", "99.2", "Ⅲ"]
