"""The synthetic county a night later: a return was corrected, and two more counties handed persons in.

One refresh of the real project serves several tests. What does not belong here: what they look for.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.versions import Version, all_versions, current
from tests.integration.command import junheng
from tests.integration.persons import OF_PERSONS, roster
from tests.unit.contracts.world import RIGHT, SCHOOL, sheet

YEAR = "2024"
CORRECTION = "更正.xlsx"
COUNTY_OF_PERSONS = "990199"
NEIGHBOUR = "990198"
"""Its roster of pupils is that of the county of persons."""
NOTED = "second_night.json"
"""Which school, and which finding was acknowledged."""


@dataclass(frozen=True)
class SecondNight:
    """Two versions of the same home, the first without and the second with what came on the second night.

    A difference between two files of the first one was acknowledged before the second, by its number.
    """

    settings: Settings
    school: str
    first: Version
    second: Version
    acknowledged: str

    @classmethod
    def passed_in(cls, folder: Path) -> SecondNight:
        """The one that `pass_second_night` passed in a folder."""
        settings, noted = settings_of(folder), json.loads((folder / NOTED).read_text())
        second = current(settings)
        assert second is not None
        (first,) = (version for version in all_versions(settings) if version.name != second.name)
        return cls(settings, noted["school"], first, second, noted["acknowledged"])

    def copied_to(self, folder: Path) -> SecondNight:
        """A home of its own with the same two versions, to refresh in."""
        shutil.copytree(self.settings.home.parent, folder, symlinks=True, dirs_exist_ok=True)
        return self.passed_in(folder)


def settings_of(folder: Path) -> Settings:
    home = folder / "warehouse"
    return Settings(raw=folder / "raw", home=home, settle_seconds=0, county=folder / "county")


def pass_second_night(folder: Path, county: str, school: str) -> None:
    """Hand everything in and refresh.

    Args:
        folder: with `raw/` and the home `warehouse/` that was published from it.
        county: the county in which a return is corrected.
        school: a primary school of it: its row of school_statistics becomes that of `world`.
    """
    settings = settings_of(folder)
    raw, first = settings.raw, current(settings)
    assert first is not None
    number = acknowledge(settings, first, school)
    corrected = {**RIGHT["school_statistics"], "学校标识码": school}
    (raw / county / YEAR / CORRECTION).write_bytes(sheet("school_statistics", corrected))
    persons = raw / COUNTY_OF_PERSONS / YEAR
    persons.mkdir(parents=True)
    register = {**RIGHT["school_register"], "学校标识码": SCHOOL, "镇街代码": f"{COUNTY_OF_PERSONS}001"}
    (persons / "register.xlsx").write_bytes(sheet("school_register", register))
    for dataset in OF_PERSONS:
        (persons / f"{dataset}.xlsx").write_bytes(roster(dataset))
    beside = raw / NEIGHBOUR / YEAR
    beside.mkdir(parents=True)
    (beside / "student_roster.xlsx").write_bytes(roster("student_roster"))
    said = junheng(settings, "refresh")
    assert said.returncode == 0, said.stderr
    (folder / NOTED).write_text(json.dumps({"school": school, "acknowledged": number}))


def acknowledge(settings: Settings, version: Version, school: str) -> str:
    """Say of a difference between two files, of another school, that it is true; returns its number."""
    with duckdb.connect(str(version.database), read_only=True) as connection:
        found = connection.execute(
            "select county_code, finding_number from quality.finding"
            " where rule = 'sources_differ' and not contains(found, ?) order by all limit 1",
            [school],
        ).fetchone()
    assert found
    settings.county.mkdir()
    (settings.county / "acknowledged.csv").write_text(
        f"县代码,核实号,理由,责任人,最后一天\n{found[0]},{found[1]},两表统计时点不同,王某,2999-12-31\n",
        encoding="utf-8",
    )
    return str(found[1])
