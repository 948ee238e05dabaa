"""The tickets of the drop box: who showed a good token need not show it with every file.

A ticket is known before a request's files are read, so that nothing of a stranger's upload is. They live in
memory and end with the server. What does not belong here: tokens, and putting files (tokens, dropping).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from secrets import token_urlsafe
from typing import Final

from pipelines.serving.tokens import DropToken

COOKIE: Final = "junheng-drop"
MINUTES: Final = 30
"""How long a ticket holds after it was last used."""


class Tickets:
    """Tickets by names that nobody can guess.

    Args:
        clock: seconds that only go on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._given: dict[str, tuple[str, float]] = {}

    def give(self, token: DropToken) -> str:
        """A ticket for whoever showed a token."""
        now = self._clock()
        self._given = {name: one for name, one in self._given.items() if one[1] > now}
        ticket = token_urlsafe(24)
        self._given[ticket] = (token.number, now + MINUTES * 60)
        return ticket

    def number_of(self, ticket: str | None) -> str | None:
        """The number of the token it was given for, for some minutes more; None where it holds no longer."""
        number, until = self._given.get(ticket or "", (None, 0.0))
        if ticket is None or number is None or until <= self._clock():
            return None
        self._given[ticket] = (number, self._clock() + MINUTES * 60)
        return number

    def take_back(self, ticket: str | None) -> None:
        """Have a ticket hold no longer."""
        self._given.pop(ticket or "", None)
