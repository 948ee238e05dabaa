"""What a view for people has one row per is never blank and never stands twice."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
import yaml

from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from tests.integration.second_night import SecondNight

BY_RUN = {"核查结果"}
"""Views whose rows tell of a run: a rule is asked of all counties, or again of one of them."""


def keys() -> Iterator[tuple[str, list[str]]]:
    """Every view with its key, as it says of itself."""
    views = Settings().dbt_project / "models" / "bi"
    for path in sorted(views.rglob("*.yml")):
        (model,) = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["models"]
        alias = path.with_suffix(".sql").read_text(encoding="utf-8").split("alias='")[1].split("'")[0]
        yield alias, model.get("config", {}).get("meta", {}).get("one_row_per", [])


KEYS = dict(keys())


@pytest.fixture(scope="module")
def marts(second_night: SecondNight) -> Iterator[duckdb.DuckDBPyConnection]:
    """The synthetic county after a night in which something moved."""
    with open_version(second_night.second) as connection:
        yield connection


def test_every_view_says_what_it_has_one_row_per() -> None:
    assert {view for view, key in KEYS.items() if not key} == BY_RUN


@pytest.mark.parametrize("view", sorted(KEYS.keys() - BY_RUN))
def test_no_part_of_a_key_is_blank_and_no_key_stands_twice(
    marts: duckdb.DuckDBPyConnection, view: str
) -> None:
    key = KEYS[view]
    quoted = ", ".join(f'"{column}"' for column in key)
    blank = " or ".join(f'"{column}" is null' for column in key)
    (without,) = marts.execute(f'select count(*) from bi."{view}" where {blank}').fetchone() or (1,)
    twice = marts.execute(f'select {quoted} from bi."{view}" group by all having count(*) > 1').fetchall()
    assert (without, twice) == (0, [])
