"""Whatever people type: no person is left of it in a home, but in the names of files in landing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.orchestration.run import RefreshOutcome, refresh
from pipelines.settings import Settings
from tests.integration.persons import traces_in
from tests.integration.sentinels import (
    IN_A_NAME,
    NAME,
    NUMBER,
    hand_in,
    hand_in_again,
    take_away_most,
)
from tests.landed import landed
from tests.unit.contracts.world import RIGHT


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[RefreshOutcome]]:
    """A home after two nights of such files, and a third in which the county is held as it was."""
    folder = tmp_path_factory.mktemp("sentinels")
    settings = Settings(
        raw=folder / "raw", home=folder / "home", settle_seconds=0, max_rejected_share=1, hold_share=1
    )
    held = settings.model_copy(update={"hold_share": 0.2})
    outcomes = []
    for hand, by in ((hand_in, settings), (hand_in_again, settings), (take_away_most, held)):
        hand(settings.raw)
        outcomes.append(refresh(by))
    return settings, outcomes


def test_everything_that_a_home_can_hold_is_there_to_be_searched(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    """A kind of file that is not there is not searched."""
    home = nights[0].home
    kinds = {
        "the landing file": home.glob("landing/*.duckdb"),
        "what is remembered of files": home.glob("landing/index.parquet"),
        "what lies beside the counties": home.glob("landing/beside*"),
        "the counties that are held": home.glob("held.json"),
        "the answers to senders": home.glob("feedback/*/*/**/*.xlsx"),
        "which answer is about what": home.glob("feedback/*.json"),
        "the tables": home.glob("versions/*/warehouse.duckdb"),
        "the tables of a county": home.glob("versions/*/parquet/*/*/county_code=*/*.parquet"),
        "the pages": home.glob("versions/*/site/**/*.html"),
        "the workbooks": home.glob("versions/*/reports/**/*.xlsx"),
        "the manifests": home.glob("versions/*/manifest.json"),
    }
    assert [kind for kind, files in kinds.items() if not any(files)] == []


def test_the_nights_are_published_and_the_rows_landed(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    """Else the search would show nothing."""
    settings, outcomes = nights
    assert [outcome.outcome for outcome in outcomes] == ["published"] * len(outcomes), outcomes
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


def test_no_name_and_no_number_typed_into_a_cell_is_left_in_the_home(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    settings, _ = nights
    assert traces_in(settings.home, (NAME, NUMBER)) == []


def test_a_number_in_the_name_of_a_file_is_left_in_landing_alone(
    nights: tuple[Settings, list[RefreshOutcome]],
) -> None:
    settings, _ = nights
    found = {Path(trace.split(" ")[0].split(":")[0]) for trace in traces_in(settings.home, (IN_A_NAME,))}
    stores = set(settings.landing.glob("*.duckdb"))
    kept = {*settings.landing.glob("copies/*.duckdb"), settings.landing / "index.parquet"}
    assert stores <= found <= stores | kept
    assert [path for path in settings.home.rglob("*") if IN_A_NAME in path.name] == []
