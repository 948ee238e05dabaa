"""Files nobody here wrote: what others ship is refused in words, what other programs write is read."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from pipelines.ingest.sheets import KNOWN_SUFFIXES
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import RIGHT

LARGEST = 3_000_000


def shipped() -> list[Path]:
    """Tables and archives that lie in installed packages, such as the test data of numpy."""
    found = [
        Path(str(file.locate()))
        for distribution in distributions()
        if distribution.name != "junheng"
        for file in distribution.files or ()
        if file.suffix.lower() in KNOWN_SUFFIXES and file.suffix.lower() != ".txt"
    ]
    return sorted({path for path in found if path.is_file() and path.stat().st_size < LARGEST})


SHIPPED = shipped()


def test_there_are_files_that_others_ship() -> None:
    assert len(SHIPPED) >= 10


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_table_of_another_trade_is_refused_in_words(path: Path, check: Check) -> None:
    result = check(path.read_bytes(), path.name)
    assert result.state == "refused"
    assert result.findings
    assert all(finding.rule != "internal" and finding.remedy for finding in result.findings)


def by_openpyxl(table: pd.DataFrame, folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("数据", 0)
    for row in [list(table.columns), *table.to_numpy().tolist()]:
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def by_pandas(table: pd.DataFrame, folder: Path) -> Path:
    table.to_excel(folder / "a.xlsx", index=False)
    return folder / "a.xlsx"


def by_pandas_with_an_index(table: pd.DataFrame, folder: Path) -> Path:
    table.to_csv(folder / "a.csv", encoding="utf-8-sig")
    return folder / "a.csv"


def by_polars(table: pd.DataFrame, folder: Path) -> Path:
    frame = pl.from_dicts([dict(row) for row in table.to_dict("records")])
    frame.write_excel(folder / "a.xlsx", autofit=True)
    return folder / "a.xlsx"


def by_duckdb(table: pd.DataFrame, folder: Path) -> Path:
    with duckdb.connect() as connection:
        connection.register("handed_in", table)
        connection.execute(f"copy handed_in to '{folder / 'a.csv'}' (header, delimiter '\t', force_quote *)")
    return folder / "a.csv"


WRITERS: list[Callable[[pd.DataFrame, Path], Path]] = [
    by_openpyxl,
    by_pandas,
    by_pandas_with_an_index,
    by_polars,
    by_duckdb,
]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
@pytest.mark.parametrize("dataset", RIGHT)
def test_a_right_row_is_taken_whoever_wrote_the_file(
    dataset: str, writer: Callable[[pd.DataFrame, Path], Path], check: Check, tmp_path: Path
) -> None:
    buffer = io.StringIO()
    pd.DataFrame([RIGHT[dataset]]).to_csv(buffer, index=False)
    table = pd.read_csv(io.StringIO(buffer.getvalue()), dtype=str, keep_default_na=False)
    path = writer(table, tmp_path)
    result = check(path.read_bytes(), path.name)
    assert result.state == "accepted", result.findings
    assert sum(sheet.rows_accepted for sheet in result.sheets) == 1
    assert {finding.severity for finding in result.findings} <= {"note"}
