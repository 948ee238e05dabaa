"""A version in which many made-up counties stand beside each other, for the pages over all of them.

    python -m tests.benchmarks.many_counties HOME FOLDER [COUNTIES]

writes these pages into a folder, opens them in Chromium and says how many bytes and milliseconds each took.
Only what those pages read is there; the counties have no pages of their own.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.site.index import write_index
from pipelines.warehouse.league import write_league
from pipelines.warehouse.versions import Version, current

PER_PREFECTURE = 9
FILL = (
    """
    create temp table made as
    with places as (
        select region_code, row_number() over (order by region_code) - 1 as number
        from marts.dim_region where region_kind = '市' and right(region_code, 2) = '00'
    )
    select
        left(region_code, 4) || lpad((1 + n // (select count(*) from places))::text, 2, '0') as county_code,
        n
    from range({counties}) as numbers(n) inner join places on n % (select count(*) from places) = number
    """,
    """insert into marts.dim_county
    select one.* replace (made.county_code as county_code, '造县' || n as county_name)
    from (from marts.dim_county limit 1) as one cross join made""",
    """insert into marts.fct_recognition
    select facts.* replace (made.county_code as county_code, n % 7 = 0 as passes,
        case when n % 7 = 0 then 'met' else 'unmet' end as verdict)
    from marts.fct_recognition as facts cross join made
    where facts.school_year = (select max(school_year) from marts.fct_recognition)
        and facts.county_code = '{county}'""",
    """insert into marts.fct_county_figure
    select facts.* replace (made.county_code as county_code,
        case when figure like 'passes/%' then (n % 7 = 0)::int
            else round(facts.value * (0.5 + (n * 37 % 100) / 200), 6) end as value)
    from marts.fct_county_figure as facts cross join made
    where facts.school_year >= (select max(school_year) - 1 from marts.fct_county_figure)
        and facts.county_code = '{county}'""",
    """insert into meta.county_build
    select one.* replace (made.county_code as county_code,
        case when n % 100 = 3 then 'kept' else 'fresh' end as status,
        case when n % 100 = 3 then '学生数比上一次少了一半' end as reason)
    from (from meta.county_build where county_code = '{county}') as one cross join made""",
    """insert into quality.figure_change by name
    select '{version}' as version, '{version}' as previous_version, 'fct_recognition' as table_name,
        'k' || made.county_code as key, made.county_code, facts.school_year, facts.ruleset_code, facts.area,
        'passes' as column_name, (n % 2 = 0)::text as before, (n % 2 = 1)::text as after
    from marts.fct_recognition as facts inner join made using (county_code)
    where n % 5 = 0 and facts.ruleset_code = (select min(ruleset_code) from marts.fct_recognition)""",
)
"""Codes of real regions, so that provinces and prefectures are as many and as large as they are."""


def many_counties(like: Version, folder: Path, counties: int) -> Version:
    """A copy of a version with made-up counties in the tables that the pages over all counties read.

    Args:
        like: a version of one county.
        folder: where the copy is put.
        counties: how many are added.
    """
    folder.mkdir(parents=True)
    database = Path(shutil.copy(like.database, folder / like.database.name))
    with duckdb.connect(str(database)) as connection:
        (county,) = connection.execute("select min(county_code) from marts.fct_recognition").fetchone() or (
            "",
        )
        for sql in FILL:
            connection.execute(sql.replace("{county}", county).format(counties=counties, version=like.name))
        write_league(connection)
    return Version(like.name, folder, like.manifest, like.time_zone)


def opened(pages: Sequence[Path]) -> Iterator[str]:
    """Open pages in Chromium: a line each on its bytes and how long it took."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in pages:
            page = browser.new_page()
            page.goto(path.as_uri(), wait_until="load")
            page.wait_for_timeout(300)
            told = page.evaluate(
                """() => { const [all] = performance.getEntriesByType('navigation');
                return [all.domInteractive, all.loadEventEnd, document.querySelectorAll('*').length]; }"""
            )
            page.close()
            yield (
                f"{path.name} {path.stat().st_size / 1e3:.0f} kB, ready {told[0]:.0f} ms,"
                f" loaded {told[1]:.0f} ms, {told[2]} elements"
            )
        browser.close()


def main(home: Path, folder: Path, counties: int) -> None:
    """Make it, write its pages, open them."""
    like = current(Settings(home=home))
    assert like
    version = many_counties(like, folder, counties)
    site = folder / "site"
    with duckdb.connect(str(version.database), read_only=True) as connection:
        began = time.process_time()
        write_index(connection, version, site)
        print(f"written in {time.process_time() - began:.1f} s of processor time")
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"{total / 1e6:.1f} MB in {len(list(site.rglob('*')))} files")
    for line in opened(sorted(site.glob("*.html"))):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int((*sys.argv[3:], "2900")[0]))
