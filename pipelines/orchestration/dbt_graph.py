"""How the dbt project looks in Dagster: an asset a model or seed, a check a test.

What does not belong here: running dbt (dbt_process).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg

from pipelines.orchestration.groups import group_of
from pipelines.orchestration.owners import MODELLERS

Node = Mapping[str, Any]
BUILT = {"model", "seed"}


def key_of(node: Node) -> dg.AssetKey:
    """Models and seeds are `<schema>/<name>`, sources `landing/<dataset>` and `ledger/<table>`."""
    return dg.AssetKey([node["schema"], node["name"]])


def asset_specs(manifest: Mapping[str, Any]) -> list[dg.AssetSpec]:
    """Every model and seed of the project; any of them may be left out of a run."""
    known = manifest["nodes"] | manifest["sources"]
    return [
        dg.AssetSpec(
            key_of(node),
            deps=[key_of(known[name]) for name in node["depends_on"].get("nodes", ())],
            group_name=group_of(node["schema"]),
            owners=[MODELLERS],
            description=node["description"] or " ".join(_head_comment(node["raw_code"])),
            kinds={"dbt", "duckdb"},
            code_version=node["checksum"]["checksum"],
            metadata={"dagster/column_schema": _columns(node)},
            skippable=True,
        )
        for node in _nodes(manifest, BUILT)
    ]


def keys_of(names: Collection[str], manifest: Mapping[str, Any]) -> list[dg.AssetKey]:
    """The keys of models and seeds, by dbt's `unique_id`, each behind those it depends on."""
    parents: Mapping[str, list[str]] = manifest["parent_map"]
    return [
        key_of(manifest["nodes"][name]) for name in TopologicalSorter(parents).static_order() if name in names
    ]


def check_specs(manifest: Mapping[str, Any]) -> list[dg.AssetCheckSpec]:
    """Every test of the project, as a check of the model or seed it is about."""
    return [
        dg.AssetCheckSpec(
            test["name"],
            asset=key_of(manifest["nodes"][test["attached_node"]]),
            description=test["description"] or None,
        )
        for test in _nodes(manifest, {"test"})
    ]


def selected(context: dg.AssetExecutionContext, manifest: Mapping[str, Any]) -> list[str]:
    """What a step is to build, as dbt selects it; nothing when it is everything.

    A build begins with the registry alone, so a model is built with all that it is made of.
    """
    if not context.op_execution_context.is_subset:
        return []
    return [
        f"+{node['name']},source:*+"
        for node in _nodes(manifest, {"model"})
        if key_of(node) in context.selected_asset_keys
    ]


def _nodes(manifest: Mapping[str, Any], kinds: set[str]) -> Iterator[Node]:
    return (node for node in manifest["nodes"].values() if node["resource_type"] in kinds)


def _columns(node: Node) -> dg.TableSchema:
    return dg.TableSchema(
        [
            dg.TableColumn(column["name"], column["data_type"] or "", column["description"])
            for column in node["columns"].values()
        ]
    )


def _head_comment(code: str) -> Iterator[str]:
    for line in code.splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").strip()
