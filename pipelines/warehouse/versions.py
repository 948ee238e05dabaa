"""The published versions and the link to the one in force.

A version is a directory that never changes; `current` is a link that is replaced in one step, so a reader
sees the old version or the new one and nothing between. What does not belong here: how a version is made
(publish) and which old ones are dropped (pruning).
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pipelines.errors import Trouble, WrongCall
from pipelines.processes.spill import is_in_use
from pipelines.sentences import Sentence
from pipelines.settings import SPILL, Settings
from pipelines.warehouse.checksums import OF_DATABASE, has_size, is_as_signed
from pipelines.warehouse.syncing import sync

STAMP = "%Y%m%dT%H%M%SZ"
PARTIAL = ".partial-"
"""Before the name of a version that is still being written."""
DAMAGED = ".damaged-"
"""Before the name of one that was set aside."""
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
        super().__init__(Sentence("没有版本 {name}；有哪些版本见 junheng status。", name=name))


class VersionDamaged(Trouble):
    """The files of a version are not what was published, or are gone."""

    def __init__(self, name: str, what: str) -> None:
        self.what = what
        super().__init__(
            Sentence(
                "版本 {name} {what}；下一次 junheng refresh 会把它移开，用别的完好版本，"
                "或从入库数据重新计算。现在就要看数的，可以用 junheng status 里别的版本。",
                name=name,
                what=what,
            )
        )


def published_at(name: str) -> datetime:
    """When a version of this name was published, in UTC."""
    return datetime.strptime(name, STAMP).replace(tzinfo=UTC)


def pointed_to(settings: Settings) -> str | None:
    """The name of the version that the link leads to, whether or not it is there."""
    try:
        return Path(os.readlink(settings.current)).name
    except OSError:
        return None


def all_versions(settings: Settings) -> list[Version]:
    """Every version that is whole as far as a look tells, the newest first."""
    found = []
    for name in _names(settings):
        with suppress(VersionDamaged):
            found.append(read_version(settings, name))
    return found


def damaged_versions(settings: Settings) -> dict[str, str]:
    """What is wrong with versions that a look shows to be damaged, or with the one in force if gone."""
    found = {}
    for name in sorted({*_names(settings), *([pointed] if (pointed := pointed_to(settings)) else [])}):
        try:
            read_version(settings, name)
        except VersionDamaged as damaged:
            found[name] = damaged.what
    return found


def current(settings: Settings) -> Version | None:
    """The version in force; where it is damaged or gone the newest that is whole.

    None before anything was published, and where no version is whole.
    """
    name = pointed_to(settings)
    if name is None:
        return None
    try:
        return read_version(settings, name)
    except VersionDamaged:
        whole = (one for one in all_versions(settings) if not one.manifest["as_known_on"])
        return next(whole, None)


def read_version(settings: Settings, name: str) -> Version:
    """The version of that name, looked at: its manifest, and the size of its DuckDB file.

    Raises:
        VersionDamaged: it is damaged or gone.
        PermissionError: it may be whole, and whoever asks may not look into it.
    """
    path = settings.versions / name
    if not path.is_dir():
        raise VersionDamaged(name, Sentence("的文件夹不见了"))
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        told = manifest["created_at"], manifest["as_known_on"], manifest["row_counts"]
        datetime.fromisoformat(told[0])
    except PermissionError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VersionDamaged(name, Sentence("的 {manifest} 读不出", manifest=MANIFEST)) from error
    if not is_as_signed(manifest):
        raise VersionDamaged(name, Sentence("的 {manifest} 被改动过", manifest=MANIFEST))
    size = manifest.get(OF_DATABASE)
    if not (has_size(path / DATABASE, size) if size else (path / DATABASE).is_file()):
        raise VersionDamaged(name, Sentence("的 {database} 不见了或不完整", database=DATABASE))
    return Version(name, path, manifest, settings.time_zone)


def next_name(settings: Settings, now: datetime) -> str:
    """The name of a version made now: later than every other, even when the clock was set back."""
    newest = max(_names(settings), default=None)
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
        VersionDamaged: it is damaged.
    """
    if name not in _names(settings):
        raise UnknownVersion(name)
    return read_version(settings, name)


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
    try:
        note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return note if note["version"] == version.name else None
    except (ValueError, KeyError, TypeError):
        return None  # torn: the next refresh writes it anew


def sweep_leftovers(settings: Settings) -> None:
    """Remove what a killed or refused run left: unfinished versions, the build, what DuckDB spilled.

    And the private files of versions that are gone.
    """
    spilled = [path for path in settings.home.glob(f"{SPILL}*") if not is_in_use(path)]
    for leftover in (settings.build, *settings.home.glob(".what-if-*"), *spilled):
        shutil.rmtree(leftover, ignore_errors=True)
    if settings.versions.is_dir():
        for path in settings.versions.glob(f"{PARTIAL}*"):
            shutil.rmtree(path, ignore_errors=True)
    for path in settings.registers.glob("*"):
        if path.name not in _names(settings):
            shutil.rmtree(path, ignore_errors=True)


def _names(settings: Settings) -> list[str]:
    """The names of the folders that are versions, damaged or whole, the newest first."""
    if not settings.versions.is_dir():
        return []
    return sorted((path.name for path in settings.versions.iterdir() if _is_name(path.name)), reverse=True)


def _is_name(name: str) -> bool:
    try:
        return bool(datetime.strptime(name, STAMP))
    except ValueError:
        return False


def _affirmation_path(settings: Settings) -> Path:
    return settings.home / "affirmed.json"
