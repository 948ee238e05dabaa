"""Who stands in the registers of two counties at once: `quality.county_overlap`, made in the join.

Every batch leaves a private file beside its build with the numbers in its counties' registers: of persons the
keyed hashes, so that no person can be told from it; it is for the owner's eyes and never published. The home
keeps one of each county for every version, because a night computes some counties only. What does not belong
here: which datasets are registers, and which numbers are given once in the whole country (contracts).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.settings import ConnectionSettings, Settings
from pipelines.warehouse.copying import quote, text
from pipelines.warehouse.joining import BEFORE, Join, among
from pipelines.warehouse.sharing import link
from pipelines.warehouse.versions import PARTIAL

TABLE = ("quality", "county_overlap")
FILE = "registers.parquet"
"""What a batch leaves, beside its build."""
STAGING = "staging"
IN_FORCE = "stg_{}"
"""The view of the rows of a dataset that are in force."""
DIGITS = 32
"""Of a hash, which make 16 bytes: among a billion numbers no two are alike by chance."""
SHARED = """
-- who of a county of this night has a number that stands in another county's register too
with shared as (
    select
        fresh.*, others.county_code as other_code, others.school_code as other_school,
        others.nth as other_nth
    from fresh
    inner join every_county as others
        on
            fresh.dataset = others.dataset
            and fresh.school_year = others.school_year
            and fresh.heading = others.heading
            and fresh.number = others.number
            and fresh.county_code != others.county_code
),

-- a number that anybody may give says nothing where national numbers tell two persons apart
apart as (
    select distinct shared.county_code, shared.dataset, shared.nth, shared.other_code, shared.other_nth
    from shared
    inner join fresh as own using (county_code, dataset, nth)
    inner join every_county as others
        on
            shared.other_code = others.county_code
            and shared.dataset = others.dataset
            and shared.other_nth = others.nth
            and own.heading = others.heading
            and own.number != others.number
    where not shared.is_national and own.is_national
),

pairs as (
    select distinct
        county_code, dataset, school_year, school_code, nth, other_code, other_school, other_nth
    from shared
    anti join (select *, false as is_national from apart) as apart
        using (county_code, dataset, nth, other_code, other_nth, is_national)
),

both_ways as (
    select county_code, dataset, school_year, school_code, nth, other_code from pairs
    union
    select other_code, dataset, school_year, other_school, other_nth, county_code from pairs
)

select
    county_code as region_code, school_year, dataset, school_code, other_code as other_region_code,
    count(*) as entries
from both_ways
group by all
"""


def registers() -> tuple[Dataset, ...]:
    """The datasets in which what a row is one of may stand in one county only."""
    return tuple(dataset for dataset in DATASETS.values() if dataset.is_register)


def note_registers(build: Path, landing: Path, limits: ConnectionSettings) -> None:
    """Leave beside a finished build what stands in its counties' registers, as far as it builds these."""
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute(f"attach {text(landing.as_posix())} as landing (read_only)")
        connection.execute(f"attach {text(build.as_posix())} as {quote(build.stem)} (read_only)")
        connection.execute(f"use {quote(build.stem)}")
        built = {name for (name,) in connection.execute(
            "select view_name from duckdb_views() where schema_name = ?", [STAGING]
        ).fetchall()}  # fmt: skip
        rows = [_numbers(one) for one in registers() if IN_FORCE.format(one.name) in built]
        if rows:
            place = text(build.with_name(FILE).as_posix())
            connection.execute(f"copy ({' union all by name '.join(rows)}) to {place} (format parquet)")


def _numbers(dataset: Dataset) -> str:
    """The numbers in a register, a row each: hashes of a person, else the key of what a row is."""
    columns = dataset.columns
    personal = [name for name, column in columns.items() if column.personal]
    found = []
    for name in personal or [name for name, column in columns.items() if column.is_key]:
        number = quote(name) if personal else f"md5({quote(name)})"
        is_national = columns[name].is_national or not personal
        found.append(
            f"select county_code, {text(dataset.name)} as dataset, school_year, school_code, nth,"
            f" {text(name)} as heading, {is_national} as is_national,"
            f" left({number}, {DIGITS})::uuid as number from in_register where {quote(name)} is not null"
        )
    view = f"{STAGING}.{IN_FORCE.format(dataset.name)}"
    rows = f"with in_register as materialized (select *, row_number() over () as nth from {view})"
    return f"from ({rows} {' union all '.join(found)})"


def lay_registers(settings: Settings, name: str, base: str | None, join: Join) -> Path:
    """The private files of the counties of a version that is being made, in a folder under a partial name.

    A county of this night has what its batch left, one that stays what it had; one of which there is neither
    is compared with nobody until its next night.

    Args:
        settings: where the home is.
        name: what the version will be called.
        base: the version before.
        join: which counties come from where.
    """
    folder = settings.registers / f"{PARTIAL}{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in join.parts:
        left = part.build.with_name(FILE)
        if not left.is_file():
            continue
        with duckdb.connect(":memory:", config=settings.limits) as connection:
            rows = f"from read_parquet({text(left.as_posix())})"
            for county in part.counties:
                place = text(_of(folder, county).as_posix())
                connection.execute(f"copy ({rows} where {among([county])}) to {place} (format parquet)")
    for county in join.kept if base else ():
        assert base is not None
        before = _of(settings.registers / base, county)
        if before.is_file():
            link(before, _of(folder, county))
    return folder


def put_in_place(settings: Settings, name: str) -> None:
    """Give the folder of a version that is about to appear its name."""
    os.replace(settings.registers / f"{PARTIAL}{name}", settings.registers / name)


def write_overlap(connection: duckdb.DuckDBPyConnection, folder: Path, join: Join) -> None:
    """Fill the table: what two counties that stay have in common stays, the rest is looked for.

    Args:
        connection: the version's file, in use, with the version before as `before` where there is one.
        folder: of the private files of its counties.
        join: which counties come from where.
    """
    table = ".".join(TABLE)
    connection.execute(f"delete from {table}")
    if join.base and _stands(connection):
        stays = " and ".join(among(join.kept, column) for column in ("region_code", "other_region_code"))
        connection.execute(f"insert into {table} by name select * from {BEFORE}.{table} where {stays}")
    if not any(_of(folder, county).is_file() for county in join.fresh):
        return
    every = text(_of(folder, "*").as_posix())
    connection.execute(f"create temp view every_county as from read_parquet({every})")
    connection.execute(f"create temp table fresh as from every_county where {among(join.fresh)}")
    connection.execute(f"insert into {table} by name {SHARED}")
    connection.execute("drop table fresh; drop view every_county")


def _stands(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the version before has the table: one of an earlier program has not."""
    found = connection.execute(
        "select 1 from duckdb_tables() where database_name = ? and schema_name = ? and table_name = ?",
        [BEFORE, *TABLE],
    ).fetchone()
    return found is not None


def _of(folder: Path, county: str) -> Path:
    return folder / f"{county}.parquet"
