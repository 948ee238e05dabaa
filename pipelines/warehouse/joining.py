"""A version's DuckDB file: the one before, with the rows of some counties put in their place.

What has a column `county_code` is a county's. A row of a county that nobody sends files of, or of none, is
the registry's; that and every table without a county is replaced whole by any batch, because all batches of a
night are built beside the same registry. What does not belong here: which counties come from where (publish),
holding the file against what it was joined of (verifying), the files beside it (parquet), and the tables that
only a version can fill (gates_said, figure_change).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import (
    DICTIONARY,
    PUBLISHED_SCHEMAS,
    STORAGE_VERSION,
    Columns,
    Relation,
    as_meant,
    columns,
    comment,
    quote,
    relations,
    text,
)

BEFORE, COPY, BUILD = "before", "copy", "build"
MOSTLY_KEPT = 0.5
"""Below this share of counties that stay, a new file is smaller and as quick to write as a mended copy."""
COUNTY = "county_code"


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


@contextmanager
def opened(join: Join, copy: Path, limits: ConnectionSettings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the new file as `copy`, in use.

    The base is attached as `before`, the builds are as `build`, `build_1` and on. The file begins as a copy
    of the base where most of it stays and has the same tables.
    """
    with duckdb.connect(":memory:", config=limits) as connection:
        for at, part in enumerate(join.parts):
            connection.execute(f"attach {text(part.build.as_posix())} as {part_name(at)} (read_only)")
        if join.base:
            connection.execute(f"attach {text(join.base.as_posix())} as {BEFORE} (read_only)")
        if is_mended_copy(connection, join):
            assert join.base is not None
            connection.execute(f"detach {BEFORE}")
            shutil.copyfile(join.base, copy)
            connection.execute(f"attach {text(join.base.as_posix())} as {BEFORE} (read_only)")
        connection.execute(f"attach {text(copy.as_posix())} as {COPY} (storage_version '{STORAGE_VERSION}')")
        connection.execute(f"use {COPY}")
        yield connection
        connection.execute(f"checkpoint {COPY}")


def put_together(
    connection: duckdb.DuckDBPyConnection, join: Join, filled: Collection[tuple[str, str]]
) -> None:
    """Give the copy every table and view, and every table its rows, in one transaction.

    Args:
        connection: from `opened`.
        join: what is joined.
        filled: tables that are empty in a build and are left alone here.
    """
    source = part_name(0) if join.parts else BEFORE
    wanted = relations(connection, source)
    connection.begin()
    is_mended = bool(relations(connection, COPY))
    if not is_mended:
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema if not exists {quote(schema)}")
        for relation in wanted:
            connection.execute(relation.statement)
    filling = _Filling(connection, join, columns(connection, source), columns(connection, BEFORE))
    for relation in wanted:
        if not relation.is_view and relation.key not in filled:
            filling.mend(relation) if is_mended else filling.fill(relation)
    is_told = is_mended and join.same_registry
    if DICTIONARY in {relation.key for relation in wanted} and join.parts and not is_told:
        comment(connection, wanted)
    connection.commit()


def is_mended_copy(connection: duckdb.DuckDBPyConnection, join: Join) -> bool:
    """Whether the file of the version before is copied and mended, or a new one is written."""
    if join.base is None or len(join.kept) < MOSTLY_KEPT * (len(join.kept) + len(join.fresh)):
        return False
    return not join.parts or relations(connection, BEFORE) == relations(connection, part_name(0))


@dataclass(frozen=True)
class _Filling:
    """Gives tables their rows."""

    connection: duckdb.DuckDBPyConnection
    join: Join
    made: Columns
    before: Columns

    def fill(self, relation: Relation) -> None:
        """Fill a table that is empty."""
        has_county = COUNTY in self.made[relation.key]
        whose = of_registry(self.join) if has_county else "true"
        if self.join.parts:
            self._insert(relation, [(0, whose)])
        else:
            self._take_over(relation, whose)
        if has_county:
            if self.join.base:
                self._take_over(relation, among(self.join.kept))
            self._insert_counties(relation)

    def mend(self, relation: Relation) -> None:
        """Put rows in the place of others in a table of the version before."""
        delete = f"delete from {relation.quoted}"
        if COUNTY not in self.made[relation.key]:
            if self.join.parts:
                self.connection.execute(delete)
                self._insert(relation, [(0, "true")])
            return
        gone = self.join.known - self.join.kept
        if self.join.parts and not self.join.same_registry:
            self.connection.execute(f"{delete} where {of_registry(self.join)}")
            self._insert(relation, [(0, of_registry(self.join))])
        if gone:
            self.connection.execute(f"{delete} where {among(gone)}")
        self._insert_counties(relation)

    def _insert_counties(self, relation: Relation) -> None:
        if self.join.parts:
            self._insert(relation, of_builds(self.join))

    def _insert(self, relation: Relation, whose: Sequence[Whose]) -> None:
        self.connection.execute(f"insert into {relation.quoted} {out_of(relation, self.made, whose)}")

    def _take_over(self, relation: Relation, whose: str) -> None:
        """Insert rows of the version before; a column that it lacks is null, which its table must allow."""
        before, after = self.before.get(relation.key, {}), self.made[relation.key]
        if not before:
            return
        for column in after:
            if column not in before:
                self.connection.execute(f"alter table {relation.quoted} alter {quote(column)} drop not null")
        both = ", ".join(quote(column) for column in after if column in before)
        rows = f"select {both} from {BEFORE}.{relation.quoted} where {whose}"
        self.connection.execute(f"insert into {relation.quoted} by name {rows}")


Whose = tuple[int, str]
"""A build by its number, and the condition on its rows."""


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
