"""Who may read what lies in a home: its owner alone, but for the versions and the answers to senders.

Landing holds file names and class names as they were handed in, a run's log whatever a library says of them.
What does not belong here: what is written.
"""

from __future__ import annotations

import os
import stat
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
            _give(path, lambda mode: mode & PERMISSIONS & ~OTHERS)
    before = os.umask(OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def open_to_readers(settings: Settings, folder: Path) -> None:
    """Let those read a folder and what lies below it who may look into the home itself."""
    rights = settings.home.stat().st_mode & PERMISSIONS
    for made in folder.parents:
        if made == settings.home or not made.is_relative_to(settings.home):
            break
        _set(str(made), lambda _: rights)
    _give(folder, lambda mode: rights if stat.S_ISDIR(mode) else rights & ~EXECUTE)


def _give(path: Path, rights: Callable[[int], int]) -> None:
    """Give a file, or a folder and whatever is below it, the rights that follow from what it is."""
    _set(str(path), rights)
    # one look at each: a home has as many files as all its counties together
    for parent, folders, names in os.walk(path) if not path.is_symlink() else ():
        for name in (*folders, *names):
            _set(os.path.join(parent, name), rights)


def _set(path: str, rights: Callable[[int], int]) -> None:
    # somebody else's file, or one that has just gone: nothing of ours
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if not stat.S_ISLNK(mode) and mode & PERMISSIONS != rights(mode):
            os.chmod(path, rights(mode))
