"""A backup is tried by restoring it: the home that comes of it goes on as the one that was backed up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import WrongCall
from pipelines.settings import Settings
from pipelines.warehouse.backup import BackupDamaged, HomeInUse, back_up, restore
from pipelines.warehouse.lock import Busy, refresh_lock
from pipelines.warehouse.versions import all_versions, current
from tests.unit.orchestration.tiny_county import TinyCounty

NAMES = "select school_name from marts.dim_school order by all"


def quietly(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def elsewhere(county: TinyCounty, tmp_path: Path) -> TinyCounty:
    """The same county with a home in which there is nothing."""
    return TinyCounty(county.settings.model_copy(update={"home": tmp_path / "other" / "home"}))


def test_a_restored_home_has_every_version_and_affirms_the_one_in_force(
    county: TinyCounty, elsewhere: TinyCounty, tmp_path: Path
) -> None:
    county.first_night("校名", c990102="邻县名")
    county.refresh("新校名")
    made = back_up(county.settings, tmp_path / "backups", with_key=True, progress=quietly)
    restored = restore(elsewhere.settings, made.folder, progress=quietly)
    assert (restored.files, restored.size, restored.current) == (made.files, made.size, made.current)
    assert sorted(elsewhere.published(NAMES)) == [("新校名",), ("邻县名",)]
    names = [one.name for one in all_versions(county.settings)]
    assert [one.name for one in all_versions(elsewhere.settings)] == names
    assert elsewhere.settings.key_path.read_bytes() == county.settings.key_path.read_bytes()
    assert elsewhere.refresh().outcome == "affirmed"
    outcome = elsewhere.refresh("再改")
    assert outcome.outcome == "published", outcome.reasons
    assert sorted(elsewhere.published(NAMES)) == [("再改",), ("邻县名",)]


def test_what_versions_share_takes_no_more_room_in_a_backup(county: TinyCounty, tmp_path: Path) -> None:
    county.first_night("校名", c990102="邻县名")
    county.refresh("新校名")
    made = back_up(county.settings, tmp_path / "backups", with_key=False, progress=quietly)
    shared = [path for path in (made.folder / "versions").rglob("*") if path.stat().st_nlink > 1]
    assert [path for path in shared if path.is_file()]


def test_without_the_key_nothing_lands_until_it_is_put_back(
    county: TinyCounty, elsewhere: TinyCounty, tmp_path: Path
) -> None:
    county.first_night("校名")
    made = back_up(county.settings, tmp_path / "backups", with_key=False, progress=quietly)
    assert not (made.folder / "secret.key").exists() and not made.has_key
    restore(elsewhere.settings, made.folder, progress=quietly)
    outcome = elsewhere.refresh()
    assert outcome.outcome == "failed" and "密钥文件" in outcome.reasons[0]
    shutil.copy(county.settings.key_path, elsewhere.settings.key_path)
    assert elsewhere.refresh().outcome == "affirmed"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [flip, Path.unlink])
@pytest.mark.parametrize("name", ["landing/990101.duckdb", "checksums.csv", "backup.json"])
def test_a_damaged_backup_is_told_and_nothing_is_restored(
    county: TinyCounty, elsewhere: TinyCounty, tmp_path: Path, name: str, harm: Callable[[Path], None]
) -> None:
    county.first_night("校名")
    made = back_up(county.settings, tmp_path / "backups", with_key=False, progress=quietly)
    harm(made.folder / name)
    with pytest.raises((BackupDamaged, WrongCall)):
        restore(elsewhere.settings, made.folder, progress=quietly)
    assert not elsewhere.settings.landing.exists() and not elsewhere.settings.versions.exists()


def test_a_home_in_use_is_not_written_over_and_a_running_refresh_not_backed_up(
    county: TinyCounty, tmp_path: Path
) -> None:
    county.first_night("校名")
    made = back_up(county.settings, tmp_path / "backups", with_key=False, progress=quietly)
    before = current(county.settings)
    with pytest.raises(HomeInUse):
        restore(county.settings, made.folder, progress=quietly)
    assert current(county.settings) == before
    with refresh_lock(county.settings), pytest.raises(Busy):
        back_up(county.settings, tmp_path / "backups", with_key=False, progress=quietly)


def test_a_backup_is_for_its_owner_alone_and_says_when_it_was_made(
    county: TinyCounty, tmp_path: Path
) -> None:
    county.first_night("校名")
    made = back_up(county.settings, tmp_path / "backups", with_key=True, progress=quietly)
    assert (made.folder / "secret.key").stat().st_mode & 0o077 == 0
    assert (made.folder / "landing" / "990101.duckdb").stat().st_mode & 0o077 == 0
    told = json.loads((made.folder / "backup.json").read_text(encoding="utf-8"))
    assert told["created_at"] and told["has_key"]


def test_a_home_without_anything_cannot_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="没有可以备份的"):
        back_up(Settings(home=tmp_path / "none"), tmp_path, with_key=False, progress=quietly)
