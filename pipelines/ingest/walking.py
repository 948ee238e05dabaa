"""What lies below a folder, whatever it is, in one look at each folder.

The operating system says of an entry what it is while it lists the folder; to ask for each again is what
takes long over a network. What does not belong here: what a file is (discover), and what is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

PASSED_OVER = (".", "~$", "_")
"""How names begin of what nobody handed in: hidden, left by a program, or set aside by hand."""


def entries_below(
    folder: Path, hiding: Callable[[OSError], None] = lambda _: None
) -> Iterator[os.DirEntry[str]]:
    """Files and links below a folder, folder by folder and by name; links are not followed.

    Args:
        folder: where to look.
        hiding: called where a folder cannot be listed.
    """
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            hiding(error)
            continue
        entries = [entry for entry in entries if not entry.name.startswith(PASSED_OVER)]
        waiting += [entry.path for entry in reversed(entries) if _is_folder(entry)]
        yield from (entry for entry in entries if not _is_folder(entry))


def is_link(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link, as far as the operating system lets it be seen."""
    try:
        return entry.is_symlink()
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False  # where a file system does not list what an entry is, and does not let it be asked
