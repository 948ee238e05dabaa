"""The files of a bundle: the connection, a dataset a table that a chart reads, charts, dashboards.

Datasets are made from the descriptions that a version has of its columns. Names of files and numbers of
objects follow from the login alone, so that a bundle that is imported again replaces itself, and those of two
logins stand beside each other. What does not belong here: which charts there are (dashboards.yaml), and what
a chart or dashboard is to Superset (drawn).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import duckdb
import yaml  # type: ignore[import-untyped]

from pipelines.postgres.superset.drawn import chart, dashboard
from pipelines.warehouse.reading import records

SCHEMA: Final = "bi"
VERSION: Final = "1.0.0"
DASHBOARDS: Final = Path(__file__).with_name("dashboards.yaml")
COLUMNS: Final = """
select column_name, data_type, description_zh from meta.column_description
where schema_name = 'bi' and table_name = $table_name order by column_order
"""
TYPES: Final = {"VARCHAR": "TEXT", "DOUBLE": "DOUBLE PRECISION"}
"""What PostgreSQL calls a type, where it is other than in the descriptions."""
Row = dict[str, Any]


def write_bundle(
    connection: duckdb.DuckDBPyConnection, path: Path, login: str, address: str, *, replaces: bool = False
) -> list[str]:
    """Write a bundle as a zip file; returns the titles of its dashboards.

    Args:
        connection: a version, for its descriptions.
        path: of the zip file; what is there is replaced.
        login: of PostgreSQL, whose rows all who use the bundle see.
        address: `host:port/database`.
        replaces: whether it is for the import that replaces all it holds (`/api/v1/assets/import/`), where
            that of the page of dashboards replaces dashboards alone.
    """
    told = yaml.safe_load(DASHBOARDS.read_text(encoding="utf-8"))
    made = Made(login, address)
    files = {
        "metadata.yaml": made.metadata("assets" if replaces else "Dashboard"),
        **dict(made.files(connection, told)),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(
                f"junheng_{login}/{name}", yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            )
    return [f"{one['title']}（{login}）" for one in told]


class Made:
    """What is made for a login."""

    def __init__(self, login: str, address: str) -> None:
        self._login, self._address = login, address

    def number(self, *names: str) -> UUID:
        """The number of an object, by what it is and what it is called."""
        return uuid5(NAMESPACE_URL, "/".join(("junheng", self._login, *names)))

    def metadata(self, kind: str) -> Row:
        """What kind of bundle it is."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return {"version": VERSION, "type": kind, "timestamp": now}

    def files(self, connection: duckdb.DuckDBPyConnection, told: Sequence[Row]) -> Iterator[tuple[str, Row]]:
        """Every file with its path in the bundle."""
        name = f"均衡（{self._login}）"
        yield "databases/junheng.yaml", self._database(name)
        charts = [one | {"dashboard": board["slug"]} for board in told for one in board["charts"]]
        for table in dict.fromkeys(one["table"] for one in charts):
            columns = records(connection, COLUMNS, {"table_name": table})
            metrics = {
                one["metric"]["说"]: one["metric"]
                for one in charts
                if one["table"] == table and "metric" in one
            }
            yield (
                f"datasets/junheng/{self.number(table).hex[:8]}.yaml",
                self._dataset(table, columns, [*metrics.values()]),
            )
        for one in charts:
            number = self.number("chart", one["dashboard"], one["title"])
            yield (
                f"charts/{number.hex[:8]}.yaml",
                chart(one, str(number), str(self.number("dataset", one["table"])), VERSION),
            )
        for board in told:
            numbers = {
                one["title"]: str(self.number("chart", board["slug"], one["title"]))
                for one in board["charts"]
            }
            yield (
                f"dashboards/{board['slug']}.yaml",
                dashboard(
                    board,
                    str(self.number("dashboard", board["slug"])),
                    numbers,
                    str(self.number("dataset", board["charts"][0]["table"])),
                    self._login,
                    VERSION,
                ),
            )

    def _database(self, name: str) -> Row:
        return {
            "database_name": name,
            # the password is asked for when the bundle is imported
            "sqlalchemy_uri": f"postgresql+psycopg2://{self._login}:XXXXXXXXXX@{self._address}",
            "cache_timeout": None,
            "expose_in_sqllab": True,
            "allow_run_async": False,
            "allow_ctas": False,
            "allow_cvas": False,
            "allow_dml": False,
            "allow_file_upload": False,
            "extra": {"allows_virtual_table_explore": True},
            "impersonate_user": False,
            "uuid": str(self.number("database")),
            "configuration_method": "sqlalchemy_form",
            "version": VERSION,
        }

    def _dataset(self, table: str, columns: Sequence[Row], metrics: Sequence[Row]) -> Row:
        about = next((row["description_zh"] for row in columns if row["column_name"] is None), None)
        return {
            "table_name": table,
            "main_dttm_col": None,
            "currency_code_column": None,
            "description": about,
            "default_endpoint": None,
            "offset": 0,
            "cache_timeout": None,
            "catalog": self._address.partition("/")[2].partition("?")[0],
            "schema": SCHEMA,
            "sql": None,
            "params": None,
            "template_params": None,
            "filter_select_enabled": True,
            "fetch_values_predicate": None,
            "extra": None,
            "normalize_columns": False,
            "always_filter_main_dttm": False,
            "folders": None,
            "uuid": str(self.number("dataset", table)),
            "metrics": [_metric(one) for one in metrics],
            "columns": [_column(row) for row in columns if row["column_name"]],
            "version": VERSION,
            "database_uuid": str(self.number("database")),
        }


def _metric(told: Row) -> Row:
    nothing = dict.fromkeys(("metric_type", "description", "d3format", "currency", "extra", "warning_text"))
    return {"metric_name": told["说"], "verbose_name": None} | nothing | {"expression": told["sql"]}


def _column(row: Row) -> Row:
    return {
        "column_name": row["column_name"],
        "verbose_name": None,
        "is_dttm": row["data_type"].startswith("TIMESTAMP"),
        "is_active": True,
        "type": TYPES.get(row["data_type"], row["data_type"]),
        "advanced_data_type": None,
        "groupby": True,
        "filterable": True,
        "expression": None,
        "description": row["description_zh"],
        "python_date_format": None,
        "datetime_format": None,
        "extra": None,
    }
