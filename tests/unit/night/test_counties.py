"""One county, one night: a fault of one holds back that one alone, and only what changed is computed."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.night import batch, one_by_one
from pipelines.night.batch import Batch
from pipelines.quality.gatekeeper import GatesGone
from pipelines.warehouse import publish as publishing
from pipelines.warehouse.copying import UntrueCopy
from pipelines.warehouse.held import held_counties
from pipelines.warehouse.joining import Join
from pipelines.warehouse.new_file import Opened
from pipelines.warehouse.versions import current, roll_back
from tests.unit.orchestration.tiny_county import TinyCounty

SCHOOLS = "select county_code, school_name from marts.dim_school order by all"
STANDING = "select county_code, status, version_built, reason is not null from meta.county_build order by all"


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The counties of every batch that is computed."""
    honest, found = one_by_one.compute, list[tuple[str, ...]]()

    def noting(settings: Any, asked: Batch, *others: Any) -> Any:
        found.append(asked.counties)
        return honest(settings, asked, *others)

    monkeypatch.setattr(one_by_one, "compute", noting)
    return found


def version_name(county: TinyCounty) -> str:
    version = current(county.settings)
    assert version is not None
    return version.name


def test_only_the_county_that_changed_is_computed_and_the_others_stay_as_they_were(
    county: TinyCounty, computed: list[tuple[str, ...]]
) -> None:
    county.refresh("甲", c990102="乙", c990103="丙", c990104="丁")
    first = version_name(county)
    county.refresh(c990102="乙二")
    assert computed == [("990101", "990102", "990103", "990104"), ("990102",)]
    assert county.published(SCHOOLS) == [
        ("990101", "甲"), ("990102", "乙二"), ("990103", "丙"), ("990104", "丁"),
    ]  # fmt: skip
    assert county.published(STANDING) == [
        ("990101", "fresh", first, False),
        ("990102", "fresh", version_name(county), False),
        ("990103", "fresh", first, False),
        ("990104", "fresh", first, False),
    ]


@pytest.mark.parametrize("name", ["拒", "错", "谬"])
def test_a_gate_holds_the_county_that_is_against_it_and_the_correction_of_another_is_published(
    county: TinyCounty, name: str
) -> None:
    county.first_night("甲", c990102="乙")
    first = version_name(county)
    ended = county.refresh(name, c990102="乙二")
    assert (ended.outcome, list(ended.held)) == ("published", ["990101"])
    assert "990101" in ended.held["990101"][0]
    assert county.published(SCHOOLS) == [("990101", "甲"), ("990102", "乙二")]
    assert county.published(STANDING) == [
        ("990101", "kept", first, True),
        ("990102", "fresh", version_name(county), False),
    ]
    blocked = "select county_code from quality.expectation_result where severity = 'block' and not success"
    assert county.published(blocked) == [("990101",)]


def test_a_held_county_keeps_the_day_since_when_and_goes_on_when_it_is_mended(county: TinyCounty) -> None:
    county.first_night("甲", c990102="乙")
    county.refresh("谬", c990102="乙二")
    since = held_counties(county.settings)["990101"].since
    again = county.refresh()
    assert again.outcome == "refused"
    assert held_counties(county.settings)["990101"].since == since
    county.refresh("甲二")
    assert county.published(SCHOOLS) == [("990101", "甲二"), ("990102", "乙二")]
    assert held_counties(county.settings) == {}


def test_a_county_that_was_never_published_and_is_held_is_neither_passed_nor_empty_nor_zero(
    county: TinyCounty,
) -> None:
    ended = county.refresh("谬", c990102="乙")
    assert ended.outcome == "published"
    for table in ("dim_school", "dim_county", "fct_recognition", "fct_school_compliance"):
        assert county.published(f"select distinct county_code from marts.{table}") == [("990102",)], table
    assert county.published(STANDING)[0] == ("990101", "missing", None, True)


def test_a_model_that_a_countys_rows_break_holds_that_county_alone(county: TinyCounty) -> None:
    ended = county.refresh("崩", c990102="乙", c990103="丙")
    assert (ended.outcome, list(ended.held)) == ("published", ["990101"])
    assert county.published(SCHOOLS) == [("990102", "乙"), ("990103", "丙")]


