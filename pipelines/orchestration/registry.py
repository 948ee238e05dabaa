"""The registry: every seed and every model made of seeds alone, built once per change of the project.

It is a DuckDB file that lies beside the parsed project; a build begins as a copy of it. What does not belong
here: when it is made (manifest), and what is in it (dbt_project).
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.settings import Settings

NIGHTLY = "source:*+"
"""What a night builds, in dbt's words: all that is downstream of what landed. The registry is the rest."""


def registry_file(settings: Settings) -> Path:
    """Where the registry lies; its catalogue has the name of a build's."""
    return settings.dbt_project / "target" / "registry" / settings.build_db.name


def lay_registry(settings: Settings, build: Path) -> None:
    """Begin a build with the registry."""
    registry = registry_file(settings)
    if registry.exists():  # a project without seeds has none
        shutil.copyfile(registry, build)


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
