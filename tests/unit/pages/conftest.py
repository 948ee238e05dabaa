"""The pages of the synthetic county, as its refresh wrote them, and what its marts say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version, current
from tests.conftest import CountyVersion


@pytest.fixture
def published(county_version: CountyVersion) -> Version:
    """The version of the synthetic county."""
    version = current(Settings(raw=county_version.raw, home=county_version.home))
    assert version is not None
    return version


@pytest.fixture
def site(published: Version) -> Path:
    """The pages of the version."""
    return published.path / "site"


@pytest.fixture
def marts(published: Version) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_version(published) as connection:
        yield connection