def test_a_batch_whose_gates_are_killed_is_done_again_county_by_county(
    county: TinyCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, killed = batch.gather, []

    def killing(settings: Any, counties: tuple[str, ...], into: Path, **others: Any) -> Path:
        if len(counties) > 1:
            killed.append(counties)
            raise GatesGone(-9)
        return honest(settings, counties, into, **others)

    monkeypatch.setattr(batch, "gather", killing)
    ended = county.refresh("甲", c990102="乙")
    assert ended.outcome == "published"
    assert killed == [("990101", "990102")]
    assert county.published(SCHOOLS) == [("990101", "甲"), ("990102", "乙")]


def test_a_county_whose_last_file_is_taken_away_leaves_the_marts_and_that_is_said(county: TinyCounty) -> None:
    county.settings = county.settings.model_copy(update={"hold_share": 1.0})
    county.first_night("甲", c990102="乙")
    (county.settings.raw / "990102" / "2024" / "register.csv").unlink()
    assert county.refresh().outcome == "published"
    assert county.published(SCHOOLS) == [("990101", "甲")]
    assert county.published(STANDING)[1][:2] == ("990102", "withdrawn")
    assert county.refresh("甲二").outcome == "published"
    assert county.published(STANDING)[1][:2] == ("990102", "withdrawn")


def test_the_whole_of_raw_gone_publishes_nothing(county: TinyCounty) -> None:
    county.first_night("甲", c990102="乙")
    before = version_name(county)
    shutil.rmtree(county.settings.raw)
    county.settings.raw.mkdir()
    assert county.refresh().outcome == "failed"
    assert version_name(county) == before


def test_after_a_rollback_the_next_night_builds_the_others_again(
    county: TinyCounty, computed: list[tuple[str, ...]]
) -> None:
    first = county.first_night("甲", c990102="乙").version
    county.refresh(c990102="乙二")
    assert first is not None
    roll_back(county.settings, first)
    assert county.published(SCHOOLS) == [("990101", "甲"), ("990102", "乙")]
    county.refresh()
    assert county.published(SCHOOLS) == [("990101", "甲"), ("990102", "乙二")]
    assert computed[-1] == ("990102",)


def test_a_held_county_keeps_its_rows_when_the_registry_changes_and_is_marked_so(
    county: TinyCounty, tmp_path: Path
) -> None:
    project = shutil.copytree(county.settings.dbt_project, tmp_path / "project")
    county.settings = county.settings.model_copy(update={"dbt_project": project})
    county.refresh("甲", c990102="乙")
    first = version_name(county)
    with (project / "models" / "marts" / "dim_ruleset.sql").open("a", encoding="utf-8") as model:
        model.write("union all select 'second', '二标准'\n")
    model_of_schools = project / "models" / "marts" / "dim_school.sql"
    text = model_of_schools.read_text(encoding="utf-8")
    model_of_schools.write_text(text.replace("landed.school_code,", "landed.school_code, 1 as added,", 1))
    county.refresh("谬")
    assert county.published("select county_code, school_name, added from marts.dim_school order by all") == [
        ("990101", "甲", None),
        ("990102", "乙", 1),
    ]
    assert county.published("select count(*) from marts.dim_ruleset") == [(2,)]
    hashes = {
        county: told.registry_hash for county, told in publishing.county_builds(manifest(county)).items()
    }
    assert hashes["990101"] != hashes["990102"]
    assert county.published(STANDING)[0] == ("990101", "kept", first, True)


def manifest(county: TinyCounty) -> dict[str, Any]:
    return dict(json.loads((county.settings.current / "manifest.json").read_text(encoding="utf-8")))


def test_what_did_not_change_is_shared_with_the_version_before(county: TinyCounty) -> None:
    county.first_night("甲", c990102="乙")
    before = county.settings.current.resolve()
    county.refresh(c990102="乙二")
    after = county.settings.current.resolve()
    of_county = "parquet/marts/dim_school/county_code={}/data.parquet"
    for code, shared in (("990101", True), ("990102", False)):
        paths = [folder / of_county.format(code) for folder in (before, after)]
        assert os.path.samefile(*paths) == shared
    assert not os.path.samefile(before / "warehouse.duckdb", after / "warehouse.duckdb")


def test_a_county_that_stays_is_held_against_the_version_before(
    county: TinyCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.refresh("甲", c990102="乙", c990103="丙")
    before = version_name(county)
    honest = publishing.put_together

    def careless(new: Opened, join: Join, filled: Any) -> None:
        honest(new, join, filled)
        new.connection.execute("update marts.dim_school set school_name = '丁' where county_code = '990103'")

    monkeypatch.setattr(publishing, "put_together", careless)
    ended = county.refresh(c990102="乙二")
    assert ended.outcome == "failed"
    assert "没有变化的县与上一版本不一致" in ended.reasons[0]
    assert UntrueCopy.__name__ not in ended.reasons[0]
    assert version_name(county) == before


def test_an_earlier_day_is_built_of_all_counties_anew_and_nobody_is_held(county: TinyCounty) -> None:
    county.first_night("甲", c990102="乙")
    then = datetime.now(UTC).replace(tzinfo=None)
    county.refresh("甲二", c990102="乙二")
    earlier = county.refresh(as_known_on=then)
    assert earlier.outcome == "published"
    assert county.published(SCHOOLS) == [("990101", "甲二"), ("990102", "乙二")]
    assert county.refresh().outcome == "affirmed"


def test_any_order_of_nights_gives_the_rows_of_one_night(county: TinyCounty, tmp_path: Path) -> None:
    """Three counties handed in over four nights, one of them held and mended, and all of it at once."""
    county.refresh(c990103="丙")
    county.refresh("谬", c990103="丙二")
    county.refresh(c990102="乙")
    county.refresh("甲")
    at_once = TinyCounty.below(tmp_path / "once", county.settings.dbt_project)
    shutil.copytree(county.settings.raw, at_once.settings.raw)
    at_once.refresh()
    for table in ("dim_school", "dim_county", "dim_ruleset", "fct_recognition", "fct_school_compliance"):
        rows = f"from marts.{table} order by all"
        assert county.published(rows) == at_once.published(rows), table
