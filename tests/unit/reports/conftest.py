"""The published reports of the synthetic county, and a small version made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version, current
from tests.conftest import CountyVersion
from tests.unit.reports.small_version import write_version


@pytest.fixture(scope="session")
def reports(county_version: CountyVersion) -> Path:
    """The folder of the county's newest year, as the refresh wrote it."""
    (county,) = (one for one in (county_version.home / "current" / "reports").iterdir() if one.is_dir())
    (year,) = county.iterdir()
    return year


@pytest.fixture
def published(county_version: CountyVersion) -> Version:
    """The version of the synthetic county."""
    version = current(Settings(raw=county_version.raw, home=county_version.home))
    assert version is not None
    return version


@pytest.fixture
def marts(published: Version) -> Iterator[duckdb.DuckDBPyConnection]:
    # closed after every test: a process opens a file one way at a time, and other tests open it another way
    with open_version(published) as connection:
        yield connection


@pytest.fixture(scope="session")
def small_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """A version written by hand, in force in the home two folders above it."""
    return write_version(Settings(home=tmp_path_factory.mktemp("small") / "warehouse"))


@pytest.fixture(scope="session")
def small_marts(small_version: Version) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_version(small_version) as connection:
        yield connection
