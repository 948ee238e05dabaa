"""Whatever people type: no person is left of it in a home, but in the names of files in landing."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.landing.land import land
from pipelines.orchestration.run import RefreshOutcome
from pipelines.settings import Settings
from tests.crew import refreshed
from tests.integration.persons import traces_in
from tests.integration.sentinels import (
    IN_A_NAME,
    NAME,
    NUMBER,
    hand_in,
    hand_in_again,
    hand_in_once_more,
    take_away_most,
)
from tests.landed import landed
from tests.unit.contracts.world import RIGHT

REASON = "两表统计时点不同，已核实"


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[RefreshOutcome]]:
    """A home after three nights of such files.

    Some files had landed before the first and were changed or taken away since; in the second the county is
    held as it was and a person has said that a finding is right; the third is refused by a gate.
    """
    folder = tmp_path_factory.mktemp("sentinels")
    settings = Settings(
        raw=folder / "raw",
        home=folder / "home",
        county=folder / "county",
        settle_seconds=0,
        max_rejected_share=1,
        hold_share=1,
    )
    hand_in(settings.raw)
    land(settings, refresh_id="before", now=datetime.now(UTC).replace(tzinfo=None))
    hand_in_again(settings.raw)
    outcomes = [refreshed(settings)]
    _acknowledge(settings)
    take_away_most(settings.raw)
    hand_in_once_more(settings.raw)
    outcomes.append(refreshed(settings.model_copy(update={"hold_share": 0.2})))
    hand_in_once_more(settings.raw)
    outcomes.append(refreshed(settings.model_copy(update={"expectations": _refusing(settings, folder)})))
    return settings, outcomes


def _acknowledge(settings: Settings) -> None:
    """Say of whatever was found and may be right that it is."""
    with duckdb.connect(str(settings.current / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select distinct county_code, finding_number from quality.finding where severity = 'warn'"
        ).fetchall()
    rows = "".join(f"{county},{number},{REASON},王某,2999-12-31\n" for county, number in found if county)
    settings.county.mkdir()
    (settings.county / "acknowledged.csv").write_text(
        f"县代码,核实号,理由,责任人,最后一天\n{rows}", encoding="utf-8"
    )


def _refusing(settings: Settings, folder: Path) -> Path:
    """The expectations with one that every batch of classes breaks."""
    expectations = Path(shutil.copytree(settings.expectations, folder / "expectations"))
    suite = expectations / "landing" / "class_roster.json"
    said = json.loads(suite.read_text(encoding="utf-8"))
    for one in said["expectations"]:
        if one["type"] == "expect_column_values_to_be_between":
            one["severity"], one["kwargs"]["max_value"] = "critical", 0
    suite.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return expectations


@pytest.fixture(scope="module")
def left(nights: tuple[Settings, list[RefreshOutcome]]) -> dict[str, set[Path]]:
    """The files of the home in which something of a person is left, by what is left."""
    found: dict[str, set[Path]] = {}
    for place in traces_in(nights[0].home, (NAME, NUMBER, IN_A_NAME)):
        where, _, trace = place.rpartition(": ")
        found.setdefault(trace, set()).add(Path(where.split(" ")[0]))
    return found


def test_everything_that_a_home_can_hold_is_there_to_be_searched(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    """A kind of file that is not there is not searched."""
    home = nights[0].home
    kinds = {
        "the landing file": home.glob("landing/*.duckdb"),
        "its copies": home.glob("landing/copies/*.duckdb"),
        "what is remembered of files": home.glob("landing/index.parquet"),
        "what lies beside the counties": home.glob("landing/beside*"),
        "the counties that are held": home.glob("held.json"),
        "the answers to senders": home.glob("feedback/*/*/**/*.xlsx"),
        "which answer is about what": home.glob("feedback/*.json"),
        "the tables": home.glob("versions/*/warehouse.duckdb"),
        "the tables of a county": home.glob("versions/*/parquet/*/*/county_code=*/*.parquet"),
        "the pages": home.glob("versions/*/site/**/*.html"),
        "the workbooks": home.glob("versions/*/reports/**/*.xlsx"),
        "the records of a refused run": home.glob("runs/*/*"),
        "what people of the county said": home.glob("county_rows.json"),
        "the manifests": home.glob("versions/*/manifest.json"),
    }
    assert [kind for kind, files in kinds.items() if not any(files)] == []


def test_the_nights_are_published_or_refused_and_the_rows_landed(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    """Else the search would show nothing."""
    settings, outcomes = nights
    assert [one.outcome for one in outcomes] == ["published", "published", "refused"], outcomes
    with landed(settings) as connection:
        rows_of = {
            dataset: connection.execute(f"select count(*) from landing.landing.{dataset}").fetchone()
            for dataset in RIGHT
        }
        marks = connection.execute(
            "select count(*) from landing.landing.evidence_register where material_name like '〔内容%〕'"
        ).fetchone()
    assert not [dataset for dataset, rows in rows_of.items() if not rows or rows[0] == 0]
    assert marks and marks[0] > 0
    assert len(rows_of) == len(DATASETS) - 3, "the two forms and the workbook have tables of their own"


def test_what_a_person_of_the_county_said_of_findings_is_there(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    with duckdb.connect(str(nights[0].current / "warehouse.duckdb"), read_only=True) as connection:
        said = connection.execute(
            "select count(*) from quality.acknowledged_finding where reason = ?", [REASON]
        ).fetchone()
    assert said and said[0] > 0


def test_every_figure_of_such_files_leads_to_the_rows_it_counts(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    """Blank answers, towns and schools that nobody knows, and rows set aside are all there."""
    manifest = json.loads((nights[0].current / "manifest.json").read_text(encoding="utf-8"))
    assert [one for one in manifest["gates"]["failed"] if one["gate"].startswith("dbt.")] == []


def test_no_name_and_no_number_typed_into_a_cell_is_left_in_the_home(left: dict[str, set[Path]]) -> None:
    assert (left.get(NAME, set()), left.get(NUMBER, set())) == (set(), set())


def test_a_number_in_the_name_of_a_file_is_left_in_landing_alone(
    nights: tuple[Settings, list[RefreshOutcome]], left: dict[str, set[Path]]
) -> None:
    settings, _ = nights
    stores = set(settings.landing.glob("*.duckdb"))
    kept = {*settings.landing.glob("copies/*.duckdb"), settings.landing / "index.parquet"}
    assert stores <= left[IN_A_NAME] <= stores | kept
    assert [path for path in settings.home.rglob("*") if IN_A_NAME in path.name] == []
