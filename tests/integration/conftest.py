"""The tiny county after its first night, new for every test; the SQL of what is in force, once for all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.integration.staging import Staging, rendered
from tests.unit.orchestration.tiny_county import TinyCounty


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
