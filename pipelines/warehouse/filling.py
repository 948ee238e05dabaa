"""The tables of a version's DuckDB file get their rows: those of some counties in the place of those before.

Of a county that was built anew most rows are as they were: only the tables and school years in which it
differs are touched. What does not belong here: how the file begins (new_file), which rows are whose
(joining), holding the file against what it was joined of (verifying), the files beside it (parquet), and the
tables that only a version can fill (gates_said, figure_change).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.warehouse.copying import (
    DICTIONARY,
    PUBLISHED_SCHEMAS,
    Columns,
    Relation,
    columns,
    comment,
    quote,
    relations,
)
from pipelines.warehouse.digesting import COUNTY
from pipelines.warehouse.joining import (
    BEFORE,
    COPY,
    Join,
    Whose,
    among,
    by_year,
    of_builds,
    of_registry,
    of_year,
    out_of,
    part_name,
)
from pipelines.warehouse.new_file import Opened


def put_together(opened: Opened, join: Join, filled: Collection[tuple[str, str]]) -> None:
    """Give the copy every table and view, and every table its rows, in one transaction.

    Args:
        opened: the new file.
        join: what is joined.
        filled: tables that are empty in a build and are left alone here.
    """
    connection = opened.connection
    source = part_name(0) if join.parts else BEFORE
    wanted = relations(connection, source)
    connection.begin()
    is_mended = bool(relations(connection, COPY))
    if not is_mended:
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema if not exists {quote(schema)}")
        for relation in wanted:
            connection.execute(relation.statement)
    filling = _Filling(opened, join, columns(connection, source), columns(connection, BEFORE))
    for relation in wanted:
        if not relation.is_view and relation.key not in filled:
            filling.mend(relation) if is_mended else filling.fill(relation)
    is_told = is_mended and join.same_registry
    if DICTIONARY in {relation.key for relation in wanted} and join.parts and not is_told:
        comment(connection, wanted)
    connection.commit()


@dataclass(frozen=True)
class _Filling:
    """Gives tables their rows."""

    opened: Opened
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
            if self.join.parts:
                self._insert(relation, of_builds(self.join))

    def mend(self, relation: Relation) -> None:
        """Put rows in the place of others in a table of the version before."""
        if COUNTY not in self.made[relation.key]:
            if self.join.parts:
                self._delete(relation, "true")
                self._insert(relation, [(0, "true")])
            return
        if self.join.parts and not self.join.same_registry:
            self._delete(relation, of_registry(self.join))
            self._insert(relation, [(0, of_registry(self.join))])
        known = self.made[relation.key]
        for year, counties in by_year(self.opened.compared.touched(relation.key) or ()).items():
            self._delete(relation, of_year(counties, year, known))
            of_parts = ((at, counties & set(part.counties)) for at, part in enumerate(self.join.parts))
            self._insert(relation, [(at, of_year(own, year, known)) for at, own in of_parts if own])

    def _delete(self, relation: Relation, which: str) -> None:
        self.opened.connection.execute(f"delete from {relation.quoted} where {which}")

    def _insert(self, relation: Relation, whose: Sequence[Whose]) -> None:
        if not whose:
            return
        self.opened.connection.execute(f"insert into {relation.quoted} {out_of(relation, self.made, whose)}")

    def _take_over(self, relation: Relation, whose: str) -> None:
        """Insert rows of the version before; a column that it lacks is null, which its table must allow."""
        before, after = self.before.get(relation.key, {}), self.made[relation.key]
        if not before:
            return
        for column in after:
            if column not in before:
                self.opened.connection.execute(
                    f"alter table {relation.quoted} alter {quote(column)} drop not null"
                )
        both = ", ".join(quote(column) for column in after if column in before)
        rows = f"select {both} from {BEFORE}.{relation.quoted} where {whose}"
        self.opened.connection.execute(f"insert into {relation.quoted} by name {rows}")
