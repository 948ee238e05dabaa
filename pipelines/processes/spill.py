"""A folder for what a query cannot keep in memory, and the end of those that killed processes left.

Its name tells the process it belongs to. What does not belong here: how much memory there is (settings).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

OWNER = re.compile(r"(?:junheng|\.spill)-([0-9]+)-.*")


@contextmanager
def spill_folder() -> Iterator[str]:
    """A new folder, which goes at the end; those of processes that have gone are swept away."""
    _sweep()
    with TemporaryDirectory(prefix=f"junheng-{os.getpid()}-") as folder:
        yield folder


def _sweep() -> None:
    for path in Path(gettempdir()).glob("junheng-*"):
        if OWNER.fullmatch(path.name) and not is_in_use(path):
            shutil.rmtree(path, ignore_errors=True)  # somebody else's stays


def is_in_use(folder: Path) -> bool:
    """Whether the process that a folder belongs to by its name still runs."""
    owner = OWNER.fullmatch(folder.name)
    return owner is not None and _is_running(int(owner.group(1)))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
