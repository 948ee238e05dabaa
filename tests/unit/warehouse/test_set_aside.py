"""A damaged version is told, set aside and never built on; the newest whole one goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse.reading import NothingPublished, open_version, version_named
from pipelines.warehouse.set_aside import see_that_it_can_be_built_on, set_damaged_aside
from pipelines.warehouse.status import status_of
from pipelines.warehouse.versions import VersionDamaged, all_versions, current, roll_back
from tests.unit.warehouse.conftest import Publishing

PARQUET = "parquet/marts/dim_school.parquet"
OF_COUNTY = "parquet/marts/fct_recognition/county_code=990101/data.parquet"


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """One byte in the middle, as a disk does it: size and times stay."""
    facts, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def no_version(path: Path) -> None:
    shutil.rmtree(path.parent)


HARM = [
    *((harm, "warehouse.duckdb") for harm in (truncate, flip, Path.unlink)),
    *((harm, "manifest.json") for harm in (truncate, flip, Path.unlink, no_version)),
    *((harm, "checksums.csv") for harm in (truncate, flip, Path.unlink)),
    (flip, "counties/990101.json"),
]


@pytest.mark.parametrize(("harm", "name"), HARM)
def test_a_damaged_version_is_set_aside_and_the_newest_whole_one_goes_on(
    publish_build: Publishing, settings: Settings, harm: Callable[[Path], None], name: str
) -> None:
    first, second, damaged = publish_build(), publish_build(), publish_build()
    harm(damaged.path / name)
    (said,) = set_damaged_aside(settings, "r1")
    assert said.startswith(f"版本 {damaged.name} ") and f"现行版本暂为 {second.name}" in said
    assert current(settings) == second
    assert all_versions(settings) == [second, first]
    assert set_damaged_aside(settings, "r2") == [], "it is told once"
    with open_version(version_named(settings)) as connection:
        assert connection.execute("select count(*) from marts.dim_school").fetchone() == (3,)
    if harm is not no_version:
        assert (settings.versions / f".damaged-{damaged.name}").is_dir(), "nothing is thrown away"


@pytest.mark.parametrize("name", [PARQUET, OF_COUNTY])
@pytest.mark.parametrize("harm", [truncate, flip, Path.unlink])
def test_a_damaged_parquet_file_is_written_again_as_it_was_and_the_version_stays(
    publish_build: Publishing, settings: Settings, harm: Callable[[Path], None], name: str
) -> None:
    publish_build()
    version = publish_build()
    path = version.path / name
    whole, rights = path.read_bytes(), path.stat().st_mode
    harm(path)
    (said,) = set_damaged_aside(settings, "r1")
    assert said.startswith(f"版本 {version.name} 有 1 个文件损坏或不见了，如 {name}，已按原样重新写出")
    assert (path.read_bytes(), path.stat().st_mode) == (whole, rights)
    assert current(settings) == version
    assert set_damaged_aside(settings, "r1") == []


def test_a_damaged_parquet_file_of_a_version_whose_database_is_damaged_too_is_not_mended_from_it(
    publish_build: Publishing, settings: Settings
) -> None:
    first, version = publish_build(), publish_build()
    (version.path / PARQUET).unlink()
    flip(version.database)
    (said,) = set_damaged_aside(settings, "r1")
    assert f"现行版本暂为 {first.name}" in said


def test_whole_versions_are_left_alone(publish_build: Publishing, settings: Settings) -> None:
    version = publish_build()
    assert set_damaged_aside(settings, "r1") == []
    assert see_that_it_can_be_built_on(settings) == []
    assert current(settings) == version


def test_without_a_whole_version_it_is_said_so_and_not_that_nothing_was_published(
    publish_build: Publishing, settings: Settings
) -> None:
    version = publish_build()
    shutil.rmtree(version.path)
    with pytest.raises(NothingPublished, match=rf"没有完好的版本：版本 {version.name} 的文件夹不见了"):
        version_named(settings)
    told = status_of(settings)
    assert told.damaged == [{"version": version.name, "reason": "的文件夹不见了"}]
    assert told.current is None
    (said,) = set_damaged_aside(settings, "r1")
    assert "没有别的完好版本" in said
    assert current(settings) is None


def test_a_file_that_versions_share_is_damaged_in_each_of_them(
    publish_build: Publishing, settings: Settings
) -> None:
    first = publish_build()
    second = publish_build()
    shared = "parquet/marts/fct_recognition/county_code=990101/data.parquet"
    (second.path / shared).unlink()
    os.link(first.path / shared, second.path / shared)
    flip(second.path / shared)
    damaged = (first.path / shared).read_bytes()
    said = set_damaged_aside(settings, "r1")
    assert [one.split(" ")[1] for one in said] == [second.name, first.name]
    assert current(settings) == second
    for version in (first, second):
        assert (version.path / shared).read_bytes() != damaged


@pytest.mark.parametrize("harm", [truncate, flip])
def test_status_and_queries_go_on_with_the_newest_version_that_can_be_read(
    publish_build: Publishing, settings: Settings, harm: Callable[[Path], None]
) -> None:
    first, damaged = publish_build(), publish_build()
    content = damaged.database.read_bytes()
    if harm is flip:  # the header of the file, without which nothing opens
        damaged.database.write_bytes(b"\0" * 4096 + content[4096:])
    else:
        harm(damaged.database)
    told = status_of(settings)
    assert told.current == first.name
    assert [one["version"] for one in told.damaged] == [damaged.name]
    if harm is flip:
        with pytest.raises(VersionDamaged, match="已损坏，读不出"), open_version(damaged):
            pass
    else:
        assert version_named(settings) == first


def test_nobody_can_roll_back_to_a_damaged_version(publish_build: Publishing, settings: Settings) -> None:
    damaged, good = publish_build(), publish_build()
    truncate(damaged.database)
    with pytest.raises(VersionDamaged, match="不完整"):
        roll_back(settings, damaged.name)
    assert current(settings) == good


def test_a_database_that_rotted_is_not_built_on(publish_build: Publishing, settings: Settings) -> None:
    first, damaged = publish_build(), publish_build()
    flip(damaged.database)
    assert len(see_that_it_can_be_built_on(settings)) == 1
    assert current(settings) == first


def test_a_version_of_before_there_were_checksums_is_taken_as_it_is(
    publish_build: Publishing, settings: Settings
) -> None:
    import json

    version = publish_build()
    manifest = version.path / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    for name in ("checksums_sha256", "database_bytes", "manifest_sha256"):
        del said[name]
    manifest.write_text(json.dumps(said), encoding="utf-8")
    (version.path / "checksums.csv").unlink()
    assert set_damaged_aside(settings, "r1") == []
    assert current(settings) is not None
