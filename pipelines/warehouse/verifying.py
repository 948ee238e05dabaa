"""Holding a joined file against what it was joined of, opened anew.

What does not belong here: joining it (filling).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.sentences import Sentence
from pipelines.settings import ConnectionSettings
from pipelines.warehouse.copying import (
    Columns,
    Relation,
    UntrueCopy,
    columns,
    quote,
    relations,
    text,
)
from pipelines.warehouse.digesting import COUNTY, Compared, Digests, Group, digests
from pipelines.warehouse.joining import (
    BEFORE,
    COPY,
    Join,
    Whose,
    among,
    by_year,
    is_mended_copy,
    of_builds,
    of_registry,
    of_year,
    out_of,
    part_name,
)

SAMPLE = 3
"""So many counties that stay are held against the version before row for row, the others by their counts."""
VIEWS_ARE_COUNTED = 20_000_000
"""Up to so many rows in all tables the rows of views are counted too; beyond, views are only opened."""

Numbers = Mapping[str | None, int]
"""Rows by county."""


def verify(
    join: Join,
    copy: Path,
    filled: Collection[tuple[str, str]],
    limits: ConnectionSettings,
    compared: Compared,
) -> dict[str, int]:
    """Open the copy anew and hold it against what it was joined of; returns rows by `<schema>.<relation>`.

    Args:
        join: what was joined.
        copy: the new file.
        filled: tables that are empty in a build.
        limits: memory and threads.
        compared: what differed between the builds and the version before (new_file).

    Raises:
        UntrueCopy: a relation is missing, a county's rows differ from its build or from the version before, a
            relation cannot be read, or a write-ahead log was left.
    """
    log = copy.with_name(f"{copy.name}.wal")
    if log.exists():
        raise UntrueCopy(Sentence("发布的副本没有写完整（{log} 还在），没有发布。", log=log.name))
    with duckdb.connect(":memory:", config=limits) as connection:
        attached = [(part_name(at), part.build) for at, part in enumerate(join.parts)]
        attached += [(BEFORE, join.base)] if join.base else []
        for name, path in (*attached, (COPY, copy)):
            connection.execute(f"attach {text(path.as_posix())} as {name} (read_only)")
        made = relations(connection, COPY)
        if _names(made) != _names(relations(connection, attached[0][0])):
            raise UntrueCopy(Sentence("发布的副本缺少表或视图，没有发布。"))
        connection.execute(f"use {COPY}")
        holding = _Holding(
            connection,
            join,
            is_mended=is_mended_copy(connection, join),
            made=columns(connection, COPY),
            before=columns(connection, BEFORE),
            compared=compared,
        )
        for relation in made:
            if not relation.is_view and relation.key not in filled:
                holding.hold(relation)
        return _counts(connection, made)


def _counts(connection: duckdb.DuckDBPyConnection, made: Sequence[Relation]) -> dict[str, int]:
    """How many rows there are in each; tables come before views.

    A table knows how many rows it has; a view over a nation takes seconds to count, and is only read.
    """
    counts: dict[str, int] = {}
    for relation in made:
        if relation.is_view and sum(counts.values()) > VIEWS_ARE_COUNTED:
            connection.execute(f"select * from {relation.quoted} limit 0")
            continue
        (number,) = connection.execute(f"select count(*) from {relation.quoted}").fetchone() or (0,)
        counts[f"{relation.schema}.{relation.name}"] = number
    return counts


@dataclass(frozen=True)
class _Holding:
    """Holds tables against what they were joined of."""

    connection: duckdb.DuckDBPyConnection
    join: Join
    is_mended: bool
    made: Columns
    before: Columns
    compared: Compared

    def hold(self, relation: Relation) -> None:
        """Raise unless a table has the rows that it should have."""
        has_county = COUNTY in self.made[relation.key]
        is_as_before = has_county and self.is_mended and self.join.same_registry
        if self.join.parts and not is_as_before:
            whose = of_registry(self.join) if has_county else "true"
            self._compare(relation, f"where {whose}", [(0, whose)])
        if not has_county:
            return
        touched = self.compared.touched(relation.key)
        if touched is None and self.join.parts:
            self._compare(relation, f"where {among(self.join.fresh)}", of_builds(self.join))
        has_before = bool(self.join.base) and relation.key in self.before
        numbers = self._numbers(relation.quoted) if has_before else {}
        if touched is not None:
            self._compare_fresh(relation, touched, numbers)
        if has_before and self.join.kept:
            self._compare_kept(relation, numbers)

    def _compare(self, relation: Relation, which: str, whose: Sequence[Whose]) -> None:
        made = self._digests(relation, f"select * from {relation.quoted} {which}")
        if made != self._digests(relation, out_of(relation, self.made, whose)):
            raise _differs_from_build(relation)

    def _compare_fresh(self, relation: Relation, touched: Collection[Group], numbers: Numbers) -> None:
        """What was put in is what the builds say, and what was left because it is the same is still there.

        That was held against the builds as the base has it, so of it the counts are looked at; and a few
        counties are held against the rows of their builds, whatever these say.
        """
        known, built = self.made[relation.key], self.compared.built.get(relation.key, {})
        if touched:
            years = by_year(touched).items()
            which = " or ".join(f"({of_year(counties, year, known)})" for year, counties in years)
            made = self._digests(relation, f"select * from {relation.quoted} where {which}")
            if made != {group: digest for group, digest in built.items() if group in touched}:
                raise _differs_from_build(relation)
        expected: Counter[str | None] = Counter()
        for (county, _), (number, _) in built.items():
            expected[county] += number
        if {county: number for county, number in numbers.items() if county in self.join.fresh} != expected:
            raise _differs_from_build(relation)
        few = set(sorted(self.join.fresh)[:SAMPLE])
        of_parts = ((at, few & set(part.counties)) for at, part in enumerate(self.join.parts))
        if whose := [(at, among(own)) for at, own in of_parts if own]:
            self._compare(relation, f"where {among(few)}", whose)

    def _compare_kept(self, relation: Relation, numbers: Numbers) -> None:
        """Counties that stay have as many rows as before, and a few of them the very same."""
        both = ", ".join(quote(one) for one in self.made[relation.key] if one in self.before[relation.key])
        few, before = among(sorted(self.join.kept)[:SAMPLE]), f"{BEFORE}.{relation.quoted}"
        came_to = []
        for table, of_table in ((relation.quoted, numbers), (before, self._numbers(before))):
            stay = {county: number for county, number in of_table.items() if county in self.join.kept}
            came_to.append((stay, self._digests(relation, f"select {both} from {table} where {few}")))
        if came_to[0] != came_to[1]:
            raise UntrueCopy(
                Sentence(
                    "发布的副本中 {schema}.{relation} 没有变化的县与上一版本不一致，没有发布。",
                    schema=relation.schema,
                    relation=relation.name,
                )
            )

    def _numbers(self, table: str) -> Numbers:
        """How many rows each county has."""
        return dict(
            self.connection.execute(f"select {COUNTY}, count(*) from {table} group by all").fetchall()
        )

    def _digests(self, relation: Relation, rows: str) -> Digests:
        return digests(self.connection, rows, self.made[relation.key])


def _differs_from_build(relation: Relation) -> UntrueCopy:
    return UntrueCopy(
        Sentence(
            "发布的副本中 {schema}.{relation} 与计算结果不一致，没有发布。",
            schema=relation.schema,
            relation=relation.name,
        )
    )


def _names(found: Sequence[Relation]) -> list[str]:
    return [one.quoted for one in found]
