"""One county, school year and ruleset as the sentences of its conclusions look at it.

Counts verdicts that stand already. Which figures a sentence names stands in `said.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import behind
from .raw import CountyYear
from .schools import School
from .verdicts import Figures

Row = Mapping[str, object]


@dataclass(frozen=True)
class Here:
    """One county, school year and ruleset: what was read, who is counted, and the rows that stand already."""

    read: CountyYear
    schools: list[School]  # those that the guarantees count
    rows: Mapping[tuple[str, str, str], Figures]  # by school, stage and code
    details: Mapping[tuple[str, str, str], Figures]  # by stage, code and dimension
    own: bool  # the county's own stricter numbers
    reliefs: bool

    def asked(self, code: str, stage: str) -> list[Figures]:
        """The rows of the schools that a code asks."""
        rows = [row for (_, at, of), row in self.rows.items() if (at, of) == (stage, code)]
        return [row for row in rows if row["status"] != "not_applicable"]

    def count(self, code: str, stage: str, *statuses: str) -> int:
        """How many of them have one of these verdicts."""
        return sum(row["status"] in statuses for row in self.asked(code, stage))

    def sums(self, code: str, stage: str) -> tuple[Fraction, Fraction]:
        """Numerators and denominators together, of the schools that have a value."""
        known = [row for row in self.asked(code, stage) if row.get("value") is not None]
        return (
            sum((Fraction(row["numerator"]) for row in known), Fraction(0)),  # type: ignore[arg-type]
            sum((Fraction(row["denominator"]) for row in known), Fraction(0)),  # type: ignore[arg-type]
        )

    def parts(self, code: str) -> list[object]:
        """The verdicts on the parts of a code."""
        return [row["status"] for (_, of, _), row in self.details.items() if of == code]

    def has_material(self, code: str) -> bool:
        """Whether the county has handed in anything for a code that rests on documents."""
        return behind.newest_materials(self.read, code) is not None

    def relieved(self, code: str, stage: str) -> int:
        """How many schools are of a lawful size by a relief alone."""
        return behind.relieved(self.schools) if code == "G4" and self.reliefs else 0

    def without_data(self, code: str, stage: str, row: Row) -> int:
        """How many of those asked have sent nothing."""
        if code == "X12":
            return self.parts("X12").count("no_data")
        if code == "V4":
            return behind.schools_without_posts(self.read, self.schools)
        return self.count(code, stage, "no_data") or behind.silent(
            self.read, self.schools, code, stage, public_only=self.own
        )
