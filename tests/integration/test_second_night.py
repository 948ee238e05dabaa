"""A corrected return: the new figure stands, the old one can be had again, and what moved names the file.

Rosters that came on the same night leave nothing of a person in any version.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.warehouse.versions import Version, all_versions, current
from tests.crew import refreshed
from tests.integration.persons import OF_PERSONS, traces_in
from tests.integration.second_night import CORRECTION, COUNTY_OF_PERSONS, NEIGHBOUR, SecondNight

# the row of school_statistics in `world`: 500 pupils; 2 masters, 30 bachelors, 6 college; 3000.5 ㎡ of which
# 400 ㎡ are indoor sports rooms
CORRECTED = {"R1": (2 + 30 + 6) / 500 * 100, "R4": (3000.5 - 400) / 500}


def rows(version: Version, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(version.database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def values(version: Version, school: str) -> dict[str, float]:
    """The school's figures of 2024 by indicator."""
    return dict(
        rows(
            version,
            "select indicator_code, value from marts.fct_school_indicator where value is not null"
            f" and ruleset_code = 'national_2017' and school_code = '{school}' and school_year = 2024",
        )
    )


def nearly(figure: object) -> object:
    """A figure that may have been summed in another order."""
    return pytest.approx(figure, rel=1e-9) if isinstance(figure, float) else figure


def test_the_corrected_figures_stand(second_night: SecondNight) -> None:
    figures = values(second_night.second, second_night.school)
    for indicator, value in CORRECTED.items():
        assert figures[indicator] == pytest.approx(value, rel=1e-12)
        assert values(second_night.first, second_night.school)[indicator] != pytest.approx(value)


def test_what_moved_is_told_with_the_figure_before_and_after_and_the_file_that_moved_it(
    second_night: SecondNight,
) -> None:
    ((file_id,),) = rows(
        second_night.second, f"select file_id from quality.file_version where path = '{CORRECTION}'"
    )
    told = rows(
        second_night.second,
        "select key, before, after, because_file_id from quality.figure_change"
        " where table_name = 'fct_school_indicator' and column_name = 'value'"
        " and key like '%ruleset_code=national_2017,%indicator_code=R%' and key like '%county_code=370399%'",
    )
    before = values(second_night.first, second_night.school)
    after = values(second_night.second, second_night.school)
    county = "county_code=370399, school_year=2024, ruleset_code=national_2017"
    key = county + ", school_code={}, stage=小学, indicator_code={}"
    assert sorted(told) == [
        (key.format(second_night.school, code), str(before[code]), str(after[code]), file_id)
        for code in ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
    ]


def test_everything_above_the_school_that_moved_names_the_same_file(second_night: SecondNight) -> None:
    """In that county nothing else came, so nothing else can have moved anything."""
    told = rows(
        second_night.second,
        "select table_name, count(distinct coalesce(because_file_id, '')), any_value(files.path)"
        " from quality.figure_change left join quality.file_version as files on because_file_id = file_id"
        " where key like 'county_code=370399,%' group by table_name order by table_name",
    )
    assert told == [
        (table, 1, CORRECTION)
        for table in (
            *("fct_county_balance", "fct_county_indicator", "fct_recognition"),
            *("fct_school_compliance", "fct_school_indicator"),
        )
    ]


def test_a_version_says_what_moved_against_the_one_in_force_before_it_only(second_night: SecondNight) -> None:
    between = rows(
        second_night.second, "select distinct previous_version, version from quality.figure_change"
    )
    assert between == [(second_night.first.name, second_night.second.name)]
    assert rows(second_night.first, "select count(*) from quality.figure_change") == [(0,)]


def test_the_old_figures_come_back_as_known_on_the_day_before_without_touching_the_version_in_force(
    second_night: SecondNight, tmp_path: Path
) -> None:
    second_night = second_night.copied_to(tmp_path)
    settings = second_night.settings
    day = datetime.fromisoformat(second_night.first.manifest["created_at"]).replace(tzinfo=None)
    name = refreshed(settings, as_known_on=day, shown=False).version
    then = next(version for version in all_versions(settings) if version.name == name)
    assert name not in (second_night.first.name, second_night.second.name)
    assert then.manifest["as_known_on"] is not None
    assert current(settings) == second_night.second
    for table in ("fct_school_indicator", "fct_county_balance", "fct_recognition"):
        figures = f"select * from marts.{table} order by all"
        assert rows(then, figures) == [tuple(map(nearly, row)) for row in rows(second_night.first, figures)]
    files = "select count(*) from quality.file_version where county_code = '{}'"
    assert rows(then, files.format(COUNTY_OF_PERSONS)) == [(0,)]
    assert rows(then, "select count(*) from quality.figure_change") == [(0,)]


def test_pupils_in_the_rosters_of_two_counties_are_told_to_both(second_night: SecondNight) -> None:
    told = rows(
        second_night.second,
        "select 区域代码, 数据集名称, 另一区域代码, sum(条数) from bi.跨县重复 group by all order by all",
    )
    of_each = next(int(entries) for *_, entries in told)
    assert of_each > 0
    assert told == [
        (NEIGHBOUR, "学籍名册", COUNTY_OF_PERSONS, of_each),
        (COUNTY_OF_PERSONS, "学籍名册", NEIGHBOUR, of_each),
    ]


def test_nothing_of_a_person_is_published_or_left_by_the_build(second_night: SecondNight) -> None:
    home = second_night.settings.home
    with duckdb.connect(str(second_night.second.database), read_only=True) as connection:
        found = connection.execute(
            "select count(*) from quality.finding where county_code = ? and file_id is not null",
            [COUNTY_OF_PERSONS],
        ).fetchone()
    assert found and found[0] >= len(OF_PERSONS), "what was wrong with the persons' rows is told"
    for left in ("*.parquet", "*.反馈.xlsx"):
        assert list(home.rglob(left)), left
    assert traces_in(home) == []
