"""Published figures lead to the very cells of the raw files, which another program reads."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import duckdb
import pytest

from tests.traced.cells import checked, numbers

FIGURES = 30


class CountyVersion(Protocol):
    """What the fixture `county_version` gives: a raw folder and the warehouse published from it."""

    raw: Path
    database: Path


def test_thirty_random_figures_lead_to_the_cells_they_were_made_of(county_version: CountyVersion) -> None:
    told = list(checked(county_version.database, county_version.raw, FIGURES))
    assert len(told) == FIGURES
    assert [(figure, faults) for figure, faults, _ in told if faults] == []


def test_every_row_of_a_sheet_that_a_figure_names_was_accepted_or_set_aside(
    county_version: CountyVersion,
) -> None:
    with duckdb.connect(str(county_version.database), read_only=True) as connection:
        found = connection.execute("""
            select distinct sources.file_id, sources.sheet, sheets.rows_accepted + sheets.rows_rejected, rows
            from quality.measure_source as sources
            inner join quality.sheet_version as sheets
                on sources.file_id = sheets.file_id and sources.sheet = sheets.sheet
            where source_dataset = 'special_rooms'
        """).fetchall()
    assert found
    for file, sheet, known, rows in found:
        assert len(numbers(rows)) <= known, (file, sheet)


@pytest.mark.parametrize(("text", "meant"), [("5", [5]), ("5-7", [5, 6, 7]), ("2,5-6,19", [2, 5, 6, 19])])
def test_rows_are_written_as_people_write_them(text: str, meant: list[int]) -> None:
    assert numbers(text) == meant
