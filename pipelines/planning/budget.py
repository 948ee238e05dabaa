"""What a county can spend on its closing plan year by year, and which schools it wants first.

What does not belong here: what is done with it (affording).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pipelines.planning.situation import Unit


@dataclass(frozen=True)
class Budget:
    """What there is to spend, and who comes first.

    Attributes:
        by_year: 万元 of every fiscal year until the deadline.
        turns: in which turn a unit comes, the first one first; a unit without a turn comes last.
    """

    by_year: Mapping[int, Fraction]
    turns: Mapping[Unit, int] = field(default_factory=dict)

    @property
    def total(self) -> Fraction:
        """What there is until the deadline."""
        return sum(self.by_year.values(), Fraction(0))

    @property
    def years(self) -> range:
        """Every year from the first with a budget to the deadline."""
        return range(min(self.by_year), max(self.by_year) + 1)
