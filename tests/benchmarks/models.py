"""What the dbt project is made of: `python -m tests.benchmarks.models [MANIFEST]`, a `manifest.json` of dbt.

Nodes by kind, models by how many others read them, the depth of the graph, and how long the SQL files are.
With no argument, of the project as it stands. What does not belong here: how long a build takes (steps).
"""

from __future__ import annotations

import functools
import json
import statistics
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.night.manifest import read_manifest
from pipelines.night.registry import standing
from pipelines.settings import Settings

KINDS = ("model", "seed", "test", "unit_test")
MANY = 5
"""From so many readers on, they are counted together."""


def shape(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The measures of a project by name, for JSON."""
    nodes: Mapping[str, Any] = manifest["nodes"] | manifest["unit_tests"]
    models = {name: node for name, node in nodes.items() if node["resource_type"] == "model"}
    lines = sorted(node["raw_code"].count("\n") + 1 for node in models.values() if node["language"] == "sql")
    kinds = Counter(node["resource_type"] for node in nodes.values())
    rooms = Counter(node["schema"] for node in models.values())
    return {
        "nodes": {kind: kinds[kind] for kind in KINDS},
        "models": dict(sorted(rooms.items())),
        "models of a night": len(models.keys() - standing(manifest)),
        "depth": depth(models),
        "inner models by readers": readers(models),
        "lines of SQL": {
            "median": statistics.median_low(lines),
            "p95": lines[round(0.95 * (len(lines) - 1))],
            "max": lines[-1],
            "all": sum(lines),
        },
    }


def depth(models: Mapping[str, Any]) -> int:
    """How many models the longest chain has in which each reads the one before."""

    @functools.cache
    def below(name: str) -> int:
        parents = models[name]["depends_on"]["nodes"]
        return 1 + max((below(parent) for parent in parents if parent in models), default=0)

    return max(map(below, models))


def readers(models: Mapping[str, Any]) -> dict[str, int]:
    """How many models of staging and intermediate have one reader, two, and so on."""
    read = Counter(parent for node in models.values() for parent in set(node["depends_on"]["nodes"]))
    inner = (name for name, node in models.items() if node["schema"] in {"staging", "intermediate"})
    counted = Counter(min(read[name], MANY) for name in inner)
    return {f"{count}+" if count == MANY else str(count): counted[count] for count in sorted(counted)}


def main(given: list[str]) -> None:
    """Print the shape of the project, or of the manifest that is named."""
    manifest = json.loads(Path(given[0]).read_bytes()) if given else read_manifest(Settings())
    print(json.dumps(shape(manifest), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
