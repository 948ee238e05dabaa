"""What several tests share: one small synthetic county that has gone the whole road, one tiny dbt project.

What does not belong here: anything that only one folder of tests needs.
"""

from __future__ import annotations

import locale
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from pipelines.settings import Settings
from tests.unit.orchestration.tiny_county import TINY

pytest_plugins = ["tests.plugins.few_collections", "tests.plugins.no_skips"]

# nights that nobody asks for their plans do without them: a plan takes as long as all else that is published
os.environ.setdefault("JUNHENG_PLAN_NIGHT_SECONDS", "0")
# what is told is Chinese on every machine, whatever its locale is
os.environ["JUNHENG_LANGUAGE"] = "zh"
# ssh brings along another machine's locale; PostgreSQL and Chromium do not begin with one that is not here
BEFORE = locale.setlocale(locale.LC_ALL)
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    os.environ["LC_ALL"] = "C.UTF-8"
else:
    locale.setlocale(locale.LC_ALL, BEFORE)

SMALL = 0.05
"""Pupils per school against the full-size county: every kind of school and every file is still there."""


@dataclass(frozen=True)
class CountyVersion:
    """A raw folder and the version that was published from it."""

    raw: Path
    home: Path
    database: Path


@pytest.fixture(scope="session")
def county_version(tmp_path_factory: pytest.TempPathFactory) -> CountyVersion:
    """The synthetic county at a twentieth of its size, landed, gated, built and published."""
    folder = made_once(tmp_path_factory, "county", publish_small_county)
    home = folder / "warehouse"
    return CountyVersion(folder / "raw", home, home / "current" / "warehouse.duckdb")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is filled once for all tests.

    Where several processes share them, the first that needs it fills it for all; tests only read it.
    """
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder


def publish_small_county(folder: Path) -> None:
    from pipelines.simulate.county import simulate
    from tests.crew import refreshed

    raw = folder / "raw"
    simulate(raw, counties=1, scale=SMALL)
    outcome = refreshed(Settings(raw=raw, home=folder / "warehouse", settle_seconds=0, plan_night_seconds=3))
    assert outcome.outcome == "published", outcome.reasons


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the dbt project of the tiny county for all tests, so that dbt parses it once.

    Who owes which dataset is said by the seeds of the real project.
    """
    project = shutil.copytree(TINY, tmp_path_factory.mktemp("tiny") / "dbt_project")
    registry = Path("seeds", "registry")
    (project / registry).mkdir(parents=True)
    for name in ("datasets.csv", "departments.csv"):
        shutil.copy(Settings().dbt_project / registry / name, project / registry / name)
    return project
