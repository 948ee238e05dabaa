"""Being somebody who has no rights, also where the tests run as root, whom no right stops.

What does not belong here: what must not be possible then (the tests).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NOBODY = 65534


@contextmanager
def open_to_others() -> Iterator[Path]:
    """A new folder that others may look into, which the folders of pytest are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def without_rights() -> Iterator[None]:
    """What is done inside is done by nobody; who is not root has no rights anyway."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
