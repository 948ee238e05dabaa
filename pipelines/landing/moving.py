"""A home of before counties had stores of their own: its one store is parted by county, once and for all.

Nothing is lost by it. The stores are made beside, held against the old one row by row, put in place, and only
then the old one is set aside; killed at any point, the old one stands and the next refresh begins again. What
does not belong here: what may be kept of texts (earlier).
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.contracts.persons.hashing import Hasher
from pipelines.errors import Trouble
from pipelines.landing.earlier import bring_forward, one_file
from pipelines.landing.store import (
    attach_for_reading,
    attach_for_writing,
    make_folder,
    store_path,
    transaction,
)
from pipelines.landing.tables import Tables, add_missing_columns, create_tables, tables_of
from pipelines.sentences import Sentence
from pipelines.settings import Settings

LOG = logging.getLogger(__name__)
SET_ASIDE = "landing.before_counties.duckdb"
UNFINISHED = ".parting"
REFRESHES = "ledger.refresh"
OWNER_ALONE = 0o600
COUNTIES = """
with told as (
    select county_code from earlier.ledger.file_version
    union select county_code from earlier.ledger.held
    union select county_code from earlier.ledger.finding
)
select county_code from told where county_code != '' order by county_code
"""
OF_NO_COUNTY = """
select count(*) from earlier.{table}
where coalesce(file_id, '') not in (select file_id from earlier.ledger.file_version where county_code != '')
"""


class CannotPart(Trouble):
    """The old store cannot be parted without losing something; it stays as it is, and nothing lands."""


def part_by_county(settings: Settings, hasher: Hasher) -> str | None:
    """Part the store of all counties together; returns a sentence that says so, None where there was none.

    Raises:
        StoreTrouble: another program holds it, or it is damaged.
        CannotPart: a row belongs to no county, or a county has a store already that says something else.
    """
    old = one_file(settings)
    if not old.exists():
        return None
    bring_forward(settings, hasher)
    make_folder(settings)
    unfinished = settings.landing / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    with _earlier(settings, old) as connection:
        tables = tables_of(connection, "earlier")
        counties = [county_code for (county_code,) in connection.execute(COUNTIES).fetchall()]
        for county_code in counties:
            store = unfinished / store_path(settings, county_code).name
            _part(connection, store, tables, county_code)
            _compare(connection, store, tables, county_code)
            if (there := store_path(settings, county_code)).exists():
                _compare(connection, there, tables, county_code)
        _see_that_none_is_left(connection, tables)
    for store in sorted(unfinished.iterdir()):
        os.replace(store, settings.landing / store.name)
    unfinished.rmdir()
    aside = old.with_name(SET_ASIDE)
    old.chmod(OWNER_ALONE)
    os.replace(old, aside)
    said = (
        f"入库的数据已按县分开，{len(counties)} 个县逐行核对无误；"
        f"原来的文件改名为 {aside}，不再使用，可以自行删除。"
    )
    LOG.warning(said)
    return said


@contextmanager
def _earlier(settings: Settings, old: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config=settings.limits) as connection:
        attach_for_reading(connection, old, "earlier")
        yield connection


def _part(connection: duckdb.DuckDBPyConnection, path: Path, tables: Tables, county_code: str) -> None:
    """Make the store of one county."""
    attach_for_writing(connection, path, "store")
    connection.execute("use store")
    with transaction(connection):
        create_tables(connection)
        for table, columns in tables.items():
            add_missing_columns(connection, table, columns)
            connection.execute(
                f"insert into store.{table} by name {_rows(table, columns)}", {"county": county_code}
            )
    connection.execute("use memory")
    connection.execute("detach store")


def _compare(connection: duckdb.DuckDBPyConnection, path: Path, tables: Tables, county_code: str) -> None:
    """Hold a store against the old one: the same rows, as often, in every table.

    Raises:
        CannotPart: they differ.
    """
    attach_for_reading(connection, path, "store")
    for table, columns in tables.items():
        names = ", ".join(f'"{name}"' for name in columns)
        old = f"select {names} from ({_rows(table, columns)})"
        new = f"select {names} from store.{table}"
        (differ,) = connection.execute(
            f"select (select count(*) from ({old})) != (select count(*) from ({new}))"
            f" or exists ({old} except all {new}) or exists ({new} except all {old})",
            {"county": county_code},
        ).fetchone() or (True,)
        if differ:
            raise CannotPart(
                Sentence(
                    "县 {county_code} 的入库文件 {path} 与原来各县合在一起的入库文件不一致（{table}），"
                    "没有入库。请确认以哪一份为准，把另一份移到别处后再刷新。",
                    county_code=county_code,
                    path=path,
                    table=table,
                )
            )
    connection.execute("detach store")


def _see_that_none_is_left(connection: duckdb.DuckDBPyConnection, tables: Tables) -> None:
    """See that every row of a file is some county's.

    A finding need not be: what lies beside the counties is looked at anew by every refresh.

    Raises:
        CannotPart: one is not.
    """
    for table, columns in tables.items():
        if table == "ledger.finding" or "file_id" not in columns:
            continue
        (rows,) = connection.execute(OF_NO_COUNTY.format(table=table)).fetchone() or (0,)
        if rows:
            raise CannotPart(
                Sentence(
                    "原来的入库文件里 {table} 有 {rows} 行不属于任何县收到过的文件，没有入库；请联系管理员。",
                    table=table,
                    rows=rows,
                )
            )


def _rows(table: str, columns: Mapping[str, str]) -> str:
    """The query for the rows of one county, `$county`, in a table of the old store."""
    if table == REFRESHES:
        # it told of all counties together: every one keeps all of it, under its code
        own = ", ".join(f'"{name}"' for name in columns if name != "county_code")
        return f"select {own}, $county as county_code from earlier.{table}"
    if table.startswith("ledger.") and "county_code" in columns:
        return f"select * from earlier.{table} where county_code = $county"
    files = "select file_id from earlier.ledger.file_version where county_code = $county"
    return f"select * from earlier.{table} where file_id in ({files})"
