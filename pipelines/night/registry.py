"""The registry: every seed and every model made of seeds alone, built once per change of the project.

It is a DuckDB file that lies beside the parsed project; a build begins as a copy of it. With it stand the
views of schema `bi`: a view is its statement, and what it reads has the columns that a contract fixes, so it
need not be made again when there are new rows. What does not belong here: when it is made (manifest), and
what is in it (dbt_project).
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import Settings

NIGHTLY = ("--select", "source:*+", "--exclude", "config.schema:bi")
"""What a night builds, in dbt's words: all that is downstream of what landed, but the views that stand."""


BUILD = "warehouse.duckdb"
"""What every build is called: the views of the registry name their catalogue, and a version has it too."""


def registry_file(settings: Settings) -> Path:
    """Where the registry lies; its catalogue has the name of a build's."""
    return settings.made_by_dbt / "registry" / BUILD


def own_registry_file(settings: Settings) -> Path:
    """Where the registry lies with the rows of counties laid over it (own_registry), if there are any."""
    return settings.home / "registry" / BUILD


def clear_of_landed(registry: Path, manifest: Mapping[str, Any]) -> None:
    """Drop what a night builds from a file in which everything has been built; the views over it stay."""
    stands = standing(manifest)
    with duckdb.connect(registry) as connection:
        for name, node in manifest["nodes"].items():
            if node["resource_type"] == "model" and name not in stands:
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                connection.execute(f'drop {kind} {node["schema"]}."{node["alias"]}"')


def lay_registry(settings: Settings, build: Path) -> None:
    """Begin a build with the registry."""
    own = own_registry_file(settings)
    registry = own if own.exists() else registry_file(settings)
    if registry.exists():  # a project without seeds has none
        shutil.copyfile(registry, build)


def standing(manifest: Mapping[str, Any]) -> frozenset[str]:
    """What no night builds: the registry, and the views of `bi`."""
    views = (name for name, node in manifest["nodes"].items() if node.get("schema") == "bi")
    return in_registry(manifest) | {name for name in views if name.startswith("model.")}


def in_registry(manifest: Mapping[str, Any]) -> frozenset[str]:
    """The seeds and models of the registry: those that no source is upstream of."""
    parents: Mapping[str, list[str]] = manifest["parent_map"]

    @functools.cache
    def from_landing(name: str) -> bool:
        return name.startswith("source.") or any(map(from_landing, parents.get(name, [])))

    return frozenset(
        name
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in {"seed", "model"} and not from_landing(name)
    )
