"""A county that was built anew among others: only what differs is touched, and nothing of it is missed.

What does not belong here: which county is held (unit/night), and a night from its files on (integration).
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse import new_file
from pipelines.warehouse.copying import UntrueCopy
from pipelines.warehouse.county_build import CountyBuild
from pipelines.warehouse.digesting import note_digests
from pipelines.warehouse.joining import Part
from pipelines.warehouse.publish import publish
from pipelines.warehouse.versions import Version, current
from tests.unit.warehouse.small_build import GateSaid, a_night, write_build

COUNTIES = ("990101", "990102", "990103")
TABLES = ("fct_recognition", "fct_school_compliance", "dim_county")
OF_ALL = (
    *(
        f"insert into {table} select * replace ('{county}' as county_code) from {table}"
        " where county_code = '990101'"
        for table in ("marts.fct_recognition", "marts.fct_school_compliance", "marts.dim_county",
                      "quality.file_version")
        for county in COUNTIES[1:]
    ),
)  # fmt: skip
A_COUNTY = "county_code = '990102'"
RECOGNITION, SCHOOLS = "marts.fct_recognition", "marts.fct_school_compliance"
CHANGES = {
    "a value": f"update {RECOGNITION} set items_met = 99 where {A_COUNTY} and school_year = 2024",
    "a verdict that is lost": f"update {SCHOOLS} set passes = null where {A_COUNTY} and school_code = '1'",
    "two rows that change places": f"update {SCHOOLS} set passes = not passes where {A_COUNTY}",
    "a row more": f"insert into {SCHOOLS} values ('990102', 2024, 'national', '9', true)",
    "the same row twice": f"insert into {SCHOOLS} from {SCHOOLS} where {A_COUNTY} and school_code = '1'",
    "a row less": f"delete from {SCHOOLS} where {A_COUNTY} and school_code = '1'",
    "a year more": f"insert into {SCHOOLS} values ('990102', 2025, 'national', '1', true)",
    "a year less": f"delete from {RECOGNITION} where {A_COUNTY} and school_year = 2023",
    "a row of no year": f"insert into {SCHOOLS} values ('990102', null, 'national', '1', true)",
    "a row that loses its year": f"update {SCHOOLS} set school_year = null where {A_COUNTY}",
    "nothing that is left": f"delete from {RECOGNITION} where {A_COUNTY}",
    "nothing": "select 1",
    "a table without years": f"update marts.dim_county set county_name = '新名' where {A_COUNTY}",
}


def published(
    settings: Settings, *statements: str, counties: Sequence[str] = COUNTIES, too_late: str = ""
) -> Version:
    """The version of a night in which these counties were built, all with the same statements run.

    The build says what its rows come to, before what is done to it too late.
    """
    build = settings.build / "warehouse.duckdb"
    build.unlink(missing_ok=True)
    write_build(build)
    with duckdb.connect(str(build)) as connection:
        for statement in (*OF_ALL, *statements):
            connection.execute(statement)
    note_digests(build, counties, settings.limits)
    if too_late:
        with duckdb.connect(str(build)) as connection:
            connection.execute(too_late)
    said = {code: CountyBuild(code, "fresh", fingerprint="f") for code in COUNTIES}
    night = a_night(build, parts=[Part(build, tuple(counties))], counties=said)
    return publish(settings, night, base=current(settings))


def rows(version: Version, table: str, *, which: str = "true", of: str = "*") -> list[tuple[object, ...]]:
    """Rows of a table of marts, sorted."""
    with duckdb.connect(str(version.database), read_only=True) as connection:
        return connection.execute(f"select {of} from marts.{table} where {which} order by all").fetchall()


def file_of(version: Version, table: str, county: str) -> Path:
    """The Parquet file of a county."""
    return version.path / "parquet" / "marts" / table / f"county_code={county}" / "data.parquet"


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_differs_in_a_county_is_published(settings: Settings, tmp_path: Path, change: str) -> None:
    published(settings)
    mended = published(settings, CHANGES[change], counties=["990102"])
    whole = published(Settings(home=tmp_path / "other"), CHANGES[change])
    for table in TABLES:
        assert rows(mended, table) == rows(whole, table)
        for county in COUNTIES:
            one, other = file_of(mended, table, county), file_of(whole, table, county)
            assert one.exists() == other.exists()
            if one.exists():
                assert sorted(duckdb.read_parquet(str(one)).fetchall(), key=str) == sorted(
                    duckdb.read_parquet(str(other)).fetchall(), key=str
                )


def test_what_is_the_same_in_a_county_built_anew_stays_where_it_is(settings: Settings) -> None:
    before = published(settings)
    after = published(settings, CHANGES["a value"], counties=["990102"])
    untouched, touched = f"{A_COUNTY} and school_year = 2023", f"{A_COUNTY} and school_year = 2024"
    where = {"table": "fct_recognition", "of": "rowid"}
    assert rows(after, which=untouched, **where) == rows(before, which=untouched, **where)
    assert rows(after, which=touched, **where) != rows(before, which=touched, **where)
    assert file_of(after, "fct_school_compliance", "990102").samefile(
        file_of(before, "fct_school_compliance", "990102")
    )
    assert not file_of(after, "fct_recognition", "990102").samefile(
        file_of(before, "fct_recognition", "990102")
    )


def test_a_build_that_was_changed_after_it_said_what_its_rows_come_to_is_not_published(
    settings: Settings,
) -> None:
    good = published(settings)
    with pytest.raises(UntrueCopy, match="fct_recognition"):
        published(settings, counties=["990102"], too_late=CHANGES["a value"])
    assert current(settings) == good


def test_a_build_of_before_that_says_nothing_of_its_rows_is_held_against_the_base_all_the_same(
    settings: Settings,
) -> None:
    before = published(settings)
    silent = published(
        settings, CHANGES["a value"], counties=["990102"], too_late="drop schema digest cascade"
    )
    assert rows(silent, "fct_recognition") != rows(before, "fct_recognition")


def test_what_is_said_of_a_county_that_is_none_of_the_nights_is_in_parquet_too(settings: Settings) -> None:
    build = write_build(settings.build / "warehouse.duckdb")
    with duckdb.connect(str(build)) as connection:
        for statement in OF_ALL:
            connection.execute(statement)
    said = {code: CountyBuild(code, "fresh", fingerprint="f") for code in COUNTIES}
    for built, other in ((COUNTIES, "990108"), (COUNTIES[:1], "990109")):
        gates = (GateSaid(county_code=built[-1]), GateSaid(county_code=other))
        night = a_night(build, parts=[Part(build, tuple(built))], counties=said, gates=gates)
        version = publish(settings, night, base=current(settings))
    told = version.path / "parquet" / "quality" / "expectation_result"
    assert "county_code=990109" in {path.name for path in told.iterdir()}


def test_a_county_that_is_gone_leaves_no_row(settings: Settings) -> None:
    published(settings)
    build = settings.build / "warehouse.duckdb"
    said = {code: CountyBuild(code, "fresh", fingerprint="f") for code in COUNTIES[:2]}
    night = a_night(build, parts=[Part(build, ("990101",))], counties=said)
    after = publish(settings, night, base=current(settings))
    for table in TABLES:
        assert {county for (county,) in rows(after, table, of="county_code")} == set(COUNTIES[:2])
        assert not file_of(after, table, "990103").exists()


def test_a_file_system_that_cannot_copy_by_itself_is_no_hindrance(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: object) -> int:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    published(settings)
    monkeypatch.setattr(new_file.os, "copy_file_range", cannot)
    assert rows(published(settings, CHANGES["a value"], counties=["990102"]), "fct_recognition")


def test_a_file_system_that_says_it_copied_everything_and_did_not_is_no_hindrance(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(settings)
    monkeypatch.setattr(new_file.os, "copy_file_range", lambda *_: 0)
    assert rows(published(settings, CHANGES["a value"], counties=["990102"]), "fct_recognition")


def test_a_disk_that_fills_up_while_the_file_is_copied_leaves_the_last_version(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    good = published(settings)
    monkeypatch.setattr(new_file.os, "copy_file_range", full)
    with pytest.raises(OSError, match="No space left"):
        published(settings, CHANGES["a value"], counties=["990102"])
    assert current(settings) == good
    assert [path.name for path in settings.versions.iterdir()] == [good.name]


def test_night_after_night_the_rows_are_those_of_the_last_of_each_county(
    settings: Settings, tmp_path: Path
) -> None:
    drawn = random.Random(20261201)
    said: dict[str, list[str]] = {county: [] for county in COUNTIES}
    published(settings)
    version = None
    for _ in range(8):
        county = drawn.choice(COUNTIES)
        said[county] = [CHANGES[name].replace("990102", county) for name in drawn.sample(sorted(CHANGES), 3)]
        version = published(settings, *said[county], counties=[county])
    assert version is not None
    whole = published(Settings(home=tmp_path / "other"), *(one for each in said.values() for one in each))
    for table in TABLES:
        assert rows(version, table) == rows(whole, table)
