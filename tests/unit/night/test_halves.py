"""A batch that goes wrong is computed in halves: what is at fault is found with few builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from pipelines.night import one_by_one as halves
from pipelines.night.batch import Batch, BatchOutcome, BuildFailed
from pipelines.night.one_by_one import Night, one_by_one
from pipelines.settings import Settings

COUNTIES = tuple(f"9901{number:02}" for number in range(1, 11))


def sizes_and_outcomes(
    monkeypatch: pytest.MonkeyPatch, folder: Path, goes_wrong: Any
) -> tuple[list[int], list[BatchOutcome]]:
    asked: list[int] = []

    def compute(_: Settings, batch: Batch, *__: object) -> BatchOutcome:
        asked.append(len(batch.counties))
        if goes_wrong(batch.counties):
            raise BuildFailed("too much")
        return BatchOutcome(batch.counties, passed=batch.counties)

    monkeypatch.setattr(halves, "compute", compute)
    night = Night(Settings(), {}, heard=lambda _: None, done=lambda _: None)
    return asked, list(one_by_one(night, Batch(COUNTIES, folder, "run"), mock.Mock()))


def test_too_many_for_the_memory_are_two_builds_more_and_all_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked, outcomes = sizes_and_outcomes(monkeypatch, tmp_path, lambda counties: len(counties) > 5)
    assert asked == [10, 5, 5]
    assert [county for one in outcomes for county in one.passed] == list(COUNTIES)


@pytest.mark.parametrize("bad", COUNTIES)
def test_one_that_goes_wrong_is_held_and_no_other(
    bad: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked, outcomes = sizes_and_outcomes(monkeypatch, tmp_path, lambda counties: bad in counties)
    assert sorted(county for one in outcomes for county in one.passed) == [
        county for county in COUNTIES if county != bad
    ]
    assert {county: len(said) for one in outcomes for county, said in one.held.items()} == {bad: 1}
    assert len(asked) <= 9
