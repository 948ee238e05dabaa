"""The project built on tables without a row: dbt's own unit tests, and whether every column is described.

What does not belong here: the figures (`*_unit_tests.yml` beside the models), and what a description is like
(test_dictionary).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import duckdb
import pytest

from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.night.manifest import read_manifest
from pipelines.night.registry import BUILD, lay_registry
from pipelines.settings import Settings

FEWEST = 150
KINDS = ("model", "unit_test")
STANDING = "config.schema:bi"
"""What a build begins with, besides the seeds."""


class Built(NamedTuple):
    """What dbt came to, what it says of itself, the columns that came out."""

    ended: dbt_tasks.Ended
    nodes: list[Mapping[str, Any]]
    columns: set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    home = tmp_path_factory.mktemp("formulas")
    settings = Settings(home=home)
    landing = gather(settings, [], home / "landing.duckdb")
    settings.build.mkdir(parents=True)
    nodes = read_manifest(settings)["nodes"].values()
    lay_registry(settings, settings.build / BUILD)
    told = dbt_environment(settings, settings.build / BUILD, landing)
    kinds = [word for kind in KINDS for word in ("--resource-type", kind)]
    asked = [dbt_tasks.NO_ARTIFACTS, "build", "--empty", *kinds, "--exclude", STANDING]
    asked += ["--target-path", str(home / "target")]
    with start_dbt(settings) as dbt:
        ended = dbt.ask(dbt_tasks.run, settings.dbt_project, told | {"DBT_LOG_PATH": str(home)}, asked)
    with duckdb.connect(str(settings.build / BUILD), read_only=True) as connection:
        columns = connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    return Built(ended, list(nodes), set(columns))


def test_every_formula_gives_the_figures_worked_by_hand(built: Built) -> None:
    assert [one for one in built.ended.nodes if one["status"] not in ("success", "pass")] == []
    assert built.ended.succeeded
    said = Counter(one["status"] for one in built.ended.nodes if one["unique_id"].startswith("unit_test."))
    assert said.keys() == {"pass"}
    assert said["pass"] >= FEWEST


def test_every_column_of_every_model_and_seed_is_described(built: Built) -> None:
    described = {
        (node["schema"], node["alias"], column) for node in built.nodes for column in node["columns"]
    }
    assert built.columns - described == set()
    assert described - built.columns == set()
