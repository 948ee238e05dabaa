"""The published versions and the link to the one in force.

A version is a directory that never changes; `current` is a link that is replaced in one step, so a reader
sees the old version or the new one and nothing between. What does not belong here: how a version is made
(publish).
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pipelines.errors import WrongCall
from pipelines.settings import Settings

STAMP = "%Y%m%dT%H%M%SZ"
PARTIAL = ".partial-"
"""Before the name of a version that is still being written."""
DATABASE, MANIFEST = "warehouse.duckdb", "manifest.json"


@dataclass(frozen=True)
class Version:
    """One published version.

    Attributes:
        name: a UTC stamp.
        path: its directory.
        manifest: what its manifest says; times in it are UTC.
        time_zone: where the people are who read it.
    """

    name: str
    path: Path
    manifest: dict[str, Any]
    time_zone: ZoneInfo

    @property
    def database(self) -> Path:
        """The DuckDB file that readers open."""
        return self.path / DATABASE

    @property
    def created_at(self) -> datetime:
        """When it was published, in UTC."""
        return datetime.fromisoformat(self.manifest["created_at"])


class UnknownVersion(WrongCall):
    """There is no version of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有版本 {name}；有哪些版本见 junheng status。")


def all_versions(settings: Settings) -> list[Version]:
    """Every version, the newest first."""
    if not settings.versions.is_dir():
        return []
    paths = [path for path in settings.versions.iterdir() if (path / MANIFEST).is_file()]
    names = sorted((path.name for path in paths if not path.name.startswith(PARTIAL)), reverse=True)
    return [_read(settings, name) for name in names]


def current(settings: Settings) -> Version | None:
    """The version in force; None before anything was published."""
    path = settings.versions / settings.current.resolve().name
    return _read(settings, path.name) if (path / MANIFEST).is_file() else None


def next_name(settings: Settings, now: datetime) -> str:
    """The name of a version made now: later than every other, even when the clock was set back."""
    newest = max((version.name for version in all_versions(settings)), default=None)
    if newest:
        now = max(now, datetime.strptime(newest, STAMP).replace(tzinfo=UTC) + timedelta(seconds=1))
    return now.strftime(STAMP)


def point_to(settings: Settings, version: Version) -> None:
    """Make a version the one in force, in one step."""
    link = settings.current.with_name(f".{settings.current.name}.next")
    link.unlink(missing_ok=True)
    link.symlink_to(Path(settings.versions.name) / version.name, target_is_directory=True)
    os.replace(link, settings.current)
    sync(settings.home)


def roll_back(settings: Settings, name: str) -> None:
    """Re-point `current` to an earlier version.

    Raises:
        UnknownVersion: there is none of this name.
    """
    point_to(settings, named(settings, name))


def named(settings: Settings, name: str) -> Version:
    """The version of a name.

    Raises:
        UnknownVersion: there is none.
    """
    for version in all_versions(settings):
        if version.name == name:
            return version
    raise UnknownVersion(name)


def prune(settings: Settings) -> list[str]:
    """Drop all but the newest `keep_versions` and the one in force; returns the names of what was dropped."""
    in_force = current(settings)
    kept = all_versions(settings)[: settings.keep_versions]
    dropped = []
    for version in all_versions(settings):
        if version not in kept and version != in_force:
            # under another name first: what is half removed must not look like a version
            doomed = version.path.rename(version.path.with_name(f"{PARTIAL}{version.name}"))
            shutil.rmtree(doomed)
            dropped.append(version.name)
    return dropped


def affirm(settings: Settings, refresh_id: str, now: datetime) -> None:
    """Note that a refresh found nothing changed, so the version in force still tells the truth."""
    version = current(settings)
    note = {
        "version": version.name if version else None,
        "refresh_id": refresh_id,
        "affirmed_at": now.isoformat(timespec="seconds"),
    }
    partial = _affirmation_path(settings).with_suffix(".partial")
    partial.write_text(json.dumps(note), encoding="utf-8")
    os.replace(partial, _affirmation_path(settings))


def affirmation(settings: Settings) -> dict[str, Any] | None:
    """When the version in force was last affirmed and by which refresh; None if it never was."""
    path, version = _affirmation_path(settings), current(settings)
    if version is None or not path.exists():
        return None
    note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return note if note["version"] == version.name else None


def sweep_leftovers(settings: Settings) -> None:
    """Remove what a killed or refused refresh left: an unfinished version and the last build."""
    shutil.rmtree(settings.build, ignore_errors=True)
    if settings.versions.is_dir():
        for path in settings.versions.glob(f"{PARTIAL}*"):
            shutil.rmtree(path, ignore_errors=True)


def sync(path: Path) -> None:
    """Have the operating system write a file, or a folder's entries, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_below(folder: Path) -> None:
    """Have the operating system write whatever lies below a folder to the disk, all at once.

    A version of a nation has hundreds of thousands of files, most of them on the disk for long: to ask for
    each takes minutes.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if not hasattr(system, "syncfs"):
            os.sync()
        elif system.syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(descriptor)


def _read(settings: Settings, name: str) -> Version:
    path = settings.versions / name
    manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    return Version(name, path, manifest, settings.time_zone)


def _affirmation_path(settings: Settings) -> Path:
    return settings.home / "affirmed.json"
