"""What a night's version is joined of, and whose rows are whose.

What has a column `county_code` is a county's. A row of a county that nobody sends files of, or of none, is
the registry's; that and every table without a county is replaced whole by any batch, because all batches of a
night are built beside the same registry. What does not belong here: which counties come from where (publish),
and joining them (new_file, filling).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.warehouse.copying import Columns, Relation, as_meant, relations, text
from pipelines.warehouse.digesting import COUNTY, YEAR, Group

BEFORE, COPY, BUILD = "before", "copy", "build"
MOSTLY_KEPT = 0.5
"""Below this share of counties that stay, a new file is smaller and as quick to write as a mended copy."""


@dataclass(frozen=True)
class Part:
    """A finished build and the counties whose rows are taken out of it."""

    build: Path
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Join:
    """What a version is joined of.

    Attributes:
        base: the file of the version before; None where none is taken on.
        parts: the builds of this night; the first also gives what has no county.
        kept: counties whose rows stay as they are in the base.
        known: every county that files are known of; the rest is the registry's.
        same_registry: whether what is no county's is in the base as it is in the builds.
    """

    base: Path | None
    parts: tuple[Part, ...]
    kept: frozenset[str]
    known: frozenset[str]
    same_registry: bool = False

    @property
    def fresh(self) -> frozenset[str]:
        """Counties whose rows come from a build."""
        return frozenset(county for part in self.parts for county in part.counties)


def is_mended_copy(connection: duckdb.DuckDBPyConnection, join: Join) -> bool:
    """Whether the file of the version before is copied and mended, or a new one is written."""
    if join.base is None or len(join.kept) < MOSTLY_KEPT * (len(join.kept) + len(join.fresh)):
        return False
    return not join.parts or relations(connection, BEFORE) == relations(connection, part_name(0))


Whose = tuple[int, str]
"""A build by its number, and the condition on its rows."""


def by_year(groups: Iterable[Group]) -> dict[int | None, set[str]]:
    """The counties of groups, by the year."""
    of: dict[int | None, set[str]] = {}
    for county, year in groups:
        if county is not None:
            of.setdefault(year, set()).add(county)
    return of


def of_year(counties: Iterable[str], year: int | None, known: Collection[str]) -> str:
    """The condition that a row is of one of these counties, and of the year where its table has years."""
    if YEAR not in known:
        return among(counties)
    return f"{among(counties)} and {YEAR} is not distinct from {'null' if year is None else year}"


def of_builds(join: Join) -> list[Whose]:
    """The rows of the counties that are taken out of each build."""
    return [(at, among(part.counties)) for at, part in enumerate(join.parts)]


def out_of(relation: Relation, of: Columns, whose: Sequence[Whose]) -> str:
    """Rows of builds as they are published, as one query, so that many builds are read at once."""
    return " union all ".join(
        f"({as_meant(part_name(at), relation, of)} where {which})" for at, which in whose
    )


def of_registry(join: Join) -> str:
    """The condition that a row is no county's that files are known of."""
    return f"({COUNTY} is null or not {among(join.known)})"


def among(counties: Iterable[str], column: str = COUNTY) -> str:
    """The condition that a row is of one of these counties."""
    listed = ", ".join(map(text, sorted(counties)))
    return f"{column} in ({listed})" if listed else "false"


def part_name(at: int) -> str:
    """What a build is attached as."""
    return f"build_{at}" if at else BUILD
