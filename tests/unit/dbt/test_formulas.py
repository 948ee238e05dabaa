"""The project built on tables without a row: dbt's own unit tests, and whether every column is described.

What does not belong here: the figures (`*_unit_tests.yml` beside the models), and what a description is like
(test_dictionary).
"""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from pipelines.landing.gather import gather
from pipelines.night.dbt_process import dbt_environment
from pipelines.settings import Settings

DBT = Path(sysconfig.get_path("scripts")) / "dbt"
FEWEST = 150
KINDS = ("model", "seed", "unit_test")


class Built(NamedTuple):
    """What dbt left behind: its exit code and words, what it says of itself, the columns that came out."""

    code: int
    said: str
    results: list[dict[str, Any]]
    nodes: list[dict[str, Any]]
    columns: set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    home = tmp_path_factory.mktemp("formulas")
    settings = Settings(home=home)
    landing = gather(settings, [], home / "landing.duckdb")
    settings.build.mkdir(parents=True)
    told = (
        os.environ
        | dbt_environment(settings, settings.build / "warehouse.duckdb", landing)
        | {"DBT_LOG_PATH": str(home)}
    )
    target = home / "target"
    kinds = [word for kind in KINDS for word in ("--resource-type", kind)]
    ended = subprocess.run(
        [DBT, "--quiet", "build", "--empty", *kinds, "--target-path", str(target)],
        cwd=settings.dbt_project,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads((target / "run_results.json").read_bytes())["results"]
    nodes = json.loads((target / "manifest.json").read_bytes())["nodes"].values()
    with duckdb.connect(str(settings.build / "warehouse.duckdb"), read_only=True) as connection:
        columns = connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    return Built(ended.returncode, ended.stdout, results, list(nodes), set(columns))


def test_every_formula_gives_the_figures_worked_by_hand(built: Built) -> None:
    assert built.code == 0, built.said
    said = Counter(one["status"] for one in built.results if one["unique_id"].startswith("unit_test."))
    assert said.keys() == {"pass"}
    assert said["pass"] >= FEWEST


def test_every_column_of_every_model_and_seed_is_described(built: Built) -> None:
    described = {
        (node["schema"], node["alias"], column) for node in built.nodes for column in node["columns"]
    }
    assert built.columns - described == set()
    assert described - built.columns == set()
