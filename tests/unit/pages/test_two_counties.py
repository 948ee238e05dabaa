"""A county's pages hold that county only: a second one in the version changes not a byte of them.

The second county is the first one under another code and name, in another province. What does not
belong here: how versions share pages (tests of the warehouse).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.site.county import write_county
from pipelines.site.facts import counties
from pipelines.site.index import write_index
from pipelines.warehouse.league import write_league
from pipelines.warehouse.versions import Version
from tests.unit.pages.reading import Page

OTHER, OTHER_NAME = "990002", "乙县"
TABLES = """
select schema_name, table_name from duckdb_columns()
where column_name = 'county_code' and schema_name in ('marts', 'quality')
    and (schema_name, table_name) in (select (schema_name, table_name) from duckdb_tables())
"""


@pytest.fixture
def with_another(published: Version, tmp_path: Path) -> Version:
    """The version with a second county in its marts, which has handed in nothing of its own."""
    path = tmp_path / "version"
    path.mkdir()
    shutil.copy(published.database, path / published.database.name)
    with duckdb.connect(str(path / published.database.name)) as connection:
        for schema, table in connection.execute(TABLES).fetchall():
            if schema == "marts":
                connection.execute(
                    f"insert into {schema}.{table} select * replace ('{OTHER}' as county_code)"
                    f" from {schema}.{table} where county_code != '{OTHER}'"
                    " and county_code in (select county_code from marts.fct_recognition)"
                    f" and '{table}' != 'fct_recognition'"
                )
        connection.execute(
            f"insert into marts.fct_recognition select * replace ('{OTHER}' as county_code)"
            " from marts.fct_recognition"
        )
        connection.execute(
            f"insert into meta.county_build select * replace ('{OTHER}' as county_code)"
            " from meta.county_build"
        )
        write_league(connection)
        connection.execute(
            f"update marts.dim_county set county_name = '{OTHER_NAME}' where county_code = '{OTHER}'"
        )
    return Version(published.name, path, published.manifest, published.time_zone)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_another_county_changes_nothing_on_a_countys_pages(
    published: Version, with_another: Version, tmp_path: Path
) -> None:
    written = []
    for version in (published, with_another):
        folder = tmp_path / f"pages{len(written)}"
        with duckdb.connect(str(version.database), read_only=True) as connection:
            first = counties(connection)[0]
            write_county(connection, first, folder, version.time_zone)
        written.append(contents(folder))
    assert written[0] == written[1]
    assert not any(OTHER.encode() in page or OTHER_NAME.encode() in page for page in written[1].values())


def test_the_league_leads_to_every_county(with_another: Version, tmp_path: Path) -> None:
    with duckdb.connect(str(with_another.database), read_only=True) as connection:
        found = counties(connection)
        write_index(connection, with_another, tmp_path)
    league = Page(tmp_path / "index.html")
    assert {county.county_code for county in found} == {
        link.split("/")[0] for link in league.links if "/index" in link
    }
    assert [row[0] for row in league.rows["counties"][1:]] == [
        county.county_name for county in found for _ in range(3)
    ]
    with_data = json.loads((tmp_path / "league.js").read_text("utf-8").partition("=")[2].rstrip(";\n"))
    assert [name for _, name, *_ in with_data["rows"]] == [row[0] for row in league.rows["counties"][1:]]
    assert f"共 {len(found)} 个县" in league.words
    compared = "".join(path.read_text("utf-8") for path in (tmp_path / "compare").iterdir())
    assert all(f'"{county.county_code}","{county.county_name}"' in compared for county in found)
    assert '"counties": 2' in (tmp_path / "version.js").read_text(encoding="utf-8")


FIGURES = """
select coalesce(stage, '') as stage, figure, printf('%.3f', value) from marts.fct_league
where region_code = '{region}' and region_kind = '{kind}' and ruleset_code = 'national_2017'
    and figure like 'cv/%' and school_year = (select max(school_year) from marts.fct_league)
order by stage desc, figure
"""


def test_of_several_provinces_each_stands_beside_the_others_with_the_figures_of_the_marts(
    with_another: Version, tmp_path: Path
) -> None:
    with duckdb.connect(str(with_another.database), read_only=True) as connection:
        write_index(connection, with_another, tmp_path)
        told = {
            region: connection.execute(FIGURES.format(region=region, kind=kind)).fetchall()
            for region, kind in (("370000", "省"), ("990000", "省"), ("000000", "全国"))
        }
        names = dict(connection.execute("select region_code, region_name from marts.dim_region").fetchall())
    page = Page(tmp_path / "provinces.html")
    of_cv = {row[0]: row[1:] for row in page.rows["national_2017-1"][2:]}
    assert of_cv == {
        names.get(region, region): [value or "—" for *_, value in figures] for region, figures in told.items()
    }
    standing = {row[0]: row[1:3] for row in page.rows["national_2017-standing"][1:]}
    assert standing == {names["370000"]: ["1", "1"], "990000": ["1", "1"], names["000000"]: ["2", "2"]}
    assert {"370000.html", "990000.html"} <= set(page.links)
    assert "yiyuan_2024-standing" not in page.rows  # a ruleset of one county's own


def test_one_province_alone_has_no_comparison_of_provinces(published: Version, tmp_path: Path) -> None:
    with duckdb.connect(str(published.database), read_only=True) as connection:
        write_index(connection, published, tmp_path)
    assert not (tmp_path / "provinces.html").exists()
    assert not any("provinces.html" in Page(path).links for path in tmp_path.glob("*.html"))
