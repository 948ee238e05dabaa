"""How a process that was started early is told to begin, or that nothing is left to do.

The run holds a lock; whoever waits for it looks, once it has it, whether a word was left. The operating
system frees the lock of a killed run, so nobody waits for ever. What does not belong here: who
waits (dbt_main).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

TOLD = "JUNHENG_DBT_STARTS_BY"
"""The environment variable with the lock's path; without it nobody waits."""
SOON = 0.02
"""Seconds between two looks at the lock."""


@dataclass(frozen=True)
class Starting:
    """A beginning that is still held back."""

    lock: FileLock

    @classmethod
    def held(cls, folder: Path) -> Starting:
        """Hold a beginning back, by files in a folder, which is made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.absolute() / "starting.lock")
        lock.acquire()
        return cls(lock)

    @property
    def environment(self) -> dict[str, str]:
        """What the process that is to wait must find in its environment."""
        return {TOLD: self.lock.lock_file}

    def allow(self) -> None:
        """Let it begin."""
        _word(self.lock).touch()
        self.lock.release()

    def refuse(self) -> None:
        """Let it end."""
        self.lock.release()


def may_begin(environment: Mapping[str, str] = os.environ) -> bool:
    """Wait until the lock this process was told of is free; whether it may begin then."""
    path = environment.get(TOLD)
    if path is None:
        return True
    lock = FileLock(path)
    with lock.acquire(poll_interval=SOON):
        return _word(lock).exists()


def _word(lock: FileLock) -> Path:
    return Path(lock.lock_file).with_suffix(".allowed")
