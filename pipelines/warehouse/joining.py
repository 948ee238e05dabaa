"""A version's DuckDB file: the one before, with the rows of some counties put in their place.

What has a column `county_code` is a county's. A row of a county that nobody sends files of, or of none, is
the registry's; that and every table without a county is replaced whole by any batch, because all batches of a
night are built beside the same registry. What does not belong here: which counties come from where (publish),
the files beside it (parquet), and the tables that only a version can fill (gates_said, figure_change).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import (
    DICTIONARY,
    PUBLISHED_SCHEMAS,
    STORAGE_VERSION,
    Relation,
    UntrueCopy,
    as_meant,
    comment,
    quote,
    relations,
    text,
)

BEFORE, COPY, BUILD = "before", "copy", "build"
MOSTLY_KEPT = 0.5
"""Below this share of counties that stay, a new file is smaller and as quick to write as a mended copy."""
SAMPLE = 3
"""So many counties that stay are held against the version before row for row, the others by their counts."""
COUNTY = "county_code"
Digest = tuple[int, int | None]


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
    """

    base: Path | None
    parts: tuple[Part, ...]
    kept: frozenset[str]
    known: frozenset[str]

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
            connection.execute(f"attach {text(part.build.as_posix())} as {_part(at)} (read_only)")
        if join.base:
            connection.execute(f"attach {text(join.base.as_posix())} as {BEFORE} (read_only)")
        if _is_mended(connection, join):
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
    source = _part(0) if join.parts else BEFORE
    wanted = relations(connection, source)
    connection.begin()
    is_mended = bool(relations(connection, COPY))
    if not is_mended:
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema if not exists {quote(schema)}")
    for relation in wanted:
        if not is_mended:
            connection.execute(relation.statement)
        if not relation.is_view and (relation.schema, relation.name) not in filled:
            _fill(connection, join, relation, is_mended=is_mended)
    if DICTIONARY in {(one.schema, one.name) for one in wanted} and join.parts:
        comment(connection, wanted)
    connection.commit()


def verify(
    join: Join, copy: Path, filled: Collection[tuple[str, str]], limits: ConnectionSettings
) -> dict[str, int]:
    """Open the copy anew and hold it against what it was joined of; returns rows by `<schema>.<relation>`.

    Raises:
        UntrueCopy: a relation is missing, a county's rows differ from its build or from the version before, a
            relation cannot be read, or a write-ahead log was left.
    """
    log = copy.with_name(f"{copy.name}.wal")
    if log.exists():
        raise UntrueCopy(f"发布的副本没有写完整（{log.name} 还在），没有发布。")
    counts = {}
    with duckdb.connect(":memory:", config=limits) as connection:
        attached = [(_part(at), part.build) for at, part in enumerate(join.parts)]
        attached += [(BEFORE, join.base)] if join.base else []
        for name, path in (*attached, (COPY, copy)):
            connection.execute(f"attach {text(path.as_posix())} as {name} (read_only)")
        made = relations(connection, COPY)
        if _names(made) != _names(relations(connection, attached[0][0])):
            raise UntrueCopy("发布的副本缺少表或视图，没有发布。")
        connection.execute(f"use {COPY}")
        for relation in made:
            name = f"{relation.schema}.{relation.name}"
            if not relation.is_view and (relation.schema, relation.name) not in filled:
                _hold_against(connection, join, relation)
            (counts[name],) = connection.execute(f"select count(*) from {relation.quoted}").fetchone() or (0,)
    return counts


def _is_mended(connection: duckdb.DuckDBPyConnection, join: Join) -> bool:
    """Whether the file of the version before is copied and mended, or a new one is written."""
    if join.base is None or len(join.kept) < MOSTLY_KEPT * (len(join.kept) + len(join.fresh)):
        return False
    return not join.parts or relations(connection, BEFORE) == relations(connection, _part(0))


def _fill(connection: duckdb.DuckDBPyConnection, join: Join, relation: Relation, *, is_mended: bool) -> None:
    has_county = COUNTY in _columns(connection, COPY, relation)
    whose = _of_registry(join) if has_county else "true"
    if join.parts:
        registry = f"{as_meant(connection, _part(0), relation)} where {whose}"
        if is_mended:
            connection.execute(f"delete from {relation.quoted} where {whose}")
        connection.execute(f"insert into {relation.quoted} {registry}")
    elif not is_mended:
        _take_over(connection, relation, whose)
    if not has_county:
        return
    if is_mended:
        connection.execute(
            f"delete from {relation.quoted}"
            f" where {_among(join.known)} and not coalesce({_among(join.kept)}, false)"
        )
    elif join.base:
        _take_over(connection, relation, _among(join.kept))
    for at, part in enumerate(join.parts):
        rows = f"{as_meant(connection, _part(at), relation)} where {_among(part.counties)}"
        connection.execute(f"insert into {relation.quoted} {rows}")


