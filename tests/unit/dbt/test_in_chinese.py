"""A view for people shows the columns of the tables it reads that it shares a description with.

What does not belong here: what a description is like (test_dictionary).
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.settings import PROJECT, Settings

PUPILS, ROOMS, TOWN = "在校生数。Pupils.", "专用教室数。Rooms.", "镇街名称。Town."
TURN, KIND, ANSWER, PART = "次序。Turn.", "类别。Kind.", "是否。Whether.", "部分。Part."
COUNTY, YEAR = "县代码。County.", "学年。School year."
TABLES = {
    "schools": ("select 1 as town, 90 as pupils, 2 as rooms", {"pupils": PUPILS, "rooms": ROOMS}),
    "towns": ("select 1 as town, '甲镇' as town_name, 3 as rooms", {"town_name": TOWN, "rooms": ROOMS}),
    "county_build": (
        "select 'c' as county_code, timestamp '2024-11-01 16:00:00' as data_as_of",
        {"county_code": COUNTY},
    ),
    "dim_code_word": (
        "select * from (values ('part', 'all', '全部'), ('answer', 'true', '是'), ('answer', 'false', '否'), "
        "('kind', 'a', '甲类')) as words(word_kind, code, word)",
        {"word": "词。Word."},
    ),
    "coded": (
        "select * from (values (1, 'a', true, 'a'), (2, 'b', false, null), (3, null, null, 'b')) "
        "as coded(turn, kind, is_so, part)",
        {"turn": TURN},
    ),
    "figures": (
        "select 'c' as county_code, 2024 as school_year, 90 as pupils",
        {"county_code": COUNTY, "school_year": YEAR, "pupils": PUPILS},
    ),
    "twice": ("select 90 as pupils, 80 as pupils_before", {"pupils": PUPILS, "pupils_before": PUPILS}),
}
VIEWS = {
    "shown": (
        {"schools": "schools", "towns": "towns"},
        "schools inner join towns using (town)",
        {"镇街名称": TOWN, "在校生数": PUPILS, "教室数": ROOMS},
    ),
    "dated": (
        {"figures": "figures"},
        "figures",
        {
            "县代码": COUNTY,
            "学年": YEAR,
            "学年名称": "任意。Any.",
            "在校生数": PUPILS,
            "数据截至": "任意。Any.",
        },
    ),
    "nowhere": ({"schools": "schools"}, "schools", {"镇街名称": TOWN}),
    "unclear": ({"twice": "twice"}, "twice", {"在校生数": PUPILS}),
}
IN_ONE_CALL = {
    "worded": (
        "{{ view_of('coded', {'coded': 'coded'}, instead={'部分': 'coded.part'}, "
        "worded={'类别': ['kind', 'coded.kind'], '是否': ['answer', 'coded.is_so']}) }}",
        {"次序": TURN, "类别": KIND, "是否": ANSWER, "部分": PART},
    ),
}
"""Views that are one call."""
OR_WHOLE = {"worded": ["部分"]}
SHOWING = "{{% set read = {} %}} with {{{{ tables(read) }}}} select {{{{ in_chinese(read) }}}} from {}"


def described(name: str, columns: dict[str, str]) -> dict[str, Any]:
    listed = [
        {"name": column, "description": text, "data_type": "varchar"} for column, text in columns.items()
    ]
    meta = {"or_whole": OR_WHOLE.get(name, [])}
    return {"name": name, "columns": listed, "config": {"meta": meta}}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    """A project of these tables and views, with the macros of ours: the file, and what dbt said of each."""
    project = tmp_path_factory.mktemp("views")
    models = project / "models"
    models.mkdir()
    shutil.copytree(PROJECT / "dbt_project" / "macros", project / "macros")
    shutil.copyfile(PROJECT / "dbt_project" / "profiles.yml", project / "profiles.yml")
    (project / "dbt_project.yml").write_text(
        "{name: views, version: '1.0', profile: junheng, vars: {utc_offset_hours: 8}}"
    )
    for name, (sql, _) in TABLES.items():
        (models / f"{name}.sql").write_text(sql)
    for name, (read, joined, _) in VIEWS.items():
        (models / f"{name}.sql").write_text(SHOWING.format(read, joined))
    for name, (sql, _) in IN_ONE_CALL.items():
        (models / f"{name}.sql").write_text(sql, encoding="utf-8")
    columns = {name: said for name, (*_, said) in (TABLES | VIEWS | IN_ONE_CALL).items()}
    everything = {"version": 2, "models": [described(name, said) for name, said in columns.items()]}
    (models / "all.yml").write_text(yaml.safe_dump(everything, allow_unicode=True), encoding="utf-8")
    settings = Settings(dbt_project=project, home=project / "home")
    landing = gather(settings, [], settings.build / "landing.duckdb")
    with start_dbt(settings) as worker:
        told = dbt_environment(settings, settings.build / "warehouse.duckdb", landing)
        ended = worker.ask(dbt_tasks.run, project, told, ["run"])
        worker.close()
    return settings.build / "warehouse.duckdb", {
        node["unique_id"].rsplit(".", 1)[-1]: node for node in ended.nodes
    }


def test_a_column_is_that_of_the_first_table_with_the_same_description(
    built: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    database, said = built
    assert said["shown"]["status"] == "success", said["shown"]["message"]
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute("select * from main.shown")
        assert [column[0] for column in found.description or ()] == ["镇街名称", "在校生数", "教室数"]
        assert found.fetchall() == [("甲镇", 90, 2)]


@pytest.mark.parametrize(
    ("view", "why"),
    [("nowhere", "镇街名称: no table"), ("unclear", "在校生数: twice describes several columns so")],
)
def test_a_column_that_no_description_decides_is_named(
    built: tuple[Path, dict[str, dict[str, Any]]], view: str, why: str
) -> None:
    assert built[1][view]["status"] == "error"
    assert why in built[1][view]["message"]


def test_a_view_names_the_school_year_and_says_as_of_when_its_data_are_on_the_clock_on_the_wall(
    built: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    database, said = built
    assert said["dated"]["status"] == "success", said["dated"]["message"]
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select * from main.dated").fetchall() == [
            ("c", 2024, "2024-2025学年", 90, datetime(2024, 11, 2, 0, 0))
        ]


def test_a_code_is_shown_by_its_word_and_as_it_is_where_there_is_none(
    built: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    """What tells yes or no has words too; a part that is not told is the whole where the view says so."""
    database, said = built
    assert said["worded"]["status"] == "success", said["worded"]["message"]
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select * from main.worded order by 次序").fetchall() == [
            (1, "甲类", "是", "a"),
            (2, "b", "否", "全部"),
            (3, None, None, "b"),
        ]


WITH_ROWS_OF_THEIR_OWN = {
    "bi_closing_plan_total": "its rows are those of the plan, added up over schools",
    "bi_figure_change": "its files are counted and named, at most three",
    "bi_figure_history": "a movement is several columns that moved, told in one sentence",
    "bi_movement": "the same, with the files of this night",
}
"""Views that are more than the rows of a table, and why."""


def test_a_view_is_one_call_unless_it_makes_rows_of_its_own() -> None:
    """The words of codes are joined in one place: a view that joins them by hand would be another."""
    folder = PROJECT / "dbt_project" / "models" / "bi"
    views = {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.sql")}
    assert {name for name, sql in views.items() if "select" in sql} == set(WITH_ROWS_OF_THEIR_OWN)
    assert [name for name, sql in views.items() if "{{ words(" in sql] == []
