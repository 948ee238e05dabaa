"""Every model that finds something is in the list that people read, and says what it found and expects.

What does not belong here: what each of them finds (`*_unit_tests.yml` beside the models).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pipelines.settings import Settings

MODELS = Settings().dbt_project / "models"
PREFIX = "int_findings__"
FINDERS = sorted((MODELS / "intermediate").rglob(f"{PREFIX}*.sql"))


def test_the_list_of_findings_names_every_model_that_finds_something() -> None:
    said = (MODELS / "intermediate" / "findings" / "int_findings.sql").read_text(encoding="utf-8")
    (listed,) = re.findall(r"for name in \[(.*?)\]", said, re.DOTALL)
    assert {path.stem.removeprefix(PREFIX) for path in FINDERS} == {*re.findall(r"'(\w+)'", listed)}


@pytest.mark.parametrize("path", FINDERS, ids=lambda path: path.stem.removeprefix(PREFIX))
def test_a_model_that_finds_something_gives_the_parts_of_a_finding(path: Path) -> None:
    (model,) = yaml.load(path.with_suffix(".yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["models"]
    columns = {column["name"] for column in model["columns"]}
    assert columns >= {"dataset", "rule", "severity", "found", "expected", "remedy"}
    assert "message" not in columns, "the sentence is made in one place"
