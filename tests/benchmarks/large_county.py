"""`python -m tests.benchmarks.large_county HOME FOLDER [TIMES]`: the pages of a county of very many schools.

Of the version in force every school is written again under other codes, three times in all unless told
otherwise; the pages of the first county are opened in Chromium: bytes, and milliseconds until they can be
used and are wholly there. What does not belong here: pages over several counties (many_counties).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.site.nightly import write_counties
from pipelines.warehouse.versions import Version, current
from tests.benchmarks.many_counties import opened

TIMES = 3
OF_SCHOOLS = """
    select schema_name, table_name
    from duckdb_columns() inner join duckdb_tables() using (schema_name, table_name)
    where column_name = 'school_code' and schema_name = 'marts'
"""


def large(like: Version, folder: Path, times: int) -> Version:
    """A copy of a version in which each school stands so many times."""
    folder.mkdir(parents=True)
    database = Path(shutil.copy(like.database, folder / like.database.name))
    with duckdb.connect(str(database)) as connection:
        for schema, table in connection.execute(OF_SCHOOLS).fetchall():
            columns = [one for one, *_ in connection.execute(f"describe {schema}.{table}").fetchall()]
            names = "school_name || n as school_name, " if "school_name" in columns else ""
            connection.execute(
                f"insert into {schema}.{table} select one.* replace ({names}"
                f" n || right(school_code, 9) as school_code) from {schema}.{table} as one"
                f" cross join range(4, {3 + times}) as numbers(n) where school_code is not null"
            )
    return replace(like, path=folder)


def main(words: Sequence[str]) -> None:
    """Make it, write its pages, open one of each kind."""
    like = current(Settings(home=Path(words[0])))
    assert like
    version = large(like, Path(words[1]), int((*words[2:], TIMES)[0]))
    with duckdb.connect(str(version.database), read_only=True) as connection:
        (county, schools) = connection.execute(
            "select min(county_code), count(distinct school_code) from marts.dim_school"
        ).fetchone() or ("", 0)
    write_counties(version, None, [county])
    site = version.path / "site" / county
    print(f"{schools} schools")
    folders = (folder for folder in sorted(site.iterdir()) if folder.is_dir())
    first = [page for folder in folders for page in sorted(folder.glob("*.html"))[:1]]
    for line in opened([*sorted(site.glob("*.html")), *first]):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
