"""A part that is handed in again as a real file replaces that part of what stood before and nothing else."""

from __future__ import annotations

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.settings import Settings
from tests.integration.nights import Nights
from tests.integration.staging import Staging
from tests.unit.contracts.world import OTHER, RIGHT, SCHOOL, Row, second, sheet

COUNTY = "370399"
# of a sheet of `world` the title is row 1 and the heading row 2
FIRST_ROW, SECOND_ROW = 3, 4


def elsewhere(dataset: str) -> Row:
    """A right row with another key, and of another school where it names one."""
    return {heading: OTHER if cell == SCHOOL else cell for heading, cell in second(dataset).items()}


@pytest.fixture(scope="module")
def in_force(tmp_path_factory: pytest.TempPathFactory, staging: Staging) -> dict[str, set[tuple[str, int]]]:
    """By dataset the files and their rows that are in force: first came two rows, then one of them again."""
    folder = tmp_path_factory.mktemp("real_scopes")
    nights = Nights(Settings(raw=folder / "raw", home=folder / "warehouse", settle_seconds=0), staging)
    for dataset, row in RIGHT.items():
        nights.put(COUNTY, f"{dataset}_both.xlsx", sheet(dataset, row, elsewhere(dataset)))
    nights.pass_one()
    for dataset, row in RIGHT.items():
        nights.put(COUNTY, f"{dataset}_one.xlsx", sheet(dataset, row))
    nights.pass_one()
    with staging.on(nights.settings) as connection:
        rows = {
            dataset: connection.execute(f"""
                select path, row_number
                from staging.stg_{dataset} inner join staging.stg_ledger__file_versions using (file_id)
            """).fetchall()
            for dataset in RIGHT
        }
    return {dataset: set(of_dataset) for dataset, of_dataset in rows.items()}


@pytest.mark.parametrize("dataset", RIGHT)
def test_what_is_handed_in_again_speaks_and_the_rest_goes_on_standing(
    in_force: dict[str, set[tuple[str, int]]], dataset: str
) -> None:
    again, untouched = (f"{dataset}_one.xlsx", FIRST_ROW), (f"{dataset}_both.xlsx", SECOND_ROW)
    speaks_for_the_whole_county = not DATASETS[dataset].scope
    assert in_force[dataset] == ({again} if speaks_for_the_whole_county else {again, untouched})
