"""No verdict becomes better because a cell cannot be read, a row is broken or stands twice."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from tests.crew import refreshed
from tests.integration.conftest import CountyVersion
from tests.unreadable.changing import change_cells
from tests.unreadable.verdicts import better

SEED, CHANGES = 20261129, 60


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, county_version: CountyVersion) -> Path:
    """The database published from the synthetic county with so many changes."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(county_version.raw, folder / "raw")
    # what did not change has landed already
    shutil.copytree(county_version.home, folder / "warehouse", symlinks=True)
    (county,) = (one.name for one in (folder / "raw").iterdir() if one.is_dir())
    change_cells(folder / "raw", county, CHANGES, random.Random(SEED))
    outcome = refreshed(
        Settings(raw=folder / "raw", home=folder / "warehouse", settle_seconds=0), shown=False
    )
    assert outcome.outcome == "published", outcome.reasons
    return folder / "warehouse" / "current" / "warehouse.duckdb"


def test_no_verdict_of_a_school_or_the_county_moves_towards_a_pass(
    county_version: CountyVersion, changed: Path
) -> None:
    counties = [path.name for path in county_version.raw.iterdir() if path.is_dir()]
    assert better(county_version.database, changed, counties) == []


def test_what_was_changed_is_told(changed: Path) -> None:
    """Else the search for better verdicts would search what was never changed."""
    with duckdb.connect(str(changed), read_only=True) as connection:
        told = connection.execute(
            "select count(*) from quality.finding where severity in ('unknown', 'set_aside', 'refuse')"
        ).fetchone()
    assert told and told[0] >= CHANGES // 3
