"""Who may read whom among the models, and who reads what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.night.manifest import read_manifest
from pipelines.night.registry import standing
from pipelines.settings import PACKAGE, PROJECT, Settings

MAY_READ = {
    "staging": {"source", "staging", "registry"},
    "intermediate": {"staging", "intermediate", "registry"},
    "forms": {"intermediate", "marts", "registry"},
    "marts": {"intermediate", "forms", "marts", "registry"},
    "bi": {"marts", "quality", "meta"},
    "quality": {"source", "staging", "intermediate", "marts", "quality", "registry"},
    "meta": {"staging", "quality"},
}
"""By schema, what its models may read. `quality` and `meta` tell of the files themselves."""
TELLS_OF_FILES = {
    "int_first_handed_in",
    "int_findings__two_files_one_scope",
    "int_rows_looked_at__cells",
}
"""Models that read what landed as it is: staging holds only the rows that are in force, and they tell of the
others, or of the cells that a row was read from."""
PUBLISHED = {"marts", "bi", "quality", "meta"}
TABLE = re.compile(r"(?<![\w.])(?:marts|bi|quality|meta)\.\w+")

Manifest = dict[str, Any]


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(Settings())


def of(manifest: Manifest, *kinds: str) -> dict[str, dict[str, Any]]:
    return {name: node for name, node in manifest["nodes"].items() if node["resource_type"] in kinds}


def test_every_model_reads_only_the_rooms_that_it_may(manifest: Manifest) -> None:
    """Above all: marts and `bi` never read staging, and nothing but staging and quality reads a source."""
    rooms = {name: node["schema"] for name, node in of(manifest, "model", "seed").items()}
    rooms |= dict.fromkeys(manifest["sources"], "source")
    astray = [
        f"{name} reads {parent}"
        for name, node in of(manifest, "model").items()
        for parent in node["depends_on"]["nodes"]
        if rooms[parent] not in MAY_READ[node["schema"]]
        and not (rooms[parent] == "source" and node["name"] in TELLS_OF_FILES)
    ]
    assert astray == []


def tables_named_in(path: Path, tables: set[str]) -> set[str]:
    """The published tables and views that the code of a module or a folder names."""
    modules = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return {name for module in modules for name in TABLE.findall(module.read_text("utf-8")) if name in tables}


def published(manifest: Manifest) -> dict[str, str]:
    """Published tables and views: node by `<schema>.<relation>`."""
    return {
        f"{node['schema']}.{node['alias']}": name
        for name, node in of(manifest, "model").items()
        if node["schema"] in PUBLISHED
    }


def consumers(manifest: Manifest) -> Iterator[tuple[str, list[Path], set[str]]]:
    """Every exposure: its name, the code that reads, what it says is read."""
    for exposure in manifest["exposures"].values():
        read_by = exposure["config"]["meta"].get("read_by", [])
        yield exposure["name"], [PROJECT / one for one in read_by], set(exposure["depends_on"]["nodes"])


def test_an_exposure_names_exactly_the_tables_that_its_code_reads(manifest: Manifest) -> None:
    node_of = published(manifest)
    for name, read_by, said in consumers(manifest):
        if read_by:
            named = {table for path in read_by for table in tables_named_in(path, set(node_of))}
            assert {node_of[table] for table in named} == said, name


def test_every_module_that_reads_a_published_table_belongs_to_an_exposure(manifest: Manifest) -> None:
    covered = [path for _, read_by, _ in consumers(manifest) for path in read_by]
    tables = set(published(manifest))
    without = [
        module.relative_to(PROJECT).as_posix()
        for module in sorted(PACKAGE.rglob("*.py"))
        if tables_named_in(module, tables)
        and not any(path == module or path in module.parents for path in covered)
    ]
    assert without == []


def test_every_published_table_that_tells_of_a_county_names_it(manifest: Manifest) -> None:
    """A version is joined county by county: what came of one and does not say so would be lost in that."""
    stands = standing(manifest)
    without = [
        name
        for name, node in of(manifest, "model").items()
        if node["schema"] in PUBLISHED - {"bi"}
        and name not in stands
        and "county_code" not in node["columns"]
    ]
    assert without == []


def test_every_chinese_view_is_exposed_to_bi_tools(manifest: Manifest) -> None:
    views = {name for name, node in of(manifest, "model").items() if node["schema"] == "bi"}
    exposed = {name: said for name, read_by, said in consumers(manifest) if not read_by}
    assert exposed == {"bi_tools": views}
