"""Reading the version in force, as any reader should: read-only, shut off from the rest of the machine.

What does not belong here: how an answer is shown (printing).
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb

from pipelines.errors import Trouble
from pipelines.processes.spill import spill_folder
from pipelines.sentences import Listed, Sentence
from pipelines.settings import ConnectionSettings, Settings
from pipelines.warehouse.versions import Version, VersionDamaged, current, damaged_versions, named
from pipelines.warehouse.words import ALL_AREAS

SPILLS_INTO = "temp_directory"
SHUT_OFF: ConnectionSettings = {"enable_external_access": False, "lock_configuration": True}
"""A read-only connection alone could still read and write other files of the machine."""
UNREADABLE = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.FatalException,
)
"""What DuckDB raises where a file is no whole database."""
VERDICTS = f"""
with newest as (
    select county_code, max(school_year) as school_year from marts.fct_recognition group by county_code
),
units as (
    select
        county_code, school_year, ruleset_code,
        count(*) as units, count_if(passes) as units_passed, count_if(passes is null) as units_without_data
    from marts.fct_school_compliance
    group by all
)
select
    county_code, counties.county_name, school_year, ruleset_code, rulesets.name as ruleset,
    passes, items_met, items_total, items_no_data, units_passed, units, units_without_data
from marts.fct_recognition
inner join newest using (county_code, school_year)
inner join marts.dim_ruleset as rulesets using (ruleset_code)
left join marts.dim_county as counties using (county_code)
left join units using (county_code, school_year, ruleset_code)
where area = {ALL_AREAS}
order by county_code, ruleset_code
"""


NO_ROOM, FORBIDDEN = "No space left", "Permission denied"


class NothingPublished(Trouble):
    """There is no version in force."""

    def __init__(self, settings: Settings) -> None:
        damaged = damaged_versions(settings)
        said = [
            Sentence("版本 {name} {what}", name=name, what=what)
            for name, what in sorted(damaged.items(), reverse=True)
        ]
        super().__init__(
            Sentence(
                "{home} 里没有完好的版本：{said}。请运行 junheng refresh，会从入库数据重新计算。",
                home=settings.home,
                said=Listed(said, "；"),
            )
            if damaged
            else Sentence("{home} 里还没有发布过版本；请先运行 junheng refresh。", home=settings.home)
        )


def version_named(settings: Settings, name: str | None = None) -> Version:
    """The version of a name, or the one in force when none is given.

    Raises:
        UnknownVersion: there is none of this name.
        NothingPublished: there is none in force.
    """
    version = named(settings, name) if name else current(settings)
    if version is None:
        raise NothingPublished(settings)
    return version


@contextmanager
def open_version(
    version: Version, limits: ConnectionSettings | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A version, open for reading only; what does not fit into the memory goes into a folder of its own.

    Args:
        version: which.
        limits: memory and threads; DuckDB's own when not given.

    Raises:
        VersionDamaged: its file cannot be read.
        PermissionError: whoever asks may not read it.
    """
    with spill_folder() as spill:
        # last of all: DuckDB sets them in this order, and does not move the folder once access is shut off
        elsewhere = {name: value for name, value in (limits or {}).items() if name != SPILLS_INTO}
        config = {**elsewhere, **SHUT_OFF, SPILLS_INTO: spill}
        try:
            with duckdb.connect(str(version.database), read_only=True, config=config) as connection:
                yield connection
        except UNREADABLE as error:
            if NO_ROOM in str(error):
                raise
            if FORBIDDEN in str(error):
                raise PermissionError(errno.EACCES, FORBIDDEN, str(version.database)) from error
            raise VersionDamaged(
                version.name, Sentence("的 {database} 已损坏，读不出", database=version.database.name)
            ) from error


def verdicts(version: Version) -> list[dict[str, Any]]:
    """Per county (its newest school year) and ruleset: whether it is recognised, and how far it has come."""
    with open_version(version) as connection:
        return records(connection, VERDICTS)


def records(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The rows of a query, by column.

    Args:
        connection: a version, or anything else.
        sql: one query.
        parameters: the values of its `$name`s, all of which it must use.
    """
    cursor = connection.execute(sql, dict(parameters or {}))
    columns = [name for name, *_ in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
