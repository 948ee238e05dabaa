"""One small synthetic county, written once and read back by every test of this folder."""

from pathlib import Path

import pytest

from pipelines.simulate.county import simulate

SMALL = 0.02


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw folder of a county at a fiftieth of its size, with faults planted."""
    out = tmp_path_factory.mktemp("small")
    simulate(out, faults=True, scale=SMALL)
    return out
