"""A sample of the changes that people make to right files: none makes a silent difference."""

from __future__ import annotations

from pathlib import Path

from tests.mutants.__main__ import Judge, mutants, sample
from tests.mutants.bases import bases
from tests.mutants.change import KINDS

SAMPLE = 100


def test_no_change_of_a_sample_makes_a_silent_difference(tmp_path: Path) -> None:
    judge = Judge(tmp_path)
    assert [difference for one in sample(SAMPLE) if (difference := judge.silent(one))] == []


def test_every_dataset_and_every_kind_of_change_is_among_them() -> None:
    every = list(mutants())
    assert len(every) >= 3_000 and len(KINDS) >= 25
    assert {one.base.dataset.name for one in every} == {base.dataset.name for base in bases()}
    assert {one.kind for one in every} == set(KINDS)
