"""Every movement of a published figure, version by version: what the version before knew, and this version's.

What does not belong here: which figure moved from the version before (figure_change).
"""

from __future__ import annotations

import duckdb

from pipelines.warehouse.figure_change import CHANGED_BY, CHANGES
from pipelines.warehouse.joining import BEFORE, COPY

TABLE = ("quality", "figure_history")
"""The table that is filled; a build has it empty."""
HAS = """
select 1 from duckdb_tables()
where database_name = $catalogue and schema_name = $schema and table_name = $table
"""
ADD = f"""
insert into {".".join(TABLE)} by name
select changes.*, causes.because_files
from {".".join(CHANGES)} as changes
left join (
    select
        told.table_name, told.key,
        array_to_string(list_sort(list(distinct files.path))[1:3], '；')
        || case
            when count(distinct files.path) > 3 then '等' || count(distinct files.path) || '个' else ''
        end
            as because_files
    from {".".join(CHANGED_BY)} as told
    inner join quality.file_version as files using (file_id)
    group by told.table_name, told.key
) as causes using (table_name, key)
where changes.version = $version
order by all
"""


def write_history(connection: duckdb.DuckDBPyConnection, version: str) -> None:
    """Fill `quality.figure_history` of a copy that is being made.

    Args:
        connection: with the version before, if there is one, as `before`, and the copy as `copy`, in use,
            whose `quality.figure_change` has been filled.
        version: the name of the one being made.
    """
    name = ".".join(TABLE)
    begun = connection.execute(f"select 1 from {name} limit 1").fetchone()
    if not begun and _has(connection, BEFORE, TABLE):
        connection.execute(f"insert into {name} by name from {BEFORE}.{name}")
    if _has(connection, COPY, CHANGES) and _has(connection, COPY, CHANGED_BY):
        connection.execute(ADD, {"version": version})


def _has(connection: duckdb.DuckDBPyConnection, catalogue: str, table: tuple[str, str]) -> bool:
    schema, name = table
    asked = {"catalogue": catalogue, "schema": schema, "table": name}
    return connection.execute(HAS, asked).fetchone() is not None
