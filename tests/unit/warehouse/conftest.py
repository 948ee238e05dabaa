"""A home with a finished build in it, ready to be published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.publish import publish
from pipelines.warehouse.versions import Version, current
from tests.unit.warehouse.small_build import a_night, write_build

Publishing = Callable[..., Version]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path / "raw", home=tmp_path / "warehouse", keep_versions=2)


@pytest.fixture
def publish_build(settings: Settings) -> Publishing:
    """Publishes the small build, with statements run on it before, if any."""

    def call(
        *statements: str, base: Version | None = None, move_current: bool = True, **others: object
    ) -> Version:
        build = settings.build / "warehouse.duckdb"
        build.unlink(missing_ok=True)
        write_build(build)
        with duckdb.connect(str(build)) as connection:
            for statement in statements:
                connection.execute(statement)
        follows = base or (current(settings) if move_current else None)
        return publish(settings, a_night(build, **others), base=follows, move_current=move_current)  # type: ignore[arg-type]

    return call
