"""A night with a PostgreSQL: the version is published whatever becomes of the copy, which catches up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.postgres.nightly import last_try, told
from pipelines.warehouse.versions import current
from tests.unit.orchestration.tiny_county import TinyCounty
from tests.unit.postgres.servers import Database

NOBODY = "postgresql://nobody@127.0.0.1:9/none"


def test_a_night_whose_postgres_fails_is_published_says_so_and_the_next_one_catches_up(
    tmp_path: Path,
    tiny_project: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = TinyCounty.below(tmp_path, tiny_project)
    county.call("示例小学")
    monkeypatch.setenv("JUNHENG_POSTGRES_URL", NOBODY)

    assert county.refresh().outcome == "published"

    version = current(county.settings)
    assert version is not None
    failed = last_try(county.settings)
    assert failed is not None
    assert (failed.version, failed.stands) == (version.name, None)
    assert "没有复制到 PostgreSQL，里面还没有版本" in (told(county.settings) or "")

    monkeypatch.setenv("JUNHENG_POSTGRES_URL", database.url)
    assert county.refresh().outcome == "affirmed"

    tried = last_try(county.settings)
    assert tried is not None
    assert (tried.stands, tried.trouble) == (version.name, None)
    with database.owner() as there:
        assert there.execute("select school_name from marts.dim_school").fetchall() == [("示例小学",)]
    assert told(county.settings) == f"PostgreSQL 里是版本 {version.name}。"
