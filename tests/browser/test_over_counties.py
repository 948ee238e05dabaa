"""The pages over many counties in a real browser: a province's morning, what stands side by side."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.site.index import write_index
from pipelines.warehouse.versions import Version, current
from tests.benchmarks.many_counties import many_counties
from tests.browser.conftest import PHONE, Opening, grave_findings, keep_picture
from tests.conftest import CountyVersion, made_once

COUNTIES = 400
A4 = 703
"""How many pixels wide A4 is within its margins."""


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory, county_version: CountyVersion) -> Version:
    """A version with made-up counties of every prefecture, its pages beside it."""
    like = current(Settings(raw=county_version.raw, home=county_version.home))
    assert like is not None

    def make(folder: Path) -> None:
        assert like
        version = many_counties(like, folder / "version", COUNTIES)
        with duckdb.connect(str(version.database), read_only=True) as connection:
            write_index(connection, version, folder / "version" / "site")

    folder = made_once(tmp_path_factory, "nation", make) / "version"
    return Version(like.name, folder, like.manifest, like.time_zone)


@pytest.fixture(scope="session")
def over(nation: Version) -> Path:
    return nation.path / "site"


def asked(nation: Version, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(nation.database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="session")
def province(nation: Version) -> str:
    """The code of the province with the most counties."""
    ((code,),) = asked(
        nation,
        "select left(county_code, 2) || '0000' from meta.county_build"
        " group by all order by count(*) desc, 1 limit 1",
    )
    return str(code)


def test_a_province_reads_how_its_counties_stand_what_turned_and_who_is_behind(
    open_page: Opening, over: Path, nation: Version, province: str
) -> None:
    begins = province[:2]
    ((name, counties, kept, passing),) = asked(
        nation,
        f"""select
            (select region_name from marts.dim_region where region_code = '{province}'),
            count(*), count(*) filter (where status = 'kept'),
            (select count(distinct county_code) from marts.fct_recognition
            where left(county_code, 2) = '{begins}' and passes and area = '综合' and school_year =
                (select max(school_year) from marts.fct_recognition)
                and ruleset_code = (select min(ruleset_code) from marts.fct_recognition))
        from meta.county_build where left(county_code, 2) = '{begins}'""",
    )
    page = open_page(over / "index.html")
    page.get_by_role("link", name=str(name), exact=True).click()
    assert page.get_by_role("heading", name=f"{name}今日情况").is_visible()
    said = page.locator(".lead").inner_text()
    assert f"共 {counties} 个县" in said
    assert (f"沿用上次 {kept}" in said) == bool(kept)
    assert f"{passing} / {counties}" in page.locator(".card .big").first.inner_text()
    assert page.locator("#behind-counties tbody tr").count() == kept
    codes = page.locator("#counties tbody a").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    assert {str(code)[:2] for code in codes} == {begins}
    page.locator("#regions tbody a").first.click()
    prefecture = page.get_by_label("所属市").input_value()
    shown = page.locator("#counties tbody a").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    assert {str(code)[:4] for code in shown} == {prefecture}
    keep_picture(page, "province 1280")
    assert grave_findings(page) == []


def test_counties_are_ordered_by_a_figure_and_stand_side_by_side_by_a_link(
    open_page: Opening, over: Path, nation: Version, province: str
) -> None:
    page = open_page(over / "compare.html", PHONE)
    page.locator("select[name=province]").select_option(province)
    page.locator("select[name=figure]").select_option(label="学校综合达标占比（小学），%")
    ordered = [
        name
        for (name,) in asked(
            nation,
            f"""select 区域名称 from bi.区域比较 where 区域类别 = '县' and 所属省 =
                (select region_name from marts.dim_region where region_code = '{province}')
            and 数据代码 = 'compliance' and 学段 = '小学' and 标准代码 =
                (select min(ruleset_code) from marts.fct_recognition)
            and 学年 = (select max(school_year) from marts.fct_recognition) order by 省内名次, 区域代码""",
        )
    ]
    rows = page.locator("#compared tbody tr:not(.sum) th")
    assert [text.strip() for text in rows.all_inner_texts()] == ordered[:50]
    for name in ordered[:2]:
        page.get_by_label(f"并排看{name}", exact=True).check()
    above = [text.strip() for text in page.locator("#compared tbody tr.sum th").all_inner_texts()]
    assert above[0] == "全国"
    heads = page.locator("#side thead th").all_inner_texts()
    assert [text.strip() for text in heads[1:]] == [*ordered[:2], *reversed(above)]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    keep_picture(page, f"compare {PHONE}")
    chosen = page.evaluate("location.hash.slice(1).split(',').length")
    assert chosen == 2
    assert grave_findings(page) == []


def test_a_verdict_is_told_with_what_it_was_and_the_whole_stands_before_its_areas(
    open_page: Opening, over: Path, nation: Version, province: str
) -> None:
    page = open_page(over / "compare.html")
    page.locator("select[name=province]").select_option(province)
    assert page.locator("select[name=figure]").locator("option").first.inner_text() == "认定结论：综合"
    page.locator("select[name=figure]").select_option(label="认定结论：一票否决")
    # value and what it was
    cells = page.locator("#compared tbody tr:not(.sum)").evaluate_all(
        "(all) => all.map((row) => [row.cells[1].innerText, row.cells[4].innerText])"
    )
    turned = {"通过": {"", "原未通过"}, "未通过": {"", "原通过"}, "—": {""}}
    assert all(before in turned[now] for now, before in cells)
    assert page.locator("#compared tbody tr.sum .bar i").count() == 0


def test_provinces_are_ordered_by_any_figure_with_the_nation_below_them(
    open_page: Opening, over: Path, nation: Version
) -> None:
    ordered = [
        name
        for (name,) in asked(
            nation,
            """select 区域名称 from bi.区域比较 where 区域类别 = '省' and 标准代码 = 'national_2017'
            and 数据代码 = 'units' and 学段 = '小学'
            and 学年 = (select max(school_year) from marts.fct_recognition) order by 数值 desc""",
        )
    ]
    page = open_page(over / "provinces.html", PHONE, "dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    table = page.locator("#national_2017-schools")
    sort = table.locator("thead [data-by='2'] button")
    sort.click()
    sort.click()
    assert table.locator("tbody th").all_inner_texts() == ordered
    assert table.locator("tfoot th").inner_text() == "全国"
    keep_picture(page, f"provinces {PHONE} dark")
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": A4, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    keep_picture(page, "provinces print")
    assert (over / "provinces.html").stat().st_size < 300_000
    page.emulate_media(media="screen", color_scheme="dark")
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert grave_findings(page) == []
