"""One refresh at a time for one home.

The lock is the operating system's, so a killed refresh lets go of it by itself. What does not belong here:
what is done while it is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipelines.errors import PassingTrouble
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.owner_only import for_owner_only


class Busy(PassingTrouble):
    """Another refresh of the same home is running."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__(Sentence("另一次刷新正在进行，请等它结束后再试。"))


BETWEEN_TRIES = 0.5
"""Seconds between two tries to get the lock."""


@contextmanager
def refresh_lock(settings: Settings, patience_seconds: float = 0) -> Iterator[None]:
    """Hold the home's lock; what is written meanwhile is for its owner's eyes only.

    Args:
        settings: where the home is.
        patience_seconds: how long to wait for somebody else who holds it.

    Raises:
        Busy: somebody else holds it.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.home / "refresh.lock")
    try:
        lock.acquire(timeout=patience_seconds, poll_interval=BETWEEN_TRIES)
    except Timeout as timeout:
        raise Busy from timeout
    try:
        with for_owner_only(settings):
            yield
    finally:
        lock.release()
