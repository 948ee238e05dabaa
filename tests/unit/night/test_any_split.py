"""However counties are handed in, over how many nights, in which batches: the rows are those of one night."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.night import spread
from pipelines.orchestration.run import refresh
from pipelines.warehouse.versions import named
from tests.crew import gatekeeper
from tests.unit.orchestration.tiny_county import TinyCounty

COUNTIES = ("990101", "990102", "990103")
TABLES = ("dim_school", "dim_county", "dim_ruleset", "fct_recognition", "fct_school_compliance")


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return {table: connection.execute(f"from marts.{table} order by all").fetchall() for table in TABLES}


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> random.Random:
    """Counties are parted into batches by chance."""
    chance = random.Random(20241101)

    def by_chance(counties: Sequence[str], _: int) -> list[tuple[str, ...]]:
        parted: list[list[str]] = [[]]
        for county in chance.sample(sorted(counties), len(counties)):
            if parted[-1] and chance.random() < 0.5:
                parted.append([])
            parted[-1].append(county)
        return [tuple(one) for one in parted if one]

    monkeypatch.setattr(spread, "batches", by_chance)
    return chance


def test_over_ten_nights_the_rows_are_those_of_one(
    county: TinyCounty, tmp_path: Path, chance: random.Random
) -> None:
    """Every county is handed in on some night and corrected on another; one night reads one county alone."""
    nights = 10
    events = [(chance.randrange(nights), code, turn) for code in COUNTIES for turn in range(2)]
    alone = chance.randrange(nights)
    for night in range(nights):
        for _, code, turn in sorted(event for event in events if event[0] == night):
            county.call(f"校{code[-1]}第{turn}次", code)
        only = [COUNTIES[0]] if night == alone and (county.settings.raw / COUNTIES[0]).exists() else []
        refresh(county.settings, counties=only, gatekeeper=gatekeeper())
    assert refresh(county.settings, gatekeeper=gatekeeper()).outcome in {"published", "affirmed"}
    at_once = TinyCounty.below(tmp_path / "once", county.settings.dbt_project)
    shutil.copytree(county.settings.raw, at_once.settings.raw)
    assert at_once.refresh().outcome == "published"
    assert rows(county.settings.current / "warehouse.duckdb") == rows(
        at_once.settings.current / "warehouse.duckdb"
    )


def test_what_was_known_on_a_day_is_told_county_by_county(county: TinyCounty) -> None:
    """A county that was corrected since is as it was; one that was handed in since is not there."""
    county.refresh("甲", c990102="乙")
    then = datetime.now(UTC).replace(tzinfo=None)
    county.refresh("甲二", c990103="丙")
    earlier = county.refresh(as_known_on=then)
    assert earlier.version is not None
    known = rows(named(county.settings, earlier.version).database)["dim_school"]
    assert sorted(row[:1] for row in known) == [("990101",), ("990102",)]
    assert {name for row in known for name in row} >= {"甲", "乙"}
    assert "甲二" not in {name for row in known for name in row}
