"""The county of `tiny_county.py`, new for every test; it may have neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.orchestration.tiny_county import TinyCounty


@pytest.fixture
def county(tmp_path: Path, tiny_project: Path) -> TinyCounty:
    return TinyCounty.below(tmp_path, tiny_project)
