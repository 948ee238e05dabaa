"""Names of versions, the link to the one in force, rolling back, dropping, sweeping up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.pruning import prune
from pipelines.warehouse.versions import (
    UnknownVersion,
    affirm,
    affirmation,
    all_versions,
    current,
    next_name,
    roll_back,
    sweep_leftovers,
)
from tests.unit.warehouse.conftest import Publishing


def test_before_anything_is_published_there_is_no_version(settings: Settings) -> None:
    assert current(settings) is None
    assert all_versions(settings) == []
    assert affirmation(settings) is None


def test_a_version_is_named_for_the_moment_in_utc(settings: Settings) -> None:
    assert next_name(settings, datetime(2024, 11, 1, 18, 0, 5, tzinfo=UTC)) == "20241101T180005Z"


def test_a_clock_set_back_cannot_make_a_new_version_look_old(
    publish_build: Publishing, settings: Settings
) -> None:
    newest = publish_build()
    assert next_name(settings, datetime(2001, 1, 1, tzinfo=UTC)) > newest.name


def test_rolling_back_re_points_current_and_removes_nothing(
    publish_build: Publishing, settings: Settings
) -> None:
    old, new = publish_build(), publish_build()
    assert current(settings) == new
    roll_back(settings, old.name)
    assert current(settings) == old
    assert all_versions(settings) == [new, old]


def test_rolling_back_to_a_version_there_is_not_changes_nothing(
    publish_build: Publishing, settings: Settings
) -> None:
    version = publish_build()
    with pytest.raises(UnknownVersion):
        roll_back(settings, "../elsewhere")
    assert current(settings) == version


def test_pruning_keeps_the_newest_and_the_one_in_force(publish_build: Publishing, settings: Settings) -> None:
    first, second, third, fourth = (publish_build() for _ in range(4))
    roll_back(settings, first.name)
    assert prune(settings) == [second.name]
    assert all_versions(settings) == [fourth, third, first]
    assert current(settings) == first


def test_pruning_keeps_no_more_versions_than_there_is_room_for_and_always_the_newest(
    publish_build: Publishing, settings: Settings
) -> None:
    old, new = publish_build(), publish_build()
    taken = sum(path.lstat().st_size for path in new.path.rglob("*"))
    roomy = settings.model_copy(update={"keep_bytes": 3 * taken})
    assert prune(roomy) == []
    assert prune(settings.model_copy(update={"keep_bytes": 1})) == [old.name]
    assert current(settings) == new


def test_an_affirmation_speaks_of_the_version_in_force_only(
    publish_build: Publishing, settings: Settings
) -> None:
    publish_build()
    affirm(settings, "r2", datetime(2024, 11, 2, 18, tzinfo=UTC))
    note = affirmation(settings)
    assert note is not None
    assert (note["refresh_id"], note["affirmed_at"]) == ("r2", "2024-11-02T18:00:00+00:00")
    publish_build()
    assert affirmation(settings) is None


def test_what_a_killed_refresh_left_is_swept_up_and_versions_stay(
    publish_build: Publishing, settings: Settings
) -> None:
    version = publish_build()
    half = settings.versions / ".partial-20300101T000000Z"
    half.mkdir()
    (half / "manifest.json").write_text("{}")
    assert all_versions(settings) == [version]
    sweep_leftovers(settings)
    assert not half.exists()
    assert not settings.build.exists()
    assert current(settings) == version
