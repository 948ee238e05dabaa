"""The key that a published table names for itself is the one of which its gate says that it stands once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import yaml

from pipelines.settings import Settings
from pipelines.warehouse.figure_change import TABLES

KEY_OF_GATE = re.compile(r"select (?P<key>.+), count\(\*\) as key_rows from \{batch\}")


def models_with_a_key() -> Iterator[tuple[str, list[str]]]:
    for path in sorted((Settings().dbt_project / "models" / "marts").rglob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            key = model.get("config", {}).get("meta", {}).get("key")
            if key:
                yield model["name"], key


KEYS = dict(models_with_a_key())


def test_every_table_whose_figures_are_compared_names_its_key() -> None:
    assert set(TABLES) <= KEYS.keys()


@pytest.mark.parametrize("table", KEYS)
def test_the_key_is_the_one_that_its_gate_counts(table: str) -> None:
    suite = json.loads((Settings().expectations / "marts" / f"{table}.json").read_bytes())
    (gate,) = (one for one in suite["expectations"] if one["meta"]["name"] == "a_key_stands_once")
    found = KEY_OF_GATE.match(gate["kwargs"]["unexpected_rows_query"])
    assert found
    assert found["key"].split(", ") == KEYS[table]
