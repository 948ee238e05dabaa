"""What stands on a page is what the marts say.

What does not belong here: how a page looks and what it does (tests/browser).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.unit.pages.reading import Page

SCHOOLS = "marts.dim_school using (county_code, school_year, school_code)"
OF_YEAR = "school_year = (select max(school_year) from marts.fct_recognition)"
MAIN = "ruleset_code = 'yiyuan_2024'"


@pytest.fixture
def county(site: Path) -> Path:
    (found,) = (path for path in site.iterdir() if path.is_dir() and path.name.isdigit())
    return found


def shown(printed: str | None) -> str:
    if printed is None:
        return "—"
    whole, point, rest = printed.partition(".")
    return f"{int(whole):,}{point}{rest}"


def test_the_morning_says_how_the_county_stands_by_every_ruleset(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    words = Page(county / "index.html").words
    for name, total, met, unmet, unknown in marts.execute(
        f"""select name, items_total, items_met, items_unmet, items_no_data
        from marts.fct_recognition join marts.dim_ruleset using (ruleset_code)
        where {OF_YEAR} and area = '综合'"""
    ).fetchall():
        assert name in words
        assert f"{total} 项：达标 {met}，未达标 {unmet}，缺数据 {unknown}" in words


def test_the_things_to_see_to_come_in_the_order_of_the_mart(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    words = Page(county / "index.html").words
    names = [
        name.split("；")[0]
        for (name,) in marts.execute(
            f"""select item_name from marts.fct_open_item
            where {OF_YEAR} and {MAIN} order by item_rank limit 10"""
        ).fetchall()
    ]
    at = words.index("先办这")
    for name in names:
        at = words.index(name, at)


def test_every_school_has_its_seven_figures(county: Path, marts: duckdb.DuckDBPyConnection) -> None:
    expected = {
        (name, stage): [shown(value) for value in values]
        for name, stage, values in marts.execute(
            f"""select school_name, stage, list(printed_value order by indicator_code)
            from marts.fct_school_indicator join {SCHOOLS} join marts.fct_school_compliance
            using (county_code, school_year, ruleset_code, school_code, stage)
            where {OF_YEAR} and {MAIN} and indicator_code like 'R_' group by all"""
        ).fetchall()
    }
    there = {
        (row[0], row[2]): [cell.removesuffix(word) for cell in row[3:10] for word in [_word(cell)]]
        for row in Page(county / "resources.html").rows["units"][1:]
    }
    assert there == expected
    assert len(expected) > 50


def _word(cell: str) -> str:
    return next((word for word in ("达到85%未达标", "未达标", "缺数据") if cell.endswith(word)), "")


def test_every_school_of_the_register_has_a_page_with_all_it_is_judged_by(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    expected = dict(
        marts.execute(
            f"""select school_code, count(indicator_code)
            from marts.fct_school_indicator right join {SCHOOLS}
            where {OF_YEAR} and coalesce({MAIN}, true) group by all"""
        ).fetchall()
    )
    there = {
        path.stem: len([row for row in Page(path).rows.get("judged", [])[1:] if len(row) > 1])
        for path in (county / "school").glob("*.html")
    }
    assert there == expected


@pytest.mark.parametrize(
    ("place", "kind"),
    [("'第 ' || rows || ' 行'", "cells is null"), ("'单元格 ' || cells", "cells is not null")],
)
def test_a_figure_leads_to_its_file_sheet_and_rows_or_cells(
    place: str, kind: str, county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    found = marts.execute(
        f"""select school_code, measure_name, path, source.sheet, {place}
        from quality.measure_source as source join marts.dim_measure using (measure_code)
        join quality.file_version using (file_id, county_code, school_year)
        where source.{OF_YEAR} and measure_code = 'equipment_value' and school_code is not null and {kind}"""
    ).fetchone()
    assert found
    code, name, path, sheet, said = found
    measures = Page(county / "school" / f"{code}.html").rows["measures"]
    assert any(row[0] == name and f"《{path}》“{sheet}”{said}" in row[3] for row in measures)


def test_a_department_page_lists_the_totals_of_the_mart(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    expected = sorted(
        (stage or "—", str(lacking), str(no_data), shown(printed) if printed else "—")
        for stage, lacking, no_data, printed in marts.execute(
            f"""select stage, lacking, no_data, printed_shortfall from marts.fct_shortfall_total
            where {OF_YEAR} and {MAIN} and department_code = '财政'"""
        ).fetchall()
    )
    rows = Page(county / "department" / "财政.html").rows["totals"][1:]
    assert sorted((row[1], row[2], row[3], row[4].split(" ")[0]) for row in rows) == expected
    assert len(expected) > 5


def test_the_plans_page_has_every_task_with_its_progress(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    expected = marts.execute(
        f"""select task || ' ' || task_name, statements_met || ' / ' || statements_total
        from marts.fct_plan_task join marts.dim_plan_task using (ruleset_code, task)
        where {OF_YEAR} and {MAIN} order by task"""
    ).fetchall()
    rows = Page(county / "plan.html").rows["tasks"][1:]
    assert [(row[0], row[2]) for row in rows] == expected
    assert len(expected) == 14


def test_rooms_of_a_school_are_told_as_rooms_and_not_as_times(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    found = marts.execute(
        f"""select school_code, indicator_code, numerator, denominator
        from marts.fct_school_indicator
        where {OF_YEAR} and {MAIN} and indicator_code in ('G3a', 'G3b') and value is not null"""
    ).fetchall()
    assert found
    for code, indicator, has, ought in found:
        (row,) = (
            row
            for row in Page(county / "school" / f"{code}.html").rows["judged"]
            if row[0].startswith(indicator)
        )
        assert f"{has:,.0f} 间" in row
        assert f"≥ {ought:,.0f} 间" in row


def test_where_the_county_fails_for_its_schools_their_number_stands_there(
    county: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    """G4 is judged by the pupils of each school; of the county it says how many schools are too large."""
    words = Page(county / "indicators.html").words
    ((count,),) = marts.execute(
        f"""select printed_value from marts.fct_county_indicator
        where {OF_YEAR} and {MAIN} and indicator_code = 'G4' and dimension is null"""
    ).fetchall()
    assert f"{count} 所未达标≤ 2,000 人" in words
    lacking = marts.execute(
        f"""select subjects_total, subjects_near, subjects_unmet
        from marts.fct_county_indicator
        where {OF_YEAR} and {MAIN} and indicator_code like 'R_' and dimension is null
            and status in ('unmet', 'near')"""
    ).fetchall()
    assert lacking
    for total, near, unmet in lacking:
        told = [f"{near} 所达到85%未达标"] if near else []
        told += [f"{unmet} 所未达标"] if unmet else []
        assert f"{total} 所中 {'、'.join(told)}" in words
