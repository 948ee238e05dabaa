"""Which published figure moved against the version before, and because of which file.

Filled while a version is published, because only then are both there. The key of a table is what its model
says of itself (`meta.column_description.is_key`). What does not belong here: which version comes before
(publish), which file moved a figure (figure_cause), and telling people (bi, reports).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import duckdb

from pipelines.warehouse.copying import quote, text
from pipelines.warehouse.figure_cause import CAUSES

CHANGES, CHANGED_BY = ("quality", "figure_change"), ("quality", "figure_change_file")
"""The tables that are filled; a build has them empty."""
TABLES = (
    "fct_school_indicator",
    "fct_school_compliance",
    "fct_county_indicator",
    "fct_county_balance",
    "fct_recognition",
)
"""Tables of figures and verdicts; fct_shortfall repeats what stands in the first."""
PLACE = (
    "county_code",
    "school_year",
    "ruleset_code",
    "area",
    "school_code",
    "stage",
    "indicator_code",
    "dimension",
)
"""The parts of the keys of all tables, published beside the figure; null where a key has no such part."""
VERDICTS = ("status", "passes")
TOLERANCE = 1e-9
"""Relative: the same numbers summed in another order are the same figure (standard.md §9)."""
COLUMNS_OF_BOTH = """
select after.column_name, after.data_type, coalesce(described.is_key, false)
from duckdb_columns() as after
inner join duckdb_columns() as before using (schema_name, table_name, column_name)
left join meta.column_description as described using (schema_name, table_name, column_name)
where after.database_name = 'copy' and before.database_name = 'before'
    and schema_name = 'marts' and table_name = $table
order by after.column_index
"""
WRITE_FILES = """
insert into quality.figure_change_file
select distinct $version, moved.table_name, moved.key, causes.file_id, causes.came
from moved
inner join causes
    on moved.county_code = causes.county_code and moved.school_year = causes.school_year
    and moved.school_code is not distinct from causes.school_code
    and moved.indicator_code is not distinct from causes.indicator_code
order by all
"""
WRITE_FIGURES = """
insert into quality.figure_change by name
select
    $version as version, $previous as previous_version, moved.* exclude (table_name, key),
    table_name, key, alone.file_id as because_file_id
from moved
left join (
    select table_name, key, any_value(file_id) as file_id
    from quality.figure_change_file group by table_name, key having count(*) = 1
) as alone using (table_name, key)
order by all
"""


@dataclass(frozen=True)
class _Figures:
    """A table, its key, and its columns of figures and verdicts with their types."""

    table: str
    key: Sequence[str]
    columns: Sequence[tuple[str, str]]


def write_changes(
    connection: duckdb.DuckDBPyConnection, previous: str, version: str, counties: Collection[str]
) -> None:
    """Fill `quality.figure_change` and `quality.figure_change_file` of a copy that is being made.

    A row that comes or goes is told by its verdict alone.

    Args:
        connection: with a finished build as `build`, the version before as `before`, and the copy as `copy`,
            in use.
        previous: the name of the version in force until now.
        version: the name of the one being made.
        counties: whose figures may have moved.
    """
    for table in (CHANGES, CHANGED_BY):
        connection.execute(f"delete from {'.'.join(table)}")
    figures = [_figures(connection, table) for table in TABLES]
    moved = [_moved(one, counties) for one in figures if one.key and one.columns]
    if moved and counties:
        connection.execute("create temp table moved as " + " union all ".join(moved))
        connection.execute(CAUSES)
        connection.execute(WRITE_FILES, {"version": version})
        connection.execute(WRITE_FIGURES, {"version": version, "previous": previous})


def _figures(connection: duckdb.DuckDBPyConnection, table: str) -> _Figures:
    """What both versions have of a table; texts that are no verdict only say the same in words."""
    rows = connection.execute(COLUMNS_OF_BOTH, {"table": table}).fetchall()
    return _Figures(
        table,
        [name for name, _, is_key in rows if is_key],
        [
            (name, kind)
            for name, kind, is_key in rows
            if not is_key and (kind != "VARCHAR" or name in VERDICTS)
        ],
    )


def _moved(figures: _Figures, counties: Collection[str]) -> str:
    """Selects what moved in one table: its place, key and column, and the figure before and after."""
    key = ", ".join(f"{text(name + '=')} || {quote(name)}" for name in figures.key)
    whose = ", ".join(map(text, sorted(counties)))
    keyed = (
        f"select *, concat_ws(', ', {key}) as key from {{}}.marts.{quote(figures.table)}"
        f" where county_code in ({whose})"
    )
    place = ", ".join(
        f"coalesce(after.{name}, before.{name}) as {name}" if name in figures.key else f"null::text as {name}"
        for name in PLACE
    )
    told = ", ".join(_told(name, kind) for name, kind in figures.columns)
    return f"""
        select table_name, key, {", ".join(PLACE)}, told.column_name, told.before, told.after
        from (
            select
                {text(figures.table)} as table_name, key, {place},
                unnest(list_filter([{told}], lambda one: one.is_told)) as told
            from ({keyed.format("before")}) as before
            full join ({keyed.format("copy")}) as after using (key)
        )
        """


def _told(name: str, kind: str) -> str:
    """A column of a row as it was and as it is, and whether that is told."""
    before, after = f"before.{quote(name)}", f"after.{quote(name)}"
    moved = f"{before} is distinct from {after}"
    if kind == "DOUBLE":
        apart = f"abs({after} - {before}) > {TOLERANCE} * greatest(abs({after}), abs({before}))"
        moved = f"({moved} and coalesce({apart}, true))"
    if name not in VERDICTS:
        moved = f"({moved} and before.county_code is not null and after.county_code is not null)"
    column = f"'column_name': {text(name)}, 'before': {before}::text, 'after': {after}::text"
    return f"{{{column}, 'is_told': {moved}}}"
