"""Counties after their nights: the tiny one after its first, the synthetic one after its second.

Once for all: the SQL of what is in force, and what a project taught by rows publishes from worked examples
and edge counties.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import duckdb
import pytest

from pipelines.settings import Settings
from tests.conftest import made_once
from tests.crew import refreshed
from tests.integration.edge_counties import write_edge_counties
from tests.integration.exam_county import write_exam_county
from tests.integration.second_night import SecondNight, pass_second_night
from tests.integration.staging import Staging, rendered
from tests.integration.taught import Taught, taught_copy
from tests.unit.orchestration.tiny_county import TinyCounty


class CountyVersion(Protocol):
    """What the fixture `county_version` gives: a raw folder and the warehouse published from it."""

    raw: Path
    home: Path
    database: Path


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory, tiny_project: Path) -> Path:
    """A raw folder and the version published from it: the school is called 旧校名."""
    county = TinyCounty.below(tmp_path_factory.mktemp("first_night"), tiny_project)
    outcome = county.refresh("旧校名")
    assert outcome.outcome == "published", outcome.reasons
    return county.settings.home.parent


@pytest.fixture
def county(tmp_path: Path, first_night: Path, tiny_project: Path) -> TinyCounty:
    """A copy of the county after its first night."""
    shutil.copytree(first_night, tmp_path, symlinks=True, dirs_exist_ok=True)
    return TinyCounty.below(tmp_path, tiny_project)


@pytest.fixture(scope="session")
def staging(tmp_path_factory: pytest.TempPathFactory) -> Staging:
    """The SQL that decides which rows are in force."""
    return rendered(tmp_path_factory.mktemp("staging"))


@pytest.fixture(scope="session")
def second_night(tmp_path_factory: pytest.TempPathFactory, county_version: CountyVersion) -> SecondNight:
    """A copy of the synthetic county, a night later."""

    def a_night_later(folder: Path) -> None:
        shutil.copytree(county_version.raw, folder / "raw")
        shutil.copytree(county_version.home, folder / "warehouse", symlinks=True)
        with duckdb.connect(str(county_version.database), read_only=True) as connection:
            found = connection.execute("""
                select county_code, school_code from marts.fct_school_compliance
                where school_year = 2024 and stage = '小学' order by all limit 1
            """).fetchone()
        assert found
        pass_second_night(folder, *found)

    return SecondNight.passed_in(made_once(tmp_path_factory, "second_night", a_night_later))


@pytest.fixture(scope="session")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Taught:
    """Worked examples and edge counties, published by a project that was taught by rows."""
    folder = made_once(tmp_path_factory, "taught", publish_taught)
    return Taught(folder / "raw", folder / "home" / "current" / "warehouse.duckdb")


def publish_taught(folder: Path) -> None:
    from tests.integration.test_worked_examples import write_five_schools, write_nine_year_school

    raw = folder / "raw"
    write_five_schools(raw)
    write_nine_year_school(raw)
    write_edge_counties(raw)
    write_exam_county(raw)
    aliases, dbt_project = taught_copy(folder)
    settings = Settings(
        raw=raw, home=folder / "home", aliases=aliases, dbt_project=dbt_project, settle_seconds=0
    )
    outcome = refreshed(settings, shown=False)
    assert outcome.outcome == "published", outcome.reasons
