"""Who may read what lies in a home: its owner alone, but for the versions and the answers to senders.

Landing holds file names and class names as they were handed in, a run's log whatever a library says of them.
What does not belong here: what is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.settings import Settings

OTHERS = 0o077
"""The rights of everybody but the owner."""
PERMISSIONS, EXECUTE = 0o777, 0o111


@contextmanager
def for_owner_only(settings: Settings) -> Iterator[None]:
    """Whatever is written inside is for the owner's eyes; what lay open in the home is closed first.

    It holds for the whole process and those it starts, because DuckDB makes files (a write-ahead log, what it
    spills) whose rights nobody is asked about.
    """
    open_to_others = {settings.versions, settings.feedback, settings.current}
    for path in settings.home.iterdir():
        if path not in open_to_others:
            _each(path, _close)
    before = os.umask(OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def open_to_readers(settings: Settings, folder: Path) -> None:
    """Let those read a folder and what lies below it who may look into the home itself."""
    rights = settings.home.stat().st_mode & PERMISSIONS
    for made in (folder, *folder.parents):
        if made == settings.home or not made.is_relative_to(settings.home):
            break
        _share(made, rights)
    _each(folder, lambda path: _share(path, rights))


def _each(path: Path, change: Callable[[Path], None]) -> None:
    change(path)
    if path.is_dir() and not path.is_symlink():
        for below in path.rglob("*"):
            change(below)


def _close(path: Path) -> None:
    with suppress(FileNotFoundError):
        _set(path, path.lstat().st_mode & PERMISSIONS & ~OTHERS)


def _share(path: Path, rights: int) -> None:
    _set(path, rights if path.is_dir() else rights & ~EXECUTE)


def _set(path: Path, rights: int) -> None:
    if path.is_symlink():
        return
    # somebody else's file, or one that has just gone: nothing of ours
    with suppress(OSError):
        if path.stat().st_mode & PERMISSIONS != rights:
            path.chmod(rights)
