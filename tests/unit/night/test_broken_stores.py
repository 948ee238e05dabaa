"""A county of which what landed cannot be read is mended from its copy or keeps its figures; others go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.landing.copies import FOLDER
from pipelines.landing.store import store_path
from tests.unit.orchestration.tiny_county import TinyCounty

NAMES = "select school_name from marts.dim_school order by all"


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def lose_copies(county: TinyCounty) -> None:
    shutil.rmtree(county.settings.landing / FOLDER)


@pytest.mark.parametrize(("harm", "word"), [(half, "已损坏"), (Path.unlink, "不见了")])
def test_a_landing_file_that_is_damaged_or_gone_without_a_copy_holds_its_county_and_the_other_is_published(
    county: TinyCounty, harm: Callable[[Path], None], word: str
) -> None:
    county.first_night("旧校名", c990102="邻县旧名")
    lose_copies(county)
    store = store_path(county.settings, "990101")
    whole = store.read_bytes()
    harm(store)
    outcome = county.refresh("新校名", c990102="邻县新名")
    assert outcome.outcome == "published", outcome.reasons
    assert sorted(county.published(NAMES)) == [("旧校名",), ("邻县新名",)]
    ((held, (reason,)),) = outcome.held.items()
    assert held == "990101" and word in reason
    store.write_bytes(whole)
    assert county.refresh().outcome == "published"
    assert sorted(county.published(NAMES)) == [("新校名",), ("邻县新名",)]


@pytest.mark.parametrize("harm", [half, Path.unlink])
def test_with_its_copy_the_county_is_published_like_every_other(
    county: TinyCounty, harm: Callable[[Path], None]
) -> None:
    county.first_night("旧校名", c990102="邻县旧名")
    harm(store_path(county.settings, "990101"))
    outcome = county.refresh("新校名", c990102="邻县新名")
    assert (outcome.outcome, outcome.held) == ("published", {})
    assert sorted(county.published(NAMES)) == [("新校名",), ("邻县新名",)]


def test_a_damaged_landing_file_of_a_quiet_county_leaves_the_version_standing_and_is_told(
    county: TinyCounty,
) -> None:
    county.first_night("旧校名", c990102="邻县旧名")
    lose_copies(county)
    half(store_path(county.settings, "990101"))
    outcome = county.refresh()
    assert outcome.outcome == "affirmed"
    assert list(outcome.held) == ["990101"]
    assert sorted(county.published(NAMES)) == [("旧校名",), ("邻县旧名",)]
