"""One thing that was looked at, and what came of it.

What does not belong here: looking (machine, files, home).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["fine", "note", "fault"]


@dataclass(frozen=True)
class Symptom:
    """What was looked at.

    Attributes:
        name: what, in a word or two.
        level: fine · note (works, and should be looked at) · fault (will not work).
        found: what was found.
        todo: what to do; empty where all is well.
    """

    name: str
    level: Level
    found: str
    todo: str = ""


def judged(name: str, fine: bool, found: str, todo: str, *, otherwise: Level = "fault") -> Symptom:
    """Fine, or the level given with what to do."""
    return Symptom(name, "fine", found) if fine else Symptom(name, otherwise, found, todo)
