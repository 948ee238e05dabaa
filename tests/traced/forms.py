"""The cells of a form, read where a source says they stand: by sheet and address, nothing else.

What does not belong here: what a cell means to the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import coordinate_from_string

from tests.oracle.raw import number

REST = "_below_"
"""In the name of a measure: what the first item leaves beside the others."""


def value_of(measure: str, cells: Sequence[Fraction | None]) -> Fraction:
    """What the cells of a measure come to."""
    told = [cell or Fraction(0) for cell in cells]
    # the whole is the largest: all rooms, and of them those of each size
    return 2 * max(told) - sum(told) if REST in measure else sum(told, Fraction(0))


def cells_at(file: Path, sheet: str, addresses: str) -> list[Fraction | None]:
    """The numbers that stand in these cells, named as `D12,D13`."""
    book = _book(file)
    found = []
    for address in addresses.split(","):
        coordinate_from_string(address)
        found.append(
            number(str(book[sheet][address].value or "")) if book[sheet][address].value != 0 else Fraction(0)
        )
    return found


@cache
def _book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file, data_only=True)
