"""What did not change is the very file of the version before: one file in two places, by a hard link.

What does not belong here: what has changed (publish).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def link(path: Path, place: Path) -> None:
    """Have a file in a second place; a copy of it where the file system knows no hard links."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, place)
    except OSError:
        shutil.copy2(path, place)


def share_counties(before: Path, after: Path, only: Iterable[str]) -> None:
    """Have the folders of counties in a second place.

    Args:
        before: a folder with one of every county in it, called by its code.
        after: where they are to be too.
        only: which counties.
    """
    for county in only:
        for path in (before / county).rglob("*"):
            if path.is_file():
                link(path, after / path.relative_to(before))
