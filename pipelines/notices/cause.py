"""What people are told of: one thing that stands, or one that has happened.

What does not belong here: finding it (causes, moves), and who is told (recipients).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

SHOWN = 8
"""Reasons of one cause that a notice repeats."""


@dataclass(frozen=True)
class Cause:
    """One thing to be told of, in the words of a county officer.

    Attributes:
        key: the same as long as it is the same thing.
        title: what it is, in a line.
        what: why, a sentence each.
        now: what stands meanwhile.
        todo: what to do.
        since: since when, ISO 8601 in UTC; None where that is not known.
        county_code: whose; None for everybody's.
        whose: the file it is about, or who handed it in; empty where there is none.
        provider: by which name it was handed in (the first folder below the school year).
        departments: the codes of the departments it concerns.
    """

    key: str
    title: str
    what: tuple[str, ...] = ()
    now: str = ""
    todo: str = ""
    since: str | None = None
    county_code: str | None = None
    whose: str = ""
    provider: str = ""
    departments: frozenset[str] = field(default_factory=frozenset)

    @property
    def digest(self) -> str:
        """The same as long as there is nothing new to say of it."""
        return hashlib.sha256("\n".join((self.title, *self.what)).encode()).hexdigest()[:16]
