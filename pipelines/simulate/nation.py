"""Published rows of as many counties as are asked for, made of those of a few: to rehearse a nation.

No file is read and nothing is computed: rows of a version are written again under other codes and names,
their figures varied from county to county, verdicts left as they are. So the time of joins, queries and sums
is a nation's, while no figure follows from another. What does not belong here: raw files (county).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.simulate.plan import county_of, school_codes_begin
from pipelines.simulate.tables import NOTICE

COUNTY = "county_code"
TOGETHER = 10
"""So many counties lie mixed in the file, as those of a batch do in a version that was joined."""
VARIES = 0.03
"""By this share of themselves figures vary, up and down."""
TABLES = """
select schema_name, table_name, sql from duckdb_tables()
where database_name = 'few' and not internal order by all
"""
VIEWS = """
select schema_name, sql from duckdb_views()
where database_name = 'few' and not internal order by view_oid
"""
COLUMNS = """
select column_name, data_type from duckdb_columns()
where (database_name, schema_name, table_name) = ('few', $schema, $table) order by column_index
"""


@dataclass(frozen=True)
class _Table:
    schema: str
    name: str
    columns: dict[str, str]
    coded: dict[str, list[int]]
    """Which of a county's codes and names stand in which columns."""

    @property
    def quoted(self) -> str:
        return f'"{self.schema}"."{self.name}"'


def write_nation(few: Path, out: Path, codes: Sequence[str], *, seed: int = 20240508) -> None:
    """Write the published file of many counties.

    Args:
        few: the file of a version that has one county or a few, each of which many are made like.
        out: the file to write; what was there is replaced.
        codes: of the counties; those of `few` are not among them.
        seed: varies the figures; the same seed gives the same rows.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{few.as_posix()}' as few (read_only)")
        connection.execute(f"attach '{out.as_posix()}' as many (storage_version 'v1.2.0')")
        connection.execute("use many")
        like = [
            code
            for (code,) in connection.execute(
                f"select {COUNTY} from few.meta.county_build where status = 'fresh' order by all"
            ).fetchall()
        ]
        tables = _tables(connection, like)
        for table in tables:
            if COUNTY not in table.columns:
                connection.execute(f"insert into {table.quoted} from few.{table.quoted}")
        for first in range(0, len(codes), TOGETHER):
            together = codes[first : first + TOGETHER]
            _name(connection, together, like, first, seed)
            for table in tables:
                if COUNTY in table.columns:
                    connection.execute(f"insert into {table.quoted} {_rows(table)}")
        for schema, statement in connection.execute(VIEWS).fetchall():
            connection.execute(f'create schema if not exists "{schema}"')
            connection.execute(statement)
        connection.execute("checkpoint many")


def _tables(connection: duckdb.DuckDBPyConnection, like: Sequence[str]) -> list[_Table]:
    """Make the tables, empty, and say in which columns a county's codes or its name stand."""
    tables = []
    alike = list(zip(*map(_codes_and_name, like), strict=True))
    for schema, name, statement in connection.execute(TABLES).fetchall():
        connection.execute(f'create schema if not exists "{schema}"')
        connection.execute(statement)
        columns = dict(connection.execute(COLUMNS, {"schema": schema, "table": name}).fetchall())
        coded: dict[str, list[int]] = {}
        for column in (column for column, kind in columns.items() if kind == "VARCHAR"):
            asked = ", ".join(
                f"""coalesce(bool_or({" or ".join(f"contains(said, '{one}')" for one in of_all)}), false)"""
                for of_all in alike
            )
            rows = f'select distinct "{column}" as said from few."{schema}"."{name}"'
            found = connection.execute(f"select {asked} from ({rows})").fetchone() or ()
            coded[column] = [at for at, has in enumerate(found) if has]
        tables.append(_Table(schema, name, columns, coded))
    return tables


def _codes_and_name(code: str) -> list[str]:
    """What is put in the place of another county's, in this order: longer ones first."""
    return [*school_codes_begin(code), code, county_of(code).name]


def _name(
    connection: duckdb.DuckDBPyConnection, codes: Sequence[str], like: Sequence[str], first: int, seed: int
) -> None:
    """Say of each county which it is like, what of that is put as what, and by how much its figures vary."""
    rows = []
    for at, code in enumerate(codes, first):
        model = like[at % len(like)]
        rows.append([code, model, *_codes_and_name(model), *_codes_and_name(code)])
        rows[-1][-1] += f"（{NOTICE}）"
    number = (len(rows[0]) - 2) // 2
    columns = ["code", "model", *(f"{kind}_{at}" for kind in ("old", "new") for at in range(number))]
    values = ", ".join("(" + ", ".join(f"'{one}'" for one in row) + ")" for row in rows)
    by = f"1 + {VARIES} * (hash(code, {seed}) % 2001 / 1000 - 1) as by"
    connection.execute(
        f"create or replace temp table named as select *, {by}"
        f" from (values {values}) as named ({', '.join(columns)})"
    )


def _rows(table: _Table) -> str:
    """The rows of the counties that are named, as SQL."""
    selected = []
    for column, kind in table.columns.items():
        said = f'rows."{column}"'
        for at in table.coded.get(column, ()):
            said = f"replace({said}, named.old_{at}, named.new_{at})"
        selected.append(
            "named.code" if column == COUNTY else f"round({said} * named.by, 9)" if kind == "DOUBLE" else said
        )
    return (
        f"select {', '.join(selected)} from few.{table.quoted} as rows"
        f" inner join named on rows.{COUNTY} = named.model"
    )
