"""Counties whose towns gain and lose pupils at random, year after year.

Everything is drawn by chance from stated spreads; nothing is taken from a real county. What does not belong
here: how they are forecast (models), and how forecasts are held against them (__main__).
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

PRIMARY, JUNIOR = ("小学", 1, 5), ("初中", 6, 9)
SIZES = (30, 60, 120, 300, 600)
TOWNS = 12


class Cell(NamedTuple):
    """The pupils of one grade of one town."""

    county_code: str
    school_year: int
    town: str
    stage: str
    grade: int
    pupils: int


def grow(code: str, years: range, chance: Random) -> Iterator[Cell]:
    """One county over these years.

    Entry cohorts of a county follow a trend between -8 % and +3 % a year with shocks of 2 % that all towns
    share and stay; a town's own entry is off by 4 %. From grade to grade a town keeps a ratio of its own (1 %
    about one), a year adds 0.6 % everywhere, and single pupils come and go. Two towns of three have a junior
    school.
    """
    size = [chance.choice(SIZES) for _ in range(TOWNS)]
    keeps = [1 + chance.gauss(0, 0.01) for _ in size]
    trend = chance.uniform(0.92, 1.03)
    entering = [float(one) for one in size]
    grades = PRIMARY[2] - PRIMARY[1] + 1
    primary = [[round(one * chance.uniform(0.9, 1.1)) for _ in range(grades)] for one in size]
    with_junior = [town for town in range(TOWNS) if town % 3 != 2]
    weights = [size[town] for town in with_junior]
    junior = {town: [round(sum(size) * size[town] / sum(weights))] * 4 for town in with_junior}
    for year in years:
        yield from _cells(code, year, PRIMARY, dict(enumerate(primary)))
        yield from _cells(code, year, JUNIOR, junior)
        shock = chance.gauss(0, 0.006)
        leaving = sum(town[-1] for town in primary)
        drawn = [weight * max(0.5, chance.gauss(1, 0.03)) for weight in weights]
        for town, part in zip(with_junior, drawn, strict=True):
            come = max(0, round(leaving * part / sum(drawn) * chance.gauss(1, 0.01)))
            junior[town] = [come, *(_went_on(one, 1 + shock, chance) for one in junior[town][:-1])]
        common = chance.gauss(0, 0.02)
        for town, those in enumerate(primary):
            entering[town] *= trend * (1 + common)
            new = max(0, round(entering[town] * chance.gauss(1, 0.04)))
            primary[town] = [new, *(_went_on(one, keeps[town] + shock, chance) for one in those[:-1])]


def _went_on(pupils: int, ratio: float, chance: Random) -> int:
    return max(0, round(pupils * ratio + chance.gauss(0, (0.15 * pupils) ** 0.5)))


def _cells(code: str, year: int, stage: tuple[str, int, int], towns: dict[int, list[int]]) -> Iterator[Cell]:
    for town, those in towns.items():
        for grade, pupils in enumerate(those, start=stage[1]):
            yield Cell(code, year, f"{code}{town:03}", stage[0], grade, pupils)
