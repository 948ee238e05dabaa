"""Every published table names its key, and a dbt test counts it and sees that it is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from pipelines.settings import Settings
from pipelines.warehouse.figure_change import TABLES


def marts() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((Settings().dbt_project / "models" / "marts").rglob("*.yml")):
        for model in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("models", []):
            yield model["name"], model


MARTS = dict(marts())


def columns_of(model: dict[str, Any], test: str) -> list[str]:
    """What the test of that kind is asked of."""
    (asked,) = (one[test]["arguments"]["columns"] for one in model.get("data_tests", []) if test in one)
    return list(asked)


def key_said(model: dict[str, Any]) -> list[str] | None:
    """The key that the table publishes of itself, if it does."""
    key: list[str] | None = model.get("config", {}).get("meta", {}).get("key")
    return key


def test_every_table_whose_figures_are_compared_names_its_key() -> None:
    assert all(key_said(MARTS[table]) for table in TABLES)


@pytest.mark.parametrize("table", MARTS)
def test_the_key_stands_once_and_is_the_one_that_the_table_names(table: str) -> None:
    key = columns_of(MARTS[table], "stands_once")
    assert key_said(MARTS[table]) in (None, key)


@pytest.mark.parametrize("table", MARTS)
def test_something_of_the_key_is_always_known(table: str) -> None:
    assert set(columns_of(MARTS[table], "is_known")) & set(columns_of(MARTS[table], "stands_once"))
