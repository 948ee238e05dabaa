"""A home with a finished build in it, ready to be published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.landing.report import LandingReport
from pipelines.settings import Settings
from pipelines.warehouse.publish import publish
from pipelines.warehouse.versions import Version
from tests.unit.warehouse.small_build import GateSaid, write_build

Publishing = Callable[..., Version]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path / "raw", home=tmp_path / "warehouse", keep_versions=2)


@pytest.fixture
def publish_build(settings: Settings) -> Publishing:
    """Publishes the small build, with statements run on it before, if any."""

    def call(*statements: str, gates: tuple[GateSaid, ...] = (GateSaid(),), **options: object) -> Version:
        settings.build_db.unlink(missing_ok=True)
        write_build(settings.build_db)
        with duckdb.connect(str(settings.build_db)) as connection:
            for statement in statements:
                connection.execute(statement)
        return publish(
            settings,
            run_id="r1",
            fingerprint="f",
            landing=LandingReport("r1"),
            gates=gates,
            dbt_results={"success": 3},
            **options,  # type: ignore[arg-type]
        )

    return call