def _take_over(connection: duckdb.DuckDBPyConnection, relation: Relation, whose: str) -> None:
    """Insert rows of the version before; a column that it lacks is null, which its table must then allow."""
    before, after = (_columns(connection, name, relation) for name in (BEFORE, COPY))
    if not before:
        return
    for column in after:
        if column not in before:
            connection.execute(f"alter table {relation.quoted} alter {quote(column)} drop not null")
    both = ", ".join(quote(column) for column in after if column in before)
    rows = f"select {both} from {BEFORE}.{relation.quoted} where {whose}"
    connection.execute(f"insert into {relation.quoted} by name {rows}")


def _hold_against(connection: duckdb.DuckDBPyConnection, join: Join, relation: Relation) -> None:
    has_county = COUNTY in _columns(connection, COPY, relation)
    if join.parts:
        whose = _of_registry(join) if has_county else "true"
        built = f"{as_meant(connection, _part(0), relation)} where {whose}"
        _compare(connection, relation, f"select * from {relation.quoted} where {whose}", built)
    if not has_county:
        return
    for at, part in enumerate(join.parts):
        whose = _among(part.counties)
        built = f"{as_meant(connection, _part(at), relation)} where {whose}"
        _compare(connection, relation, f"select * from {relation.quoted} where {whose}", built)
    if join.base and join.kept and _columns(connection, BEFORE, relation):
        _compare_kept(connection, relation, join)


def _compare(connection: duckdb.DuckDBPyConnection, relation: Relation, made: str, meant: str) -> None:
    by = COUNTY if COUNTY in _columns(connection, COPY, relation) else "null"
    if _digests(connection, made, by) != _digests(connection, meant, by):
        raise UntrueCopy(f"发布的副本中 {relation.schema}.{relation.name} 与计算结果不一致，没有发布。")


def _compare_kept(connection: duckdb.DuckDBPyConnection, relation: Relation, join: Join) -> None:
    """Counties that stay have as many rows as before, and a few of them the very same."""
    both = [
        one for one in _columns(connection, COPY, relation) if one in _columns(connection, BEFORE, relation)
    ]
    columns = ", ".join(map(quote, both))
    counted, rows = "select {} from {}{} where {}", []
    for catalogue in ("", f"{BEFORE}."):
        of_all = f"select {COUNTY} from {catalogue}{relation.quoted} where {_among(join.kept)}"
        number = dict(
            connection.execute(f"select {COUNTY}, count(*) from ({of_all}) group by all").fetchall()
        )
        few = counted.format(columns, catalogue, relation.quoted, _among(sorted(join.kept)[:SAMPLE]))
        rows.append((number, _digests(connection, few, COUNTY)))
    if rows[0] != rows[1]:
        raise UntrueCopy(
            f"发布的副本中 {relation.schema}.{relation.name} 没有变化的县与上一版本不一致，没有发布。"
        )


def _digests(connection: duckdb.DuckDBPyConnection, rows: str, by: str) -> Mapping[str | None, Digest]:
    """How many rows, and a checksum over them that their order does not change, by county."""
    found = connection.execute(
        f"select {by}, count(*), sum(hash(t)) from ({rows}) as t group by 1"
    ).fetchall()
    return {county: (number, checksum) for county, number, checksum in found}


def _columns(connection: duckdb.DuckDBPyConnection, catalogue: str, relation: Relation) -> list[str]:
    found = connection.execute(
        "select column_name from duckdb_columns()"
        " where (database_name, schema_name, table_name) = ($catalogue, $schema, $name)"
        " order by column_index",
        {"catalogue": catalogue, "schema": relation.schema, "name": relation.name},
    ).fetchall()
    return [column for (column,) in found]


def _of_registry(join: Join) -> str:
    return f"({COUNTY} is null or not {_among(join.known)})"


def _among(counties: Iterable[str]) -> str:
    listed = ", ".join(map(text, sorted(counties)))
    return f"{COUNTY} in ({listed})" if listed else "false"


def _names(found: Sequence[Relation]) -> list[str]:
    return [one.quoted for one in found]


def _part(at: int) -> str:
    return f"build_{at}" if at else BUILD
