"""Every planted fault is told where it was planted, and what lands of it is what datasets.md lets land."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.simulate.county import simulate
from tests.planted.expected import KINDS
from tests.planted.files import answers, differences


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    simulate(folder, faults=True, scale=0.02)
    return folder


def test_every_kind_that_is_planted_has_its_outcome(raw: Path) -> None:
    assert {one["kind"] for one in answers(raw / "_faults.csv")} == KINDS.keys()


def test_every_fault_is_told_at_its_place_and_lands_as_it_must_and_nothing_else_is_called_wrong(
    raw: Path,
) -> None:
    assert list(differences(raw, answers(raw / "_faults.csv"))) == []


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ({"expected_severity": "warn"}, "the answer sheet says warn"),
        ({"row": "9"}, "row 9 is not named"),
        ({"kind": "unknown_stage"}, "is not told as set_aside"),
    ],
)
def test_an_outcome_that_is_another_is_told(raw: Path, of: dict[str, str], said: str) -> None:
    """Else the comparison would show nothing."""
    (right,) = [one for one in answers(raw / "_faults.csv") if one["kind"] == "negative_hours"]
    assert any(said in sentence for sentence in differences(raw, [right | of]))
