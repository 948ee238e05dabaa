"""The solver's plan of a tiny county is the best of all plans there are."""

from __future__ import annotations

import pytest

from tests.unit.planning import brute_force_rosters
from tests.unit.planning.brute_force import difference

SEEDS = range(20)
"""Two hundred and more are compared by `python -m tests.unit.planning.brute_force`."""
SEEDS_WITH_ROSTERS = range(12)
"""The same by `python -m tests.unit.planning.brute_force_rosters`."""


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_of_a_tiny_county_is_better_than_the_solvers(seed: int) -> None:
    assert difference(seed) is None


@pytest.mark.parametrize("seed", SEEDS_WITH_ROSTERS)
def test_no_plan_of_a_tiny_county_with_rosters_is_better_than_the_solvers(seed: int) -> None:
    assert brute_force_rosters.difference(seed) is None
