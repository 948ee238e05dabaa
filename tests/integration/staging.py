"""The project's own SQL that decides which rows are in force, rendered by dbt once and run on any store.

What does not belong here: which rows there are (nights).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.night.manifest import read_manifest
from pipelines.settings import Settings
from tests.landed import landed

SELECTED = ("staging", "int_findings__two_files_one_scope")
KNOWN_ON = "1999-12-31T23:59:59"
"""Stands in the rendered SQL for the time as of which it is run."""


@dataclass(frozen=True)
class Staging:
    """The SQL of the models by `schema.name`, in an order in which they can be made; the seeds they read."""

    models: Mapping[str, str]
    seeds: Mapping[str, Path]

    @contextmanager
    def on(
        self, settings: Settings, known_on: datetime = datetime.max
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """The models as views on the landing store of a home, as known at a time (UTC without a zone)."""
        with landed(settings) as connection:
            for schema in {name.split(".")[0] for name in (*self.models, *self.seeds)}:
                connection.execute(f"create schema {schema}")
            for name, path in self.seeds.items():
                connection.execute(f"create table {name} as from read_csv('{path}', all_varchar = true)")
            for name, sql in self.models.items():
                connection.execute(f"create view {name} as {sql.replace(KNOWN_ON, known_on.isoformat())}")
            yield connection


def rendered(folder: Path) -> Staging:
    """Have dbt render the models; what it writes goes into a folder of its own."""
    settings = Settings(home=folder)
    # dbt wants to see it before it renders
    landing = gather(settings, [], folder / "landing.duckdb")
    told = dbt_environment(settings, folder / "warehouse.duckdb", landing) | {"DBT_LOG_PATH": str(folder)}
    target = folder / "target"
    asked = ("compile", "--select", *SELECTED, "--vars", json.dumps({"as_known_on": KNOWN_ON}))
    with start_dbt(settings) as dbt:
        dbt.ask(dbt_tasks.run, settings.dbt_project, told, [*asked, "--target-path", str(target)])
    compiled = {path.stem: path.read_text() for path in (target / "compiled").rglob("*.sql")}
    nodes: Mapping[str, Any] = read_manifest(settings)["nodes"]
    models = {name for name, node in nodes.items() if name.startswith("model.") and node["name"] in compiled}
    reads = {name: set(nodes[name]["depends_on"]["nodes"]) for name in models}
    seeds = {one for read in reads.values() for one in read if one.startswith("seed.")}
    order = TopologicalSorter({name: read & models for name, read in reads.items()}).static_order()
    return Staging(
        {_name(nodes[one]): compiled[nodes[one]["name"]] for one in order},
        {_name(nodes[one]): settings.dbt_project / nodes[one]["original_file_path"] for one in seeds},
    )


def _name(node: Mapping[str, Any]) -> str:
    return f"{node['schema']}.{node['alias']}"
