"""Published rows of as many counties as are asked for, made of those of a few: to rehearse a nation.

No file is read and nothing is computed: rows of a version are written again under other codes and names,
their figures varied from county to county, verdicts left as they are. What tells a thing of a county from
others without naming the county (a file, a finding) is another in every county. So the time of joins, queries
and sums is a nation's, while no figure follows from another. What does not belong here: raw files (county).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.simulate.plan import county_of, school_codes_begin
from pipelines.simulate.tables import NOTICE
from pipelines.warehouse.copying import DICTIONARY, as_published

COUNTY = "county_code"
TOGETHER = 10
"""So many counties lie mixed in the file, as those of a batch do in a version that was joined."""
COMMITTED = 100
"""So many counties are committed at once: every commit writes the unfinished end of every table again."""
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
KEYS = f"""
select schema_name, table_name, any_value(column_name) as column_name
from few.{".".join(DICTIONARY)} where is_key group by all having count(*) = 1
"""
"""The tables whose rows are told apart by one column."""


@dataclass(frozen=True)
class _Table:
    schema: str
    name: str
    columns: dict[str, str]
    coded: dict[str, list[int]] = field(default_factory=dict)
    """Which of a county's codes and names stand in which columns."""
    told_apart: set[str] = field(default_factory=set)
    """Columns in which stands what tells a thing of a county from others without naming the county."""

    @property
    def quoted(self) -> str:
        return f'"{self.schema}"."{self.name}"'

    @property
    def texts(self) -> list[str]:
        return [column for column, kind in self.columns.items() if kind == "VARCHAR"]


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
            if first % COMMITTED == 0:
                connection.begin()
            for table in tables:
                if COUNTY in table.columns:
                    connection.execute(f"insert into {table.quoted} {_rows(table)}")
            if (first + TOGETHER) % COMMITTED == 0 or first + TOGETHER >= len(codes):
                connection.commit()
        for schema, statement in connection.execute(VIEWS).fetchall():
            connection.execute(f'create schema if not exists "{schema}"')
            connection.execute(statement)
        connection.execute("checkpoint many")


def _tables(connection: duckdb.DuckDBPyConnection, like: Sequence[str]) -> list[_Table]:
    """Make the tables, empty, and say where a county's codes and name stand, and what it tells apart."""
    tables = []
    alike = list(zip(*map(_codes_and_name, like), strict=True))
    for schema, name, statement in connection.execute(TABLES).fetchall():
        connection.execute(f'create schema if not exists "{schema}"')
        connection.execute(statement)
        columns = dict(connection.execute(COLUMNS, {"schema": schema, "table": name}).fetchall())
        table = _Table(schema, name, columns)
        for column in table.texts:
            asked = ", ".join(
                f"""coalesce(bool_or({" or ".join(f"contains(said, '{one}')" for one in of_all)}), false)"""
                for of_all in alike
            )
            rows = f'select distinct "{column}" as said from few.{table.quoted}'
            found = connection.execute(f"select {asked} from ({rows})").fetchone() or ()
            table.coded[column] = [at for at, has in enumerate(found) if has]
        tables.append(table)
    _tell_apart(connection, tables)
    return tables


def _tell_apart(connection: duckdb.DuckDBPyConnection, tables: Sequence[_Table]) -> None:
    """Say in which columns stand keys of things of a county that do not name it."""
    keys = {(schema, name): key for schema, name, key in connection.execute(KEYS).fetchall()}
    own = [
        f'select "{key}" as said from few.{table.quoted}'
        for table in tables
        if COUNTY in table.columns and (key := keys.get((table.schema, table.name))) in table.texts
        if not table.coded[key]
    ]
    if not own:
        return
    connection.execute(f"create or replace temp table keys as {' union '.join(own)}")
    for table in tables:
        for column in table.texts:
            asked = f'select exists (from few.{table.quoted} semi join keys on "{column}" = said)'
            if not table.coded[column] and connection.execute(asked).fetchone() == (True,):
                table.told_apart.add(column)


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
        if column in table.told_apart:
            said = f"left(md5(named.code || {said}), length({said}))"
        varied = as_published(f"({said} * named.by)") if kind == "DOUBLE" else said
        selected.append("named.code" if column == COUNTY else varied)
    return (
        f"select {', '.join(selected)} from few.{table.quoted} as rows"
        f" inner join named on rows.{COUNTY} = named.model"
    )
