"""What a file that arrives leaves in the store and in the ledger."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult
from pipelines.landing import readers, tables
from pipelines.landing.store import store_path
from tests.unit.landing.world import FIRST_NIGHT, World


def test_every_dataset_has_its_table_before_any_file_has_come(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "DATASETS", DATASETS)
    tables.tables_of_today.cache_clear()
    (world.settings.raw / "990101").mkdir(parents=True)
    world.night()
    made = world.sql("select table_name from duckdb_tables() where schema_name = 'landing' order by 1")
    assert [name for (name,) in made] == sorted(DATASETS)
    for name, dataset in DATASETS.items():
        columns = [column for column, *_ in world.sql(f"describe landing.landing.{name}")]
        assert columns[:6] == ["file_id", "sheet", "row_number", "county_code", "school_year", "scope_key"]
        assert columns[6:] == list(dataset.landed_columns())


def test_accepted_rows_land_with_the_file_sheet_and_row_they_came_from(world: World) -> None:
    world.put("a.csv", "0012,一小\n0013,二小")
    report = world.night()
    assert (report.files_new, report.files_refused, report.files_unchanged) == (1, 0, 0)
    ((file_id,),) = world.sql("select file_id from landing.ledger.file_version")
    assert world.sql("""
        select file_id, sheet, row_number, county_code, school_year, scope_key, school_code, school_name
        from landing.landing.school_register order by row_number
    """) == [
        (file_id, "Sheet1", 1, "990101", 2024, "990101|2024|0012", "0012", "一小"),
        (file_id, "Sheet1", 2, "990101", 2024, "990101|2024|0013", "0013", "二小"),
    ]


def test_the_ledger_says_who_handed_in_what_and_when(world: World) -> None:
    world.put("城关镇/a.csv", "1,一小", year="2024-2025")
    world.put("b.csv", "2,二小")
    world.night()
    assert world.sql("""
        select
            county_code, school_year, path, provider, size_bytes, first_seen, received_at, refresh_id, state
        from landing.ledger.file_version order by path
    """) == [
        ("990101", 2024, "b.csv", "县级", 8, FIRST_NIGHT, FIRST_NIGHT, "r1", "accepted"),
        ("990101", 2024, "城关镇/a.csv", "城关镇", 8, FIRST_NIGHT, FIRST_NIGHT, "r1", "accepted"),
    ]


def test_rows_set_aside_are_kept_apart_and_counted(world: World) -> None:
    world.put("a.csv", "1,一小\n!坏行")
    counts = world.night().datasets["school_register"]
    assert (counts.rows_read, counts.rows_accepted, counts.rows_rejected, counts.rows_passed_over) == (
        3,
        1,
        1,
        1,
    )
    assert world.sql("select dataset, row_number, rules, content from landing.ledger.rejected_row") == [
        ("school_register", 2, "key", "{}")
    ]
    told = world.sql(
        "select path, sheet, row_number, rule, found, expected, message from landing.ledger.finding"
    )
    sentence = "工作表“Sheet1”第 2 行：缺少代码，应为代码。"
    assert told == [("a.csv", "Sheet1", 2, "key", "缺少代码", "代码", sentence)]


def test_of_a_refused_file_no_row_lands_but_it_is_known_and_told(world: World) -> None:
    world.put("a.csv", "refuse me")
    report = world.night()
    assert (report.files_new, report.files_refused) == (0, 1)
    assert world.sql("select state, reason from landing.ledger.file_version") == [("refused", "文件不对")]
    assert world.rules() == [("bad", "a.csv")]
    assert world.speaking() == []


@pytest.mark.parametrize("content", ["1,一小", "refuse me"])
def test_an_unchanged_file_is_not_read_again_whether_accepted_or_refused(world: World, content: str) -> None:
    world.put("a.csv", content)
    world.night()
    report = world.night()
    assert world.read == []
    assert (report.files_new, report.files_refused, report.files_unchanged) == (0, 0, 1)
    assert world.sql("select count(*) from landing.ledger.presence") == [(1,)]


def test_the_same_content_under_another_school_year_is_another_version(world: World) -> None:
    world.put("a.csv", "1,一小", year="2023")
    world.night()
    world.put("a.csv", "1,一小", year="2024")
    assert world.night().files_new == 1
    assert world.sql("select school_year, first_seen from landing.ledger.file_version order by 1")[1][
        1
    ] == FIRST_NIGHT.replace(day=2)


def test_a_column_taught_by_an_alias_row_is_added_and_older_rows_have_no_figure(world: World) -> None:
    world.put("a.csv", "1,一小")
    world.night()
    world.put("b.csv", "+books\n2,二小")
    world.night()
    assert world.sql("select school_code, books from landing.landing.school_register order by 1") == [
        ("1", None),
        ("2", 7.0),
    ]


def test_only_the_counties_asked_for_are_read(world: World) -> None:
    world.put("a.csv", "1,一小", county="990101")
    world.put("a.csv", "2,二小", county="990102")
    assert world.night(counties=("990102",)).files_new == 1
    assert world.speaking() == ["二小"]
    assert world.night().files_new == 1


def test_after_landing_the_store_is_closed_and_has_no_log(world: World) -> None:
    world.put("a.csv", "1,一小")
    world.night()
    assert [path.name for path in world.settings.landing.glob("*.duckdb*")] == ["990101.duckdb"]
    with duckdb.connect(store_path(world.settings, "990101")):
        pass


def test_a_file_that_cannot_be_opened_is_told_and_the_others_land(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put("a.csv", "1,一小")
    world.put("b.csv", "2,二小")
    honest = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path.name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return honest(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert world.night().files_new == 1
    assert world.rules() == [("unreadable", "a.csv")]
    monkeypatch.undo()


def test_a_known_file_that_cannot_be_opened_goes_on_speaking(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put("a.csv", "1,一小")
    world.night()

    honest = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if path.name == "a.csv":
            raise OSError(5, "Input/output error")
        return honest(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert world.night().files_withdrawn == 0
    assert world.speaking() == ["一小"]


@pytest.mark.parametrize("then", ["1,新名", None])
def test_what_is_hashed_is_what_lands_also_when_the_file_is_replaced_or_taken_away_while_it_is_read(
    world: World, monkeypatch: pytest.MonkeyPatch, then: str | None
) -> None:
    path = world.put("a.csv", "1,旧名")
    honest = readers.check_content

    def meanwhile(content: bytes, name: str, **others: object) -> FileResult:
        path.unlink() if then is None else path.write_text(then, encoding="utf-8")
        return honest(content, name, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(readers, "check_content", meanwhile)
    world.night()
    assert world.sql("select sha256 from landing.ledger.file_version") == [
        (hashlib.sha256("1,旧名".encode()).hexdigest(),)
    ]
    assert world.speaking() == ["旧名"]
    monkeypatch.setattr(readers, "check_content", honest)
    if then:
        world.night()
        assert world.speaking() == ["新名"]
