"""What must be true of a home whose refresh was killed, and of one after a refresh that was left alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipelines.landing.store import counties_landed
from pipelines.settings import Settings
from pipelines.warehouse.checksums import differing, read_sums
from pipelines.warehouse.versions import damaged_versions, pointed_to, read_version
from tests.landed import landed
from tests.unit.orchestration.tiny_county import TinyCounty

NAMES = "select county_code, school_name from marts.dim_school order by all"
TWICE = """
select count(*) from (
    select file_id, row_number from landing.landing.school_register group by all having count(*) > 1
    union all
    select file_id, null from landing.ledger.file_version group by all having count(*) > 1
)
"""
CONTENTS = "select county_code, school_name from landing.landing.school_register"


class Handed:
    """What was handed in.

    Attributes:
        now: the names that stand in the files, by county.
        may_say: by county the names that a version may say: the one that a refresh that was left alone last
            published, and those handed in since.
        ever: everything that was handed in at any time.
        seen: what had landed when it was last looked at.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.now: dict[str, str] = {}
        self.may_say: dict[str, set[str]] = {}
        self.ever: set[tuple[str, str]] = set()
        self.seen: set[tuple[str, str]] = set()

    def in_now(self, names: Mapping[str, str]) -> None:
        """Hand in the registers of counties, each with its school under a name."""
        for county, name in names.items():
            TinyCounty(self.settings).call(name, county)
            self.ever.add((county, name))
            self.may_say.setdefault(county, set()).add(name)
        self.now |= names

    def published(self) -> None:
        """What is handed in has been published."""
        self.may_say = {county: {name} for county, name in self.now.items()}


def after_a_kill(settings: Settings, handed: Handed) -> list[str]:
    """What is wrong with a home whose refresh was killed."""
    wrong = _of_the_version(settings)
    for county, name in _said(settings).items():
        if name not in handed.may_say[county]:
            wrong.append(f"county {county} says {name}, which is neither what was nor what is handed in")
    missing = handed.may_say.keys() - _said(settings).keys()
    wrong += [f"county {county} has gone from the version in force" for county in sorted(missing)]
    return wrong


def after_a_refresh(settings: Settings, handed: Handed) -> list[str]:
    """What is wrong with a home after a refresh that was left alone."""
    wrong = _of_the_version(settings)
    if _said(settings) != handed.now:
        wrong.append(f"the version in force says {_said(settings)}, handed in is {handed.now}")
    with landed(settings) as connection:
        (twice,) = connection.execute(TWICE).fetchone() or (0,)
        contents = set(connection.execute(CONTENTS).fetchall())
    if twice:
        wrong.append(f"{twice} rows or files landed twice")
    if gone := handed.seen - contents:
        wrong.append(f"{len(gone)} contents that had landed are gone")
    if strange := contents - handed.ever:
        wrong.append(f"{len(strange)} contents landed that nobody handed in")
    handed.seen = contents
    left = [path.name for path in _leftovers(settings)]
    if left:
        wrong.append(f"left behind: {left}")
    return wrong


def _of_the_version(settings: Settings) -> list[str]:
    wrong = [f"version {name} {what}" for name, what in damaged_versions(settings).items()]
    name = pointed_to(settings)
    if name is None:
        return [*wrong, "there is no version in force"]
    if not wrong:
        version = read_version(settings, name)
        spoilt = differing(version.path, read_sums(version.path))
        wrong += [f"{path} of {name} is not what was published" for path in spoilt]
    if len(counties_landed(settings)) != 2:
        wrong.append("a county has lost its store")
    return wrong


def _said(settings: Settings) -> dict[str, str]:
    with duckdb.connect(str(settings.current / "warehouse.duckdb"), read_only=True) as connection:
        return dict(connection.execute(NAMES).fetchall())


def _leftovers(settings: Settings) -> list[Path]:
    home = settings.home
    return [
        *home.glob("versions/.partial-*"), *home.glob("runs/*"),
        *home.glob(".spill-*"),
        *home.glob(".current.next"), *home.glob("landing/*.wal"),
    ]  # fmt: skip
