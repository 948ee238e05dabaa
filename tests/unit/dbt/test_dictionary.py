"""What readers are told: every table and column in Chinese and in English, and what published ones keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pipelines.night.manifest import read_manifest
from pipelines.settings import Settings

PUBLISHED = ("marts", "bi", "quality", "meta")
CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
WITHOUT_A_VIEW: dict[str, str] = {}
"""Tables without a Chinese view, each with the reason."""

Node = dict[str, Any]


@pytest.fixture(scope="module")
def nodes() -> list[Node]:
    return list(read_manifest(Settings())["nodes"].values())


@pytest.fixture(scope="module")
def published(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node["resource_type"] == "model" and node["schema"] in PUBLISHED]


@pytest.fixture(scope="module")
def seeds(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node["resource_type"] == "seed"]


def name_of(node: Node) -> str:
    return f"{node['schema']}.{node['alias']}"


def described(node: Node) -> Iterator[tuple[str, str]]:
    """A table and its columns, each with its description."""
    yield name_of(node), node["description"]
    for column in node["columns"].values():
        yield f"{name_of(node)}.{column['name']}", column["description"]


def is_bilingual(description: str) -> bool:
    """Chinese up to the last 。, English after it."""
    chinese, _, english = description.rpartition("。")
    return bool(CHINESE.search(chinese) and ENGLISH.search(english))


def not_bilingual(nodes: list[Node]) -> list[str]:
    return [name for node in nodes for name, text in described(node) if not is_bilingual(text)]


def test_a_description_in_one_language_is_not_enough() -> None:
    assert is_bilingual("学校名称。Name of the school.")
    assert not is_bilingual("学校名称。")
    assert not is_bilingual("Name of the school.")
    assert not is_bilingual("")


def test_every_model_and_column_is_described_in_chinese_and_english(nodes: list[Node]) -> None:
    assert not_bilingual([node for node in nodes if node["resource_type"] == "model"]) == []


def test_every_seed_and_its_columns_are_described_in_chinese_and_english(seeds: list[Node]) -> None:
    assert not_bilingual(seeds) == []
    assert [
        seed["name"] for seed in seeds if set(seed["columns"]) != set(seed["config"]["column_types"])
    ] == []


def test_a_seed_has_the_columns_that_are_described(seeds: list[Node]) -> None:
    """A column that is only in the CSV would be read as whatever type it looks like, and told to nobody."""
    project = Settings().dbt_project
    headings = {
        seed["name"]: (project / seed["original_file_path"]).read_text("utf-8-sig").splitlines()[0].split(",")
        for seed in seeds
    }
    assert [seed["name"] for seed in seeds if headings[seed["name"]] != list(seed["columns"])] == []


def test_whatever_a_ruleset_says_is_told_in_chinese(published: list[Node]) -> None:
    """A switch that the view leaves out would be missing from what people read, the 口径 of workbooks too."""
    says, told = (
        next(node["columns"] for node in published if node["name"] == name)
        for name in ("dim_ruleset", "bi_ruleset")
    )
    assert len(told) == len(says)


def test_every_published_table_holds_to_a_contract_with_a_type_for_every_column(
    published: list[Node],
) -> None:
    assert [name_of(node) for node in published if not node["contract"]["enforced"]] == []
    untyped = [
        f"{name_of(node)}.{column['name']}"
        for node in published
        for column in node["columns"].values()
        if not column["data_type"]
    ]
    assert untyped == []


def test_every_published_table_has_a_view_with_chinese_headings(published: list[Node]) -> None:
    tables = {node["unique_id"]: name_of(node) for node in published if node["schema"] != "bi"}
    views = {node["name"]: node for node in published if node["schema"] == "bi"}
    shown = {
        tables[table]
        for table in tables
        for view in views.values()
        if view["name"] == "bi_" + re.sub(r"^(dim|fct|bridge)_", "", table.rsplit(".", 1)[-1])
        and table in view["depends_on"]["nodes"]
    }
    assert sorted(set(tables.values()) - shown) == sorted(WITHOUT_A_VIEW)
    headings = [name_of(view) for view in views.values()] + [
        column["name"] for view in views.values() for column in view["columns"].values()
    ]
    assert [heading for heading in headings if not CHINESE.search(heading)] == []


def test_a_published_view_reads_published_tables_only(published: list[Node]) -> None:
    """Nothing else is in the file they get; nor another view, which may be copied later."""
    tables = {node["unique_id"] for node in published if node["schema"] != "bi"}
    views = [node for node in published if node["schema"] == "bi"]
    assert [name_of(view) for view in views if not set(view["depends_on"]["nodes"]) <= tables] == []


def test_every_view_with_a_county_says_as_of_when_its_data_are(published: list[Node]) -> None:
    silent = [
        name_of(node)
        for node in published
        if node["schema"] == "bi" and "县代码" in node["columns"] and "数据截至" not in node["columns"]
    ]
    assert silent == []
