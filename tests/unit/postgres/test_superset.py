"""The bundle for Superset: its parts fit together, and nothing in it is a secret or another login's."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines.postgres.superset.bundle import DASHBOARDS, write_bundle
from pipelines.settings import Settings

TOLD: list[dict[str, Any]] = yaml.safe_load(DASHBOARDS.read_text(encoding="utf-8"))
CHARTS = [one for board in TOLD for one in board["charts"]]
Files = dict[str, dict[str, Any]]


def columns_of_bi() -> dict[str, set[str]]:
    """The columns of the views, as the project describes them."""
    found = {}
    for path in (Settings().dbt_project / "models" / "bi").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            sql = path.with_suffix(".sql").read_text(encoding="utf-8")
            alias = sql.partition("alias='")[2].partition("'")[0]
            found[alias] = {column["name"] for column in model.get("columns", [])}
    return found


def bundle(folder: Path, login: str) -> Files:
    described = columns_of_bi()
    path = folder / f"{login}.zip"
    with duckdb.connect() as connection:
        connection.execute("create schema meta")
        connection.execute(
            "create table meta.column_description (schema_name text, table_name text, column_name text,"
            " column_order integer, data_type text, description_zh text)"
        )
        for table in {one["table"] for one in CHARTS}:
            rows = [("bi", table, None, 0, None, "说明")]
            rows += [("bi", table, name, at, "VARCHAR", name) for at, name in enumerate(described[table])]
            connection.executemany("insert into meta.column_description values (?, ?, ?, ?, ?, ?)", rows)
        write_bundle(connection, path, login, "db.example:5432/junheng_bi")
    with zipfile.ZipFile(path) as opened:
        return {name.partition("/")[2]: yaml.safe_load(opened.read(name)) for name in opened.namelist()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return bundle(tmp_path_factory.mktemp("superset"), "county_bi")


def of(files: Files, kind: str) -> list[dict[str, Any]]:
    return [content for name, content in files.items() if name.startswith(f"{kind}/")]


def test_every_chart_reads_columns_that_its_table_has() -> None:
    described = columns_of_bi()
    for one in CHARTS:
        metric = one.get("metric", {}).get("sql", "")
        read = {
            *one.get("columns", []),
            *one.get("rounded", []),
            *one.get("not", {}),
            *metric.split('"')[1::2],
        }
        read |= {one[name] for name in ("by", "parts") if name in one}
        assert read <= described[one["table"]], one["title"]


def test_charts_lead_to_datasets_and_dashboards_to_charts(files: Files) -> None:
    (database,) = of(files, "databases")
    datasets = {one["uuid"]: one for one in of(files, "datasets")}
    charts = {one["uuid"]: one for one in of(files, "charts")}
    assert {one["database_uuid"] for one in datasets.values()} == {database["uuid"]}
    assert {one["dataset_uuid"] for one in charts.values()} == set(datasets)
    placed = [
        part["meta"]["uuid"]
        for board in of(files, "dashboards")
        for part in board["position"].values()
        if isinstance(part, dict) and part["type"] == "CHART"
    ]
    assert sorted(placed) == sorted(charts)
    assert len(of(files, "dashboards")) == 3
    assert files["metadata.yaml"]["type"] == "Dashboard"


def test_a_bundle_holds_no_password_and_says_whose_rows_it_shows(files: Files) -> None:
    (database,) = of(files, "databases")
    assert (
        database["sqlalchemy_uri"] == "postgresql+psycopg2://county_bi:XXXXXXXXXX@db.example:5432/junheng_bi"
    )
    assert all("county_bi" in board["dashboard_title"] for board in of(files, "dashboards"))


def test_the_same_login_gives_the_same_numbers_and_another_one_others(files: Files, tmp_path: Path) -> None:
    def numbers(of_bundle: Files) -> set[str]:
        return {one["uuid"] for one in of_bundle.values() if "uuid" in one}

    assert numbers(bundle(tmp_path, "county_bi")) == numbers(files)
    assert not numbers(bundle(tmp_path, "other_bi")) & numbers(files)
