"""A dataset that is added by the guide, and templates that nobody filled in, go the whole road."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from tests.integration.edge_counties import school
from tests.integration.new_dataset import BLANK, INDICATOR, LENT, LIBRARY, Extended, extend

STAGING = Path("dbt_project") / "models" / "staging" / "landing"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return extend(tmp_path_factory.mktemp("extended"))


def ask(extended: Extended, sql: str) -> list[Any]:
    with duckdb.connect(str(extended.database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_new_dataset_with_an_indicator_touches_five_files_by_hand(extended: Extended) -> None:
    """A contract and a suite; a measure, its source and an indicator, which are rows."""
    assert len(extended.touched) == 5


def test_the_rest_is_made(extended: Extended) -> None:
    assert set(extended.made) == {
        STAGING / f"stg_{LIBRARY}.sql",
        STAGING / f"stg_{LIBRARY}.yml",
        STAGING / "sources.yml",
        STAGING.with_name("aside") / "stg_rows_set_aside.yml",
        Path("dbt_project", "macros", "datasets.sql"),
        Path("dbt_project", "seeds", "registry", "datasets.csv"),
        Path("dbt_project", "seeds", "registry", "dataset_due_dates.csv"),
        Path("raw", "README.md"),
    }
    assert "学校图书 `library_books`" in (extended.project / "raw" / "README.md").read_text(encoding="utf-8")


def test_a_new_dataset_lands_is_staged_and_is_told_to_readers(extended: Extended) -> None:
    landed = ask(
        extended,
        "select state, rows_accepted from quality.file_version"
        f" where dataset = '{LIBRARY}' and county_code = '{LENT}'",
    )
    assert landed == [("in_force", 2)]
    assert ask(extended, f"select dataset_name from marts.dim_dataset where dataset = '{LIBRARY}'") == [
        ("学校图书",)
    ]


def test_a_new_dataset_feeds_an_indicator_by_rows(extended: Extended) -> None:
    """30,000 books for 1000 pupils, 20,000 for 2000."""
    rows = ask(
        extended,
        "select school_code, value, status from marts.fct_school_indicator"
        f" where indicator_code = '{INDICATOR}' and county_code = '{LENT}'"
        " and ruleset_code = 'national_2017' order by all",
    )
    assert rows == [(school(LENT, 1), 30, "reported"), (school(LENT, 2), 10, "reported")]


def test_a_new_dataset_has_a_template(extended: Extended) -> None:
    book = openpyxl.load_workbook(extended.templates / "学校图书_模板.xlsx")
    headings = [cell.value for cell in book["学校图书"][3]]
    assert headings == ["序号", "学校标识码", "学段", "图书册数", "是否有阅览室"]


def test_no_blank_template_lands(extended: Extended) -> None:
    states = ask(
        extended,
        "select path, state, reason from quality.file_version"
        f" where county_code = '{BLANK}' and path like '%.xlsx' and dataset is not null order by all",
    )
    assert len(states) == len(list(extended.templates.glob("*.xlsx")))
    assert [path for path, state, reason in states if state != "refused" or "还没有填" not in reason] == []


def test_blank_templates_say_nothing_so_every_verdict_is_no_data(extended: Extended) -> None:
    statuses = ask(
        extended,
        "select distinct status from marts.fct_county_indicator"
        f" where county_code = '{BLANK}' and indicator_code != '{INDICATOR}'",
    )
    assert statuses == [("no_data",)]
    unjudged = f"select distinct value from marts.fct_county_indicator where county_code = '{BLANK}'"
    assert ask(extended, unjudged) == [(None,)]
    of_schools = ask(
        extended, f"select distinct status from marts.fct_school_indicator where county_code = '{BLANK}'"
    )
    assert of_schools == [("no_data",)]


def test_a_list_of_words_of_a_template_stands_beside_its_table(extended: Extended) -> None:
    book = openpyxl.load_workbook(extended.templates / "学校图书_模板.xlsx")
    chosen = [one.formula1 for one in book["学校图书"].data_validations.dataValidation]
    assert len(chosen) == 2
    assert all("填报说明" in formula for formula in chosen)


def test_the_seed_of_the_new_dataset_names_who_owes_it(extended: Extended) -> None:
    text = (extended.project / "dbt_project" / "seeds" / "registry" / "datasets.csv").read_text(
        encoding="utf-8"
    )
    owes = {row["dataset"]: row["department_code"] for row in csv.DictReader(text.splitlines())}
    assert owes[LIBRARY] == "教体"
