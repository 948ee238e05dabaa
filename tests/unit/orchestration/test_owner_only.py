"""What lies in a home is for its owner's eyes only, but for the versions and the answers to senders."""

from __future__ import annotations

from pathlib import Path

from tests.unit.orchestration.tiny_county import TinyCounty

OTHERS = 0o077


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def open_to_others(folder: Path) -> set[str]:
    """What lies in a folder that others may read, by its first name."""
    paths = (path for path in folder.rglob("*") if not path.is_symlink() and rights(path) & OTHERS)
    return {path.relative_to(folder).parts[0] for path in paths}


def test_after_a_night_others_read_the_versions_and_the_answers_and_nothing_else(county: TinyCounty) -> None:
    county.refresh("拒")
    assert county.refresh("慎").outcome == "published"
    home = county.settings.home
    assert open_to_others(home) == {"versions", "feedback"}
    assert [rights(path) for path in county.settings.landing.glob("*.duckdb")] == [0o600]
    assert rights(county.settings.landing) == 0o700
    assert rights(home / "runs") == 0o700
    shared = [*county.settings.versions.rglob("*"), *county.settings.feedback.rglob("*")]
    assert {rights(path) for path in shared if path.is_file()} == {rights(home) & 0o666}
    assert {rights(path) for path in shared if path.is_dir()} == {rights(home)}


def test_a_home_that_lies_open_is_closed_by_the_next_night(county: TinyCounty) -> None:
    county.refresh("慎")
    for path in (*county.settings.landing.iterdir(), county.settings.key_path):
        path.chmod(0o644)
    county.refresh()
    assert open_to_others(county.settings.home) == {"versions", "feedback"}


def test_who_may_not_look_into_the_home_may_not_read_a_version_either(county: TinyCounty) -> None:
    county.settings.home.mkdir(mode=0o750)
    county.refresh("慎")
    assert rights(county.settings.current / "warehouse.duckdb") == 0o640
    assert rights(county.settings.versions) == 0o750
