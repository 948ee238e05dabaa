"""Pupils, teachers and schools in the registers of two counties: told to both, and nobody by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.warehouse.county_build import CountyBuild
from pipelines.warehouse.joining import Part
from pipelines.warehouse.publish import publish
from pipelines.warehouse.registers import note_registers
from pipelines.warehouse.versions import Version, sweep_leftovers
from tests.unit.warehouse.small_build import a_night, write_build

WEST, EAST, NORTH = "990101", "990102", "990201"
REGISTERS = """
create table quality.county_overlap (
    region_code text, school_year integer, dataset text, school_code text, other_region_code text,
    entries bigint
);
create schema if not exists staging;
create table registered (
    county_code text, school_year integer, dataset text, school_code text, student_hash text,
    id_number_hash text, teacher_hash text
);
create view staging.stg_school_register as
from registered where dataset = 'school_register';
create view staging.stg_student_roster as from registered where dataset = 'student_roster';
create view staging.stg_teacher_roster as from registered where dataset = 'teacher_roster';
"""
OVERLAP = "select * from quality.county_overlap order by all"

Row = tuple[str, int, str, str | None, str | None]
Rows = Mapping[str, list[Row]]
"""By county: dataset, school year, school, the number of the register's own and the identity number."""
Nights = Callable[[Rows], Version]


def hashed(number: str | None) -> str | None:
    return sha256(number.encode()).hexdigest() if number else None


@pytest.fixture
def night(settings: Settings) -> Nights:
    """A night in which these counties handed in their registers, one build each; the others stay."""
    counties: dict[str, CountyBuild] = {}
    before: list[Version] = []

    def pass_one(rows: Rows) -> Version:
        parts = []
        for county, registered in rows.items():
            build = write_build(settings.build / str(len(before)) / county / "warehouse.duckdb")
            with duckdb.connect(str(build)) as connection:
                connection.execute(REGISTERS)
                for dataset, year, school, number, identity in registered:
                    of_pupil = hashed(number) if dataset == "student_roster" else None
                    of_teacher = hashed(number) if dataset == "teacher_roster" else None
                    connection.execute(
                        "insert into registered values (?, ?, ?, ?, ?, ?, ?)",
                        [county, year, dataset, school, of_pupil, hashed(identity), of_teacher],
                    )
            landing = build.with_name("landing.duckdb")
            duckdb.connect(str(landing)).close()
            note_registers(build, landing, settings.limits)
            parts.append(Part(build, (county,)))
            counties[county] = CountyBuild(county, "fresh", fingerprint=f"f{len(before)}")
        base = before[-1] if before else None
        before.append(
            publish(settings, a_night(parts[0].build, parts=parts, counties=dict(counties)), base=base)
        )
        return before[-1]

    return pass_one


def overlap(version: Version) -> list[tuple[object, ...]]:
    with duckdb.connect(str(version.database), read_only=True) as connection:
        return connection.execute(OVERLAP).fetchall()


def pupil(school: str, number: str, identity: str | None = None, year: int = 2024) -> Row:
    return "student_roster", year, school, number, identity


def teacher(school: str, number: str, identity: str | None = None) -> Row:
    return "teacher_roster", 2024, school, number, identity


def test_a_pupil_in_two_rosters_is_told_to_both_counties_with_the_school_of_each(night: Nights) -> None:
    version = night({
        WEST: [pupil("甲校", "G1"), pupil("甲校", "G2"), pupil("甲校", "G3")],
        EAST: [pupil("乙校", "G1"), pupil("丙校", "G2"), pupil("丙校", "G4")],
    })  # fmt: skip
    assert overlap(version) == [
        (WEST, 2024, "student_roster", "甲校", EAST, 2),
        (EAST, 2024, "student_roster", "丙校", WEST, 1),
        (EAST, 2024, "student_roster", "乙校", WEST, 1),
    ]


def test_a_pupil_who_moved_between_two_school_years_is_in_one_roster_of_each(night: Nights) -> None:
    assert overlap(night({WEST: [pupil("甲校", "G1", year=2023)], EAST: [pupil("乙校", "G1")]})) == []


def test_the_same_identity_number_is_the_same_pupil_whatever_the_pupil_number(night: Nights) -> None:
    found = overlap(night({WEST: [pupil("甲校", "G1", "身")], EAST: [pupil("乙校", "L9", "身")]}))
    assert [entries for *_, entries in found] == [1, 1]


@pytest.mark.parametrize(
    ("west", "east", "told"),
    [("身", "身", 1), ("身", None, 1), (None, None, 1), ("身", "份", 0)],
)
@pytest.mark.parametrize("person", [pupil, teacher])
def test_anybody_may_number_persons_so_identity_numbers_tell_them_apart(
    night: Nights, person: Callable[..., Row], west: str | None, east: str | None, told: int
) -> None:
    found = overlap(night({WEST: [person("甲校", "1", west)], EAST: [person("乙校", "1", east)]}))
    assert [entries for *_, entries in found] == [told] * 2 * told


def test_a_school_that_two_counties_register_is_told(night: Nights) -> None:
    school = ("school_register", 2024, "2199010001", None, None)
    assert overlap(night({WEST: [school], EAST: [school]})) == [
        (WEST, 2024, "school_register", "2199010001", EAST, 1),
        (EAST, 2024, "school_register", "2199010001", WEST, 1),
    ]


def test_it_is_found_whichever_county_comes_on_a_later_night_and_goes_with_its_correction(
    night: Nights, settings: Settings
) -> None:
    one, other = pupil("甲校", "G1"), pupil("乙校", "G1")
    third = pupil("丁校", "G7")
    assert overlap(night({WEST: [one, third], EAST: []})) == []
    both = overlap(night({NORTH: [other, third]}))
    assert both == [
        (WEST, 2024, "student_roster", "丁校", NORTH, 1),
        (WEST, 2024, "student_roster", "甲校", NORTH, 1),
        (NORTH, 2024, "student_roster", "丁校", WEST, 1),
        (NORTH, 2024, "student_roster", "乙校", WEST, 1),
    ]
    assert overlap(night({EAST: [pupil("戊校", "G8")]})) == both
    sweep_leftovers(settings)
    assert overlap(night({NORTH: []})) == []


def test_what_is_kept_for_it_is_its_owners_and_no_hash_is_published(
    night: Nights, settings: Settings
) -> None:
    version = night({WEST: [pupil("甲校", "G1")], EAST: [pupil("乙校", "G1")]})
    kept = sorted(settings.registers.rglob("*.parquet"))
    assert [path.stem for path in kept] == [WEST, EAST]
    secret = bytes.fromhex(str(hashed("G1")))[:16]
    told = str(hashed("G1"))[:16].encode()
    assert any(secret in path.read_bytes() for path in kept)
    for path in version.path.rglob("*"):
        assert not path.is_file() or (secret not in path.read_bytes() and told not in path.read_bytes())


def test_the_folder_of_a_version_that_never_appeared_is_swept(night: Nights, settings: Settings) -> None:
    version = night({WEST: [pupil("甲校", "G1")]})
    (settings.registers / "20991231T000000Z").mkdir()
    (settings.registers / ".partial-20991231T000000Z").mkdir()
    sweep_leftovers(settings)
    assert [path.name for path in settings.registers.iterdir()] == [version.name]
