"""A unit in a heading that is not the column's own is converted, or its sheet is refused."""

from __future__ import annotations

from math import isclose

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.ingest.fold import fold
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import FORMS, RIGHT, Row, form
from tests.unit.ingest.building import workbook

IN_YUAN = {"元": 1, "千元": 1000, "万元": 10_000, "亿元": 100_000_000}
IN_SQUARE_METRES = {"平方米": 1, "㎡": 1, "m2": 1, "亩": 10_000 / 15, "公顷": 10_000}
ROWS = {**RIGHT, **FORMS}
KINDS = ((IN_YUAN, ("元", "万元")), (IN_SQUARE_METRES, ("m2",)))
CASES = [
    (dataset.name, column.name, unit, sizes[unit] / sizes[column.unit])
    for dataset in DATASETS.values()
    if dataset.name in ROWS
    for column in dataset.columns.values()
    for sizes, own in KINDS
    if column.unit in own
    for unit in sizes
]


def without_column(dataset: str, heading: str) -> Row:
    """The right row without a column, however its brackets and unit are written."""
    return {name: cell for name, cell in ROWS[dataset].items() if not fold(name).startswith(fold(heading))}


@pytest.mark.parametrize(("dataset", "column", "unit", "factor"), CASES)
def test_a_quantity_lands_in_its_own_unit_or_its_sheet_is_refused(
    dataset: str, column: str, unit: str, factor: float, check: Check
) -> None:
    heading = DATASETS[dataset].columns[column].heading
    row = without_column(dataset, heading)
    row[f"{heading}（{unit}）"] = 900 / factor
    rows = form(row) if dataset in FORMS else [list(row), list(row.values())]
    result = check(workbook({"表": rows}))
    refused = [finding.rule for finding in result.findings if finding.severity == "refuse"]
    if refused:
        assert refused == ["wrong_unit"]
        assert factor != 1
    else:
        (landed,) = result.sheets[0].accepted[column]
        assert isclose(landed, 900, rel_tol=1e-9)


@pytest.mark.parametrize("dataset", ["school_finance", "school_statistics"])
def test_money_of_schools_is_converted_from_every_unit(dataset: str, check: Check) -> None:
    for name, column, unit, _ in CASES:
        if name == dataset and unit in IN_YUAN:
            heading = DATASETS[dataset].columns[column].heading
            row = {
                key: cell for key, cell in ROWS[dataset].items() if not fold(key).startswith(fold(heading))
            }
            row[f"{heading}（{unit}）"] = 1
            result = check(workbook({"表": [list(row), list(row.values())]}))
            assert result.state == "accepted", (heading, unit)
