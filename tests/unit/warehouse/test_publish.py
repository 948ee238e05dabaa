"""What a version holds, and that nothing half-made or untrue ever becomes one."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse import copying
from pipelines.warehouse import publish as publishing
from pipelines.warehouse.joining import Join
from pipelines.warehouse.new_file import Opened
from pipelines.warehouse.reading import open_version, version_named
from pipelines.warehouse.versions import all_versions, current
from tests.unit.warehouse.conftest import Publishing
from tests.unit.warehouse.small_build import GateSaid


def published(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with open_version(version_named(settings)) as connection:
        return connection.execute(sql).fetchall()


def test_readers_get_the_published_schemas_and_nothing_else(
    publish_build: Publishing, settings: Settings
) -> None:
    publish_build()
    schemas = published(settings, "select distinct schema_name from duckdb_tables() order by 1")
    assert schemas == [("marts",), ("meta",), ("quality",)]
    assert published(settings, 'select "学校名称" from bi."学校" order by 1') == [
        ("示例一小",),
        ("示例二小",),
        ("示例初中",),
    ]


def test_figures_are_published_as_they_are_meant(publish_build: Publishing, settings: Settings) -> None:
    """A floor of 85 % of 2.3, a sum of cents, an amount that has no nine decimals left, a share, nothing."""
    figures = (
        "(1.9549999999999998::double), (3858.2895000000017), (73004419.0709576801), (1 / 3), (0), (null)"
    )
    publish_build(f"create table marts.figures as select value from (values {figures}) as f (value)")
    assert published(settings, "select value from marts.figures") == [
        (1.955,), (3858.2895,), (73004419.0709577,), (0.333333333,), (0.0,), (None,),
    ]  # fmt: skip


def test_what_the_dictionary_says_is_written_as_comments(
    publish_build: Publishing, settings: Settings
) -> None:
    publish_build()
    assert published(
        settings,
        "select table_name, comment from duckdb_tables() where comment is not null"
        " union all select view_name, comment from duckdb_views() where comment is not null",
    ) == [("dim_school", "学校。Schools."), ("学校", "学校的视图。A view of schools.")]
    assert published(
        settings,
        "select table_name, column_name, comment from duckdb_columns() where comment is not null order by 1",
    ) == [
        ("dim_school", "school_name", "学校名称。The school's name."),
        ("学校", "学校名称", "学校名称。The school's name."),
    ]


def test_a_view_answers_under_whatever_name_a_reader_attaches_the_file(publish_build: Publishing) -> None:
    version = publish_build()
    with duckdb.connect() as reader:
        reader.execute(f"attach '{version.database}' as anything (read_only)")
        assert reader.execute('select count(*) from anything.bi."学校"').fetchone() == (3,)


def test_what_the_gates_said_is_published_with_the_version(
    publish_build: Publishing, settings: Settings
) -> None:
    warned = GateSaid(
        expectation="volume_is_usual", severity="warn", success=False, observed="3 行", unexpected_count=3
    )
    version = publish_build(gates=(GateSaid(), warned))
    said = published(settings, "select expectation, success from quality.expectation_result order by 1")
    assert said == [("school_code_is_known", True), ("volume_is_usual", False)]
    assert version.manifest["gates"] == {
        "passed": 1,
        "warned": 1,
        "blocked": 0,
        "failed": [
            {
                "gate": "landing.school_register / volume_is_usual",
                "severity": "warn",
                "observed": "3 行",
            }
        ],
        "waived": [],
    }


def test_the_manifest_says_what_was_made_from_what(publish_build: Publishing) -> None:
    version = publish_build()
    manifest = json.loads((version.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == version.name
    of_county = json.loads((version.path / "counties" / "990101.json").read_text(encoding="utf-8"))
    assert of_county["inputs"] == [
        {
            "county_code": "990101",
            "school_year": 2024,
            "path": "register.csv",
            "sha256": "abc",
            "file_id": "f1",
        }
    ]
    assert manifest["row_counts"]["marts.dim_school"] == 3
    assert manifest["row_counts"]["bi.学校"] == 3
    assert manifest["engines"]["duckdb"] == duckdb.__version__


def test_every_table_and_view_is_there_as_parquet_too(publish_build: Publishing) -> None:
    version = publish_build()
    rows = duckdb.sql(f"select count(*) from '{version.path}/parquet/bi/学校.parquet'").fetchone()
    assert rows == (3,)
    of_county = version.path / "parquet" / "marts" / "fct_recognition" / "county_code=990101"
    assert (of_county / "data.parquet").exists()
    assert not (version.path / "parquet" / "staging").exists()


def test_the_file_is_written_for_every_duckdb_from_1_2_on(publish_build: Publishing) -> None:
    version = publish_build()
    with duckdb.connect() as reader:
        reader.execute(f"attach '{version.database}' as v (read_only)")
        found = reader.execute("select tags from duckdb_databases() where database_name = 'v'").fetchone()
    assert found is not None
    assert found[0]["storage_version"].startswith("v1.2.0")
    assert not version.database.with_name("warehouse.duckdb.wal").exists()


def test_a_copy_that_differs_from_the_build_is_not_published(
    publish_build: Publishing, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = publish_build()
    honest = publishing.put_together

    def careless(new: Opened, join: Join, filled: object) -> None:
        honest(new, join, filled)  # type: ignore[arg-type]
        new.connection.execute("update marts.dim_school set school_name = '示例三小' where school_code = '2'")

    monkeypatch.setattr(publishing, "put_together", careless)
    with pytest.raises(copying.UntrueCopy, match="dim_school"):
        publish_build()
    assert current(settings) == good
    assert [path.name for path in settings.versions.iterdir()] == [good.name]


def test_a_full_disk_leaves_the_last_version_in_force_and_nothing_behind(
    publish_build: Publishing, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = publish_build()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "export", full)
    with pytest.raises(OSError, match="No space left"):
        publish_build()
    assert current(settings) == good
    assert [path.name for path in settings.versions.iterdir()] == [good.name]


def test_a_reader_who_holds_on_keeps_the_old_version_and_the_next_one_sees_the_new(
    publish_build: Publishing, settings: Settings
) -> None:
    publish_build()
    held = duckdb.connect(str(settings.current / "warehouse.duckdb"), read_only=True)
    publish_build("update marts.dim_school set school_name = '示例新名' where school_code = '1'")
    count = "select count(*) from marts.dim_school where school_name = '示例新名'"
    assert held.execute(count).fetchone() == (0,)
    assert published(settings, count) == [(1,)]
    held.close()


def test_a_version_of_an_earlier_day_does_not_become_the_one_in_force(
    publish_build: Publishing, settings: Settings
) -> None:
    good = publish_build()
    earlier = publish_build(move_current=False)
    assert current(settings) == good
    assert [version.name for version in all_versions(settings)] == [earlier.name, good.name]


def test_a_reader_of_the_version_cannot_reach_other_files(
    publish_build: Publishing, settings: Settings, tmp_path: Path
) -> None:
    publish_build()
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_version(version_named(settings)) as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(f"select * from read_csv('{tmp_path}/secret.csv')")
        with pytest.raises(duckdb.Error):
            connection.execute("set enable_external_access = true")
