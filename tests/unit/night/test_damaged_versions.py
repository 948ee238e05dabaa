"""A damaged version keeps no later night from coming: it is made again from what landed, and said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.warehouse.versions import all_versions, current
from tests.unit.orchestration.tiny_county import TinyCounty
from tests.unit.warehouse.test_set_aside import flip, no_version, truncate

NAMES = "select school_name from marts.dim_school order by all"


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (truncate, "warehouse.duckdb"),
        (flip, "warehouse.duckdb"),
        (truncate, "manifest.json"),
        (no_version, "x"),
    ],
)
def test_the_only_version_is_made_again_though_no_file_changed(
    county: TinyCounty, harm: Callable[[Path], None], name: str
) -> None:
    county.first_night("校名", c990102="邻县名")
    first = current(county.settings)
    assert first is not None
    harm(first.path / name)
    outcome = county.refresh()
    assert outcome.outcome == "published", outcome.reasons
    assert sorted(county.published(NAMES)) == [("校名",), ("邻县名",)]
    assert outcome.landing is not None
    (said,) = outcome.landing.mended
    assert first.name in said and "由入库数据重新计算" in said
    assert county.refresh().outcome == "affirmed"


def test_what_the_version_before_lacks_is_made_again_and_the_rest_is_taken_over(county: TinyCounty) -> None:
    county.first_night("校名", c990102="邻县名")
    county.refresh("新校名")
    newest, oldest = all_versions(county.settings)
    truncate(newest.database)
    assert county.refresh().outcome == "published"
    assert sorted(county.published(NAMES)) == [("新校名",), ("邻县名",)]
    assert all_versions(county.settings)[1] == oldest
