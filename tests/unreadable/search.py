"""Whether a verdict that is open, though every filling was unmet, could have been another after all.

Of a row that is set aside nothing is known but where it counts, and where that is open, too, it may be
anybody's (datasets.md, "When in doubt" 2): so many contents that a few fillings seldom meet those that change
a verdict. Here they are put together for the verdicts that are asked about. What does not belong here:
verdicts that are decided (bounds).
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.oracle.calculate import Key, calculate
from tests.unreadable.bounds import Misjudged, words_of
from tests.unreadable.changing import Change
from tests.unreadable.contents import Filling
from tests.unreadable.originals import Originals

TRIES = 16
"""How often each verdict is tried at most."""
EXTREMES = 3
"""Of the contents of a figure: what it held, the least, the most."""
Words = Mapping[tuple[str, Key], str]


def still_too_careful(
    raw: Path, changes: Sequence[Change], found: Sequence[Misjudged], rng: random.Random
) -> list[Misjudged]:
    """The verdicts that no content of what was set aside makes another than unmet.

    Args:
        raw: the files before they were changed.
        changes: what was changed.
        found: verdicts that are open although every filling is unmet.
        rng: chooses contents.
    """
    years = sorted({one.key[:2] for one in found})
    return [one for county, year in years for one in _of_a_year(raw, changes, _of(found, county, year), rng)]


def _of(found: Sequence[Misjudged], county: str, year: str) -> list[Misjudged]:
    return [one for one in found if one.key[:2] == (county, year)]


def _of_a_year(
    raw: Path, changes: Sequence[Change], found: list[Misjudged], rng: random.Random
) -> list[Misjudged]:
    """Those of one county and year that are left; the year alone is read, where that says the same."""
    county, year = found[0].key[:2]
    here = [change for change in changes if change.path.startswith(f"{county}/{year}")]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / county).mkdir()
        (Path(folder) / county / year).symlink_to(raw / county / year)
        originals = Originals(Path(folder))
        told = _words(originals, Path(folder), {}, found)
        left = [one for one in found if told.get((one.table, one.key)) == "unmet"]
        of_other_years = [one for one in found if one not in left]
        for number in range(TRIES * len(left)):
            if not left:
                break
            filling: dict[tuple[str, str, int, int], object] = {}
            for at, change in enumerate(here):
                asked = left[(number + at) % len(left)].key
                school, indicator = (asked[3] if len(asked) > 5 else ""), asked[-1]
                for cell in originals.cells_set_aside(change, school, indicator):
                    filling[cell.place] = rng.choice(cell.contents[: EXTREMES if cell.is_figure else None])
            told = _words(originals, Path(folder), filling, left)
            print(f"{county} {year}: {number + 1} tried, {len(left)} left", file=sys.stderr)
            left = [one for one in left if told.get((one.table, one.key)) == "unmet"]
    return [*left, *of_other_years]


def _words(originals: Originals, folder: Path, filling: Filling, asked: Sequence[Misjudged]) -> Words:
    with originals.filled(filling):
        expected = calculate(folder, verdicts_alone=True)
    tables = {one.table for one in asked}
    return {(table, key): word for table in tables for key, word in words_of(table, expected).items()}
