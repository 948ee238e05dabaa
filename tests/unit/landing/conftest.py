"""The world of `world.py`, new for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult
from pipelines.landing import readers, tables
from pipelines.settings import Settings
from tests.unit.landing.world import DATASET, World, result_of

MADE_ONCE = (tables.tables_of_today, tables.layout)


@pytest.fixture
def small_stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stores have the tables of the one dataset that is handed in: most of a night here goes into tables."""
    monkeypatch.setattr(tables, "DATASETS", {DATASET: DATASETS[DATASET]})
    for made in MADE_ONCE:
        made.cache_clear()
    yield
    for made in MADE_ONCE:
        made.cache_clear()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_stores: None) -> World:
    raw, home = tmp_path / "raw", tmp_path / "warehouse"
    raw.mkdir()
    made = World(Settings(raw=raw, home=home, settle_seconds=0, hold_share=0.6))

    def check_content(
        content: bytes, name: str, *, county_code: str | None, school_year: int | None, **_: object
    ) -> FileResult:
        made.read.append(name)
        return result_of(content.decode(), f"{county_code}|{school_year}")

    monkeypatch.setattr(readers, "check_content", check_content)
    return made
