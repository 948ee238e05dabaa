"""A whole version in PostgreSQL: every table and row of it, its keys, and who sees what of each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.postgres.described import Table, tables_of
from pipelines.postgres.logins import Scope, grant
from pipelines.postgres.publish import publish_to_postgres
from pipelines.postgres.seen import exceptions
from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version, current
from tests.conftest import CountyVersion
from tests.unit.postgres.servers import Database, new_database, running

COUNTY = "370399"
KEYS = """
select count(*) from pg_constraint where contype in ('p', 'u') and connamespace = 'marts'::regnamespace
"""


@dataclass(frozen=True)
class Copy:
    """A version and the database it was copied to."""

    version: Version
    database: Database
    tables: list[Table]


@pytest.fixture(scope="module")
def copy(county_version: CountyVersion) -> Iterator[Copy]:
    version = current(Settings(home=county_version.home))
    assert version is not None
    with tempfile.TemporaryDirectory(prefix="pg") as folder, running(Path(folder) / "d") as address:
        database = new_database(address)
        settings = Settings(home=county_version.home, postgres_url=database.url)
        publish_to_postgres(settings, version)
        grant(settings, "county_bi", [Scope("county", COUNTY)])
        with open_version(version) as here:
            tables = tables_of(here)
        yield Copy(version, database, tables)


def test_every_table_is_there_with_all_its_rows_and_its_key(copy: Copy) -> None:
    with open_version(copy.version) as here, copy.database.owner() as there:
        for table in copy.tables:
            name = f'{table.schema}."{table.name}"'
            assert _count(there, name) == _count(here, name), table.full_name
        keys = there.execute(KEYS).fetchone()
    marts = [table for table in copy.tables if table.schema == "marts"]
    assert all(table.key for table in marts)
    assert keys == (len(marts),)


def test_a_county_login_sees_every_row_of_its_county_and_the_registry(copy: Copy) -> None:
    with open_version(copy.version) as here, copy.database.as_login("county_bi") as there:
        for table in copy.tables:
            name = f'{table.schema}."{table.name}"'
            everybody = exceptions().get((table.schema, table.name, "county")) == "all"
            if table.county and not everybody:
                name_of_its_own = f"""{name} where "{table.county}" = '{COUNTY}'"""
                assert _count(there, name) == _count(here, name_of_its_own), table.full_name
            elif everybody:
                assert _count(there, name) == _count(here, name), table.full_name


def test_what_a_table_without_a_place_shows_to_whom_is_a_row(copy: Copy) -> None:
    """One of the registry is for all, any other without a county for nobody: add it to seen.csv."""
    placeless = {table.full for table in copy.tables if not table.county}
    decided = {(schema, name) for schema, name, _ in exceptions()}
    assert placeless <= decided


def _count(connection: duckdb.DuckDBPyConnection | object, name: str) -> int:
    (found,) = connection.execute(f"select count(*) from {name}").fetchone()  # type: ignore[attr-defined]
    return int(found)
