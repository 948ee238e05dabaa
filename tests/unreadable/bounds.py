"""Every verdict held against what the cells that cannot be read could have held.

The independent calculation (tests/oracle) judges the files again and again, each time with other contents in
the open cells. A verdict that is published as decided must be the word of every such filling; one that is
unmet in all of them must be published as unmet (datasets.md, "When in doubt" 2). What does not belong here:
what a cell could have held (contents), the search for contents that make a failure none (search).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracle.calculate import Expected, Key, calculate
from tests.oracle.compare import published
from tests.unreadable.changing import Change
from tests.unreadable.contents import Filling, Open
from tests.unreadable.originals import Originals

VERDICTS = (
    "school_indicator",
    "school_compliance",
    "county_balance",
    "county_indicator",
    "county_detail",
    "recognition",
)
"""Tables of the independent calculation that hold verdicts."""
OPEN_WHILE_ANY_IS = ("county_balance",)
"""A coefficient is not judged while a unit's resource is missing, whatever it could be (standard.md §1)."""
DECIDED = ("met", "near", "unmet")
PASSES = {True: "met", False: "unmet", None: "no_data"}
BLANK = "-"


@dataclass(frozen=True)
class Misjudged:
    """A verdict that does not follow from what is known: what is published, and what the fillings make."""

    table: str
    key: Key
    said: str
    possible: frozenset[str]

    @property
    def is_too_careful(self) -> bool:
        """Whether it is open although every filling is unmet."""
        return self.possible == {"unmet"}


@dataclass
class Words:
    """The verdicts of the fillings of one key, and of those where figures that cannot be read are blank."""

    filled: set[str] = field(default_factory=set)
    blanked: set[str] = field(default_factory=set)


def misjudged(
    raw: Path, changes: Sequence[Change], database: Path, *, fillings: int, rng: random.Random
) -> list[Misjudged]:
    """The verdicts of the changed files that do not follow.

    Args:
        raw: the files before they were changed.
        changes: what was changed.
        database: what was published from the changed files.
        fillings: how many are tried with all cells alike, and as many at random.
        rng: chooses the latter.
    """
    originals = Originals(raw)
    cells = [cell for change in changes for cell in originals.open_cells(change)]
    possible: dict[str, dict[Key, Words]] = {table: {} for table in VERDICTS}
    for filling in _fillings(cells, fillings, rng):
        for is_blanked in (False, True):
            with originals.filled(_blanked(filling, cells) if is_blanked else filling):
                expected = calculate(raw, verdicts_alone=True)
            for table in VERDICTS:
                for key, word in words_of(table, expected).items():
                    told = possible[table].setdefault(key, Words())
                    (told.blanked if is_blanked else told.filled).add(word)
    over_schools = _over_schools(_published("school_indicator", database))
    return [
        Misjudged(table, key, said, frozenset(words.filled | (words.blanked if said == "no_data" else set())))
        for table in VERDICTS
        for key, said in _published(table, database).items()
        if not _follows(table, said, words := possible[table].get(key, Words()))
        and not (table == "county_indicator" and said == over_schools.get(key))
    ]


def at_once(cells: Sequence[Open], number: int) -> Filling:
    """Each cell with the content of this number, so that all are as small, or as large, at once."""
    return {one.place: one.contents[number % len(one.contents)] for one in cells}


def at_random(cells: Sequence[Open], rng: random.Random) -> Filling:
    """Each cell with one of its contents."""
    return {one.place: rng.choice(one.contents) for one in cells}


def words_of(table: str, expected: Expected) -> dict[Key, str]:
    """The verdicts of a table of the independent calculation."""
    rows = getattr(expected, table)
    return {key: _word(row) for key, row in rows.items()}


def _fillings(cells: Sequence[Open], number: int, rng: random.Random) -> Iterator[Filling]:
    for at in range(number):
        yield at_once(cells, at)
    for _ in range(number):
        yield at_random(cells, rng)


def _blanked(filling: Filling, cells: Sequence[Open]) -> Filling:
    """The same with nothing in the figures: a blank one is asked of the next source (datasets.md)."""
    return {**filling, **{one.place: BLANK for one in cells if one.is_figure}}


def _follows(table: str, said: str, words: Words) -> bool:
    """A verdict that no filling knows is one of a school of unknown code, of which nothing is known.

    A filling that itself leaves a verdict open contradicts none. A figure that cannot be read is blank, so
    that another source may speak in its place.
    """
    if words.filled | words.blanked == {"unmet"}:
        return said == "unmet" or (table in OPEN_WHILE_ANY_IS and said == "no_data")
    alike = {said, "no_data"}
    return said not in DECIDED or words.filled <= alike or (said in words.blanked and words.blanked <= alike)


def _over_schools(said: Mapping[Key, str]) -> dict[Key, str]:
    """The codes that are open in a county because they are in its schools, and failed in none.

    A row whose school cannot be read is open at every school of its file ("When in doubt" 2), so that each
    may pass by it, though not all at once: what is judged school by school is then open over them.
    """
    words: dict[Key, set[str]] = {}
    for (*head, _, stage, code), word in said.items():
        words.setdefault((*head, stage, code), set()).add(word)
    return {key: "no_data" for key, found in words.items() if "no_data" in found and "unmet" not in found}


def _published(table: str, database: Path) -> dict[Key, str]:
    return {key: _word(row) for key, row in published(table, database).items()}


def _word(row: dict[str, object]) -> str:
    return PASSES[row["passes"]] if "passes" in row else str(row["status"])  # type: ignore[index]
