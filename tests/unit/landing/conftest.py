"""The world of `world.py`, new for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contracts.result import FileResult
from pipelines.landing import readers
from pipelines.settings import Settings
from tests.unit.landing.world import World, result_of


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
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
