"""A long cell is looked through once: four times as long takes about four times as long, not sixteen."""

from __future__ import annotations

import time

import pytest

from pipelines.contracts.persons.numbers import holds_person_number

SHORT, LONG = 8_000, 32_000
NOT_WORTH_MEASURING = 0.02
"""Seconds of processor time."""


def seconds(text: str) -> float:
    begun = time.process_time()
    holds_person_number(text)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "unit", ["x", " ", "1", "1 ", "a1", "电话 ", "1.", "-", "x@", "x.", "微信：", "wxid_"]
)
def test_a_number_of_a_person_is_looked_for_in_a_long_cell_in_proportion(unit: str) -> None:
    of_short = min(seconds(unit * (SHORT // len(unit))) for _ in range(3))
    of_long = min(seconds(unit * (LONG // len(unit))) for _ in range(3))
    assert of_long < max(NOT_WORTH_MEASURING, 8 * of_short)


def test_a_label_and_a_long_gap_behind_it_are_looked_through_once() -> None:
    assert seconds("电话" + " " * LONG + "。") < max(
        NOT_WORTH_MEASURING, 8 * seconds("电话" + " " * SHORT + "。")
    )
