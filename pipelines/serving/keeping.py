"""The coloured copies that wait to be fetched: in memory, for a few minutes, within a bound.

What does not belong here: making them (examining).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Final

MINUTES: Final = 10
MOST_BYTES: Final = 200 * 1024**2


@dataclass(frozen=True)
class Waiting:
    """A workbook that may be fetched until a moment on the clock."""

    name: str
    content: bytes
    until: float


class Keeping:
    """Workbooks by a name that nobody can guess; the oldest go when they are too many.

    Args:
        clock: seconds that only go on.
        most_bytes: how much all of them take.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most_bytes: int = MOST_BYTES) -> None:
        self._clock, self._most_bytes = clock, most_bytes
        self._kept: OrderedDict[str, Waiting] = OrderedDict()

    def put(self, name: str, content: bytes) -> str:
        """Keep a workbook for some minutes, and say by what name it can be fetched."""
        self._sweep()
        token = token_urlsafe(24)
        self._kept[token] = Waiting(name, content, self._clock() + MINUTES * 60)
        while sum(len(one.content) for one in self._kept.values()) > self._most_bytes:
            self._kept.popitem(last=False)
        return token

    def get(self, token: str) -> Waiting | None:
        """The workbook of that name; None where there is none, or none any more."""
        self._sweep()
        return self._kept.get(token)

    def _sweep(self) -> None:
        now = self._clock()
        while self._kept and next(iter(self._kept.values())).until <= now:
            self._kept.popitem(last=False)
