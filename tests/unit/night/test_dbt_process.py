"""dbt in a process of its own: it is given the parse that lies there, and says what it could not do."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import duckdb
import pytest

from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import Asked, DbtGone, DbtProcess, dbt_environment, start_dbt
from pipelines.night.model_docs import MADE
from pipelines.settings import Settings

PATH = "path: \"{{ env_var('JUNHENG_BUILD_DB') }}\""
PROFILE = f"one_table: {{target: here, outputs: {{here: {{type: duckdb, {PATH}}}}}}}"
PROJECT = "{name: one_table, version: '1.0', profile: one_table}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    project = tmp_path / "project"
    (project / "models").mkdir(parents=True)
    (project / "profiles.yml").write_text(PROFILE)
    (project / "dbt_project.yml").write_text(PROJECT)
    (project / "models" / "one.sql").write_text("select 1 as one")
    return Settings(dbt_project=project, home=tmp_path / "home")


def heard_of(settings: Settings, dbt: DbtProcess) -> tuple[list[dbt_tasks.Heard], list[str]]:
    heard: list[dbt_tasks.Heard] = []
    asked = Asked(settings.home / "landing.duckdb", settings.build / "warehouse.duckdb", "r1")
    results = dbt.build(settings, asked, heard.append, select=["one"])
    return heard, [result["status"] for result in results]


def test_a_home_does_not_undo_the_parse_of_another(settings: Settings, tmp_path: Path) -> None:
    parse = settings.dbt_project / "target" / "partial_parse.msgpack"
    parsed = set()
    for home in ("here", "there"):
        at_home = settings.model_copy(update={"home": tmp_path / home, "threads": 1 + len(parsed)})
        assert heard_of(at_home, DbtProcess())[1] == ["success"]
        parsed.add(parse.stat().st_mtime_ns)
    assert len(parsed) == 1


def test_what_dbt_says_is_heard_and_how_far_it_has_come(settings: Settings) -> None:
    heard, _ = heard_of(settings, DbtProcess())
    assert [one.done for one in heard if one.done] == ["model"]
    assert any("1 of 1 OK" in one.line for one in heard if one.line)


def test_a_model_that_cannot_be_built_has_its_status(settings: Settings) -> None:
    (settings.dbt_project / "models" / "one.sql").write_text("select no_such_column")
    assert heard_of(settings, DbtProcess())[1] == ["error"]


def test_what_dbt_cannot_read_is_told_in_its_own_words(settings: Settings) -> None:
    (settings.dbt_project / "models" / "one.sql").write_text("select * from {{ ref('nothing') }}")
    with start_dbt(settings) as worker, pytest.raises(dbt_tasks.DbtFault, match="nothing"):
        worker.ask(dbt_tasks.load, settings.dbt_project)


def test_a_process_that_dies_is_told_in_a_sentence(settings: Settings) -> None:
    dbt = DbtProcess()
    os.kill(dbt.load(settings).number, signal.SIGKILL)
    with pytest.raises(DbtGone, match="dbt 的进程中途结束（退出码 -9）"):
        heard_of(settings, dbt)


def test_the_models_are_documented_in_one_file(settings: Settings, tmp_path: Path) -> None:
    folder, project = tmp_path / "docs", settings.dbt_project.absolute()
    folder.mkdir()
    database = folder / "warehouse.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table one (one integer)")
    with start_dbt(settings) as dbt:
        dbt.ask(dbt_tasks.parse, project)
        shutil.copy(settings.made_by_dbt / "manifest.json", folder)
        told = dbt_environment(settings, database, folder / "landing.duckdb")
        assert dbt.ask(dbt_tasks.document, project, told, folder)
    page = (folder / MADE).read_text(encoding="utf-8")
    assert "model.one_table.one" in page
    assert "INTEGER" in page
