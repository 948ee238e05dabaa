"""How far a soak has come, kept in its folder, so that it goes on where it ended.

What does not belong here: what is done (`__main__`), and what must be true (look).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.soak.look import Handed


@dataclass
class Progress:
    """What has been done.

    Attributes:
        rounds: how many; in some the refresh was done before it was to be killed.
        kills: how many refreshes were killed.
        seconds: how long that took.
        lasts: the seconds of a refresh that was left alone, by whether it loads everything itself.
        at: how many were killed at which stage.
        wrong: what was found.
        now, may_say, ever, seen: what was handed in (`Handed`).
    """

    rounds: int = 0
    kills: int = 0
    seconds: float = 0.0
    lasts: dict[str, float] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    now: dict[str, str] = field(default_factory=dict)
    may_say: dict[str, list[str]] = field(default_factory=dict)
    ever: list[list[str]] = field(default_factory=list)
    seen: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, file: Path) -> Progress:
        """What a file keeps; nothing done where there is none."""
        return cls(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else cls()

    def killed(self, stage: str | None) -> None:
        """Count a round, and its kill at a stage."""
        self.rounds += 1
        if stage is None:
            return
        self.kills += 1
        self.at = dict(Counter(self.at) + Counter([stage]))

    def keep(self, file: Path, handed: Handed) -> None:
        """Write it down, with what has been handed in."""
        self.now = handed.now
        self.may_say = {county: sorted(names) for county, names in handed.may_say.items()}
        self.ever = sorted([county, name] for county, name in handed.ever)
        self.seen = sorted([county, name] for county, name in handed.seen)
        file.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    def give(self, handed: Handed) -> None:
        """Have what was handed in known again."""
        handed.now = self.now
        handed.may_say = {county: set(names) for county, names in self.may_say.items()}
        handed.ever = {(county, name) for county, name in self.ever}
        handed.seen = {(county, name) for county, name in self.seen}
