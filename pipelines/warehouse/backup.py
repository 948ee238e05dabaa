"""A home as one folder that stands by itself, with checksums, and a home made of such a folder.

In it are what landed, the versions with their registers and what is noted of nights; the key only when it is
asked for, because whoever has both can try numbers of persons one by one. `raw/` is not in it. What does not
belong here: what is printed (command.backup).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.errors import Trouble, WrongCall
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.checksums import (
    CHECKSUMS,
    OF_FILES,
    differing,
    hash_of,
    is_as_signed,
    read_sums,
    signed,
    sums_of,
    write_sums,
)
from pipelines.warehouse.lock import refresh_lock
from pipelines.warehouse.owner_only import open_to_readers
from pipelines.warehouse.syncing import sync
from pipelines.warehouse.versions import DAMAGED, PARTIAL, STAMP, current, point_to, read_version

NAME, TOLD, KEY = "junheng-", "backup.json", "secret.key"
NOTES = ("held.json", "affirmed.json")
UNFINISHED = ".unfinished-"
Progress = Callable[[str, int, int], None]


class BackupDamaged(Trouble):
    """A backup is not what was written; nothing was restored from it."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(
            Sentence("备份 {folder} {what}，什么也没有恢复；请用另一份备份。", folder=folder, what=what)
        )


class HomeInUse(WrongCall):
    """A home in which there is something already is not written over."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            Sentence(
                "{home} 里已有入库的数据或版本，不会覆盖；请把它移到别处，或用 --home 指明另一个位置。",
                home=home,
            )
        )


@dataclass(frozen=True)
class Backup:
    """What is in a backup, and whose.

    Attributes:
        folder: where it lies.
        files: how many files it has.
        size: their bytes.
        has_key: whether the key is among them.
        current: the version in force; None where there is none.
    """

    folder: Path
    files: int
    size: int
    has_key: bool
    current: str | None


def back_up(settings: Settings, into: Path, *, with_key: bool, progress: Progress) -> Backup:
    """Write a backup of a home into a folder of its own; no refresh runs meanwhile.

    Args:
        settings: which home.
        into: the folder in which it is written.
        with_key: whether the key is in it too.
        progress: called with the stage, how many files are done and how many there are.

    Raises:
        Busy: a refresh is running.
    """
    if not settings.landing.is_dir():
        raise WrongCall(Sentence("{home} 里没有入库的数据，没有可以备份的。", home=settings.home))
    with refresh_lock(settings):
        name = f"{NAME}{datetime.now(UTC).strftime(STAMP)}"
        folder = into / f"{UNFINISHED}{name}"
        folder.mkdir(parents=True)
        try:
            _copy(list(_of_home(settings)), settings.home, folder, "backup", progress)
            if with_key:
                shutil.copyfile(settings.key_path, folder / KEY)
            version = current(settings)
            sums = sums_of(folder, None, leave=())
            told: dict[str, Any] = {
                "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "current": version.name if version else None,
                "has_key": with_key,
                OF_FILES: write_sums(folder, sums),
            }
            (folder / TOLD).write_text(json.dumps(signed(told), indent=2), encoding="utf-8")
            for path in folder.rglob("*"):
                sync(path)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        done = folder.rename(into / name)
    return Backup(done, len(sums), sum(one.size for one in sums), with_key, told["current"])


def restore(settings: Settings, folder: Path, *, progress: Progress) -> Backup:
    """Make a home of a backup, every file of which is held against its checksum first.

    Raises:
        BackupDamaged: it is not whole.
        HomeInUse: the home holds something already.
        Busy: a refresh of the home is running.
    """
    told, sums = _read(folder)
    if wrong := next(differing(folder, sums), None):
        raise BackupDamaged(folder, Sentence("里的 {wrong} 与备份时不同或不见了", wrong=wrong))
    with refresh_lock(settings):
        if settings.landing.exists() or settings.versions.exists() or os.path.lexists(settings.current):
            raise HomeInUse(settings.home)
        partial = settings.home / UNFINISHED
        shutil.rmtree(partial, ignore_errors=True)
        _copy([folder / one.path for one in sums if one.path != KEY], folder, partial, "restore", progress)
        if told["has_key"] and not settings.key_path.exists():
            settings.key_path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / KEY, settings.key_path)
        # what landed comes first: a home with versions and without it would begin anew
        for name in (*NOTES, settings.landing.name, settings.registers.name, settings.versions.name):
            if (partial / name).exists():
                os.replace(partial / name, settings.home / name)
        shutil.rmtree(partial)
        if settings.versions.is_dir():
            open_to_readers(settings, settings.versions)
        if told["current"]:
            point_to(settings, read_version(settings, told["current"]))
    return Backup(folder, len(sums), sum(one.size for one in sums), told["has_key"], told["current"])


def _read(folder: Path) -> tuple[dict[str, Any], list[Any]]:
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        is_whole = is_as_signed(told) and hash_of(folder / CHECKSUMS) == told[OF_FILES]
    except FileNotFoundError as error:
        raise WrongCall(
            Sentence(
                "{folder} 不是备份：里面没有 {told} 或 {checksums}。",
                folder=folder,
                told=TOLD,
                checksums=CHECKSUMS,
            )
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupDamaged(folder, Sentence("的 {told} 读不出", told=TOLD)) from error
    if not is_whole:
        raise BackupDamaged(
            folder, Sentence("的 {told} 或 {checksums} 被改动过", told=TOLD, checksums=CHECKSUMS)
        )
    return told, read_sums(folder)


def _of_home(settings: Settings) -> Iterator[Path]:
    """What is backed up of a home: the stores with their logs, the versions, the notes."""
    yield from sorted(path for path in settings.landing.glob("*.duckdb*") if path.is_file())
    yield from (path for name in NOTES if (path := settings.home / name).is_file())
    for of_versions in (settings.registers, settings.versions):
        for version in sorted(of_versions.iterdir()) if of_versions.is_dir() else ():
            if not version.name.startswith((PARTIAL, DAMAGED)):
                yield from sorted(path for path in version.rglob("*") if path.is_file())


def _copy(paths: list[Path], whole: Path, into: Path, stage: str, progress: Progress) -> None:
    """Copy files to the same places below another folder; what is one file stays one, by a hard link."""
    copied: dict[tuple[int, int], Path] = {}
    for done, path in enumerate(paths):
        progress(stage, done, len(paths))
        facts, place = path.stat(), into / path.relative_to(whole)
        place.parent.mkdir(parents=True, exist_ok=True)
        one = facts.st_dev, facts.st_ino
        if one in copied:
            os.link(copied[one], place)
        else:
            copied[one] = Path(shutil.copy2(path, place))
    progress(stage, len(paths), len(paths))
