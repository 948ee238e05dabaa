"""What is made from the contracts of the datasets is what stands in the repository."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.contracts import datasets
from pipelines.contracts.datasets.catalogue import DATASETS, DOMAINS
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.describing import lists, staging
from pipelines.describing.made import made, stale
from pipelines.settings import PROJECT, Settings

A_LIST = re.compile(rf"'(?:{'|'.join(DATASETS)})'(?:\s*,\s*'(?:{'|'.join(DATASETS)})'){{2}}")
"""Three datasets named one after the other."""


def test_what_is_made_from_the_contracts_is_as_they_stand() -> None:
    """When this fails: make generate."""
    assert stale() == []


def test_nothing_is_staged_that_is_no_dataset() -> None:
    folder = Path("dbt_project") / "models" / "staging" / "landing"
    kept = {
        path.relative_to(PROJECT)
        for path in (PROJECT / folder).iterdir()
        if not path.name.endswith("_unit_tests.yml")
    }
    assert kept == {path for path in made() if path.parent == folder}


def test_every_domain_that_defines_a_dataset_is_in_the_catalogue() -> None:
    folder = Path(datasets.__path__[0])
    defining = {
        path.stem
        for path in folder.glob("*.py")
        if re.search(r"= Dataset\(", path.read_text(encoding="utf-8"))
    }
    assert defining == {domain.__name__.rsplit(".", 1)[-1] for domain in DOMAINS}


def test_no_model_has_a_list_of_datasets_of_its_own() -> None:
    """A list that a new dataset would have to be added to is silently incomplete when it is forgotten."""
    sql = [
        path for folder in ("models", "tests") for path in (PROJECT / "dbt_project" / folder).rglob("*.sql")
    ]
    assert len(sql) > 100
    assert [path.name for path in sql if A_LIST.search(path.read_text(encoding="utf-8"))] == []


def test_a_column_of_which_nothing_says_what_it_is_is_told_by_name() -> None:
    known = {"file_id", "school_code", "stage_with_senior", "grade"}
    with pytest.raises(staging.NothingSaid, match=r"class_roster\.class_name: give it `about`"):
        staging.description(DATASETS["class_roster"], known)


def test_the_days_that_a_county_filled_in_stay_when_a_dataset_is_added() -> None:
    assert lists.due_dates(["a", "b"], "county_code,dataset,due_month_day\n,a,09-30\n") == (
        "county_code,dataset,due_month_day\n,a,09-30\n,b,\n"
    )


def test_every_department_that_owes_a_dataset_is_in_the_registry() -> None:
    text = (Settings().dbt_project / "seeds" / "registry" / "departments.csv").read_text(encoding="utf-8")
    departments = {row["department_code"] for row in csv.DictReader(text.splitlines())}
    assert {dataset.department for dataset in DATASETS.values()} <= departments


def _rooms(**told: str) -> Dataset:
    return replace(DATASETS["special_rooms"], **told)  # type: ignore[arg-type]


def test_a_year_that_the_rows_tell_takes_the_place_of_the_folders() -> None:
    assert "cast(fiscal_year as integer) as school_year" in staging.model(DATASETS["county_finance"])
    assert "{{ school_year_of('incident_date') }} as school_year" in staging.model(
        DATASETS["incident_register"]
    )
    assert "school_year" not in staging.model(_rooms(name="rooms"))
