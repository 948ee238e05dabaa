"""How long a version takes into PostgreSQL against a bare COPY of its rows, and one changed county of thirty.

    python -m tests.benchmarks.postgres [--tables 50] [--rows 5000000] [--counties 30]

The server is that of the registry, on this machine. What does not belong here: whether it is right (tests).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl
import psycopg

from pipelines.postgres.nightly import bring_up_to_date
from pipelines.settings import Settings
from tests.unit.postgres.servers import new_database, running
from tests.unit.postgres.three_counties import publish

ROWS_AT_ONCE = 100_000


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tables", type=int, default=50)
    asked.add_argument("--rows", type=int, default=5_000_000)
    asked.add_argument("--counties", type=int, default=30)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="pg") as folder, running(Path(folder) / "d") as address:
        counties = [str(370300 + number) for number in range(told.counties)]
        database = new_database(address)
        settings = Settings(home=Path(folder) / "home", postgres_url=database.url, memory_limit="2GB")
        tables = _tables(told.tables, told.rows // told.tables // told.counties)
        version = publish(settings, dict.fromkeys(counties, 1), *tables)
        bare = _bare(version.database, database.url, told.tables)
        print(f"bare COPY {bare:.1f} s")
        first = bring_up_to_date(settings)
        print(f"publish {first.seconds:.1f} s, {first.rows} rows, ratio {first.seconds / bare:.2f}")
        publish(settings, dict.fromkeys(counties, 1) | {counties[0]: 2}, *tables)
        one = bring_up_to_date(settings)
        print(f"one county of {told.counties}: {one.seconds:.1f} s, {one.rows} rows of {one.counties}")
        again = publish(settings, dict.fromkeys(counties, 1) | {counties[0]: 2}, *tables)
        same = bring_up_to_date(settings)
        print(f"a version with the same rows ({again.name}): {same.seconds:.1f} s, {same.rows} rows")


def _tables(number: int, rows: int) -> list[str]:
    """Facts as the marts have them: codes, words, figures with the county's mark; so many rows a county."""
    return [
        f"""
        create table marts.fct_many_{at} as
        select county_code, 2024 as school_year, 'national_2017' as ruleset_code,
            county_code || lpad((row % 290)::text, 4, '0') as school_code,
            case when row % 2 = 0 then '小学' else '初中' end as stage,
            'R' || (row % 7 + 1) as indicator_code, row as item,
            hash(row + {at}) % 100000 / 97.0 * mark as value, hash(row) % 1000 / 3.0 as threshold,
            case when row % 3 = 0 then 'met' else 'unmet' end as status, row % 5 = 0 as flips,
            '平方米' as unit
        from counties, range({rows}) as numbers (row)
        """
        for at in range(number)
    ]


def _bare(file: Path, url: str, number: int) -> float:
    """The same rows by COPY into tables without key, checks or anything else; each a transaction."""
    started = time.monotonic()
    with duckdb.connect(str(file), read_only=True) as here, psycopg.connect(url, autocommit=True) as there:
        for at in range(number):
            there.execute(
                "create table public.bare (county_code text, school_year int, ruleset_code text,"
                " school_code text, stage text, indicator_code text, item bigint, value float8,"
                " threshold float8, status text, flips boolean, unit text)"
            )
            with there.cursor() as cursor, cursor.copy("copy public.bare from stdin (format csv)") as copy:
                for batch in here.execute(f"from marts.fct_many_{at}").to_arrow_reader(ROWS_AT_ONCE):
                    written = BytesIO()
                    pl.DataFrame(pl.from_arrow(batch)).write_csv(written, include_header=False)
                    copy.write(written.getbuffer())
            there.execute("drop table public.bare")
    return time.monotonic() - started


if __name__ == "__main__":
    main()
