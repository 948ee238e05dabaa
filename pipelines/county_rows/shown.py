"""Rows of the program that stand in a county's workbook to be changed: the mark they bear there.

Such a row says nothing as long as it is as it was shown, so a later program's value takes its place; once a
cell of it is changed, it is the county's. The mark holds whose row it would be and a digest of what was
shown. What does not belong here: which rows are shown (founding), and which of them count (taking).
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from pipelines.county_rows.open_tables import COUNTY, Cells

WORD: Final = "#自带"
MARK: Final = re.compile(rf"{WORD}\s*([0-9]{{6}})\s*([0-9a-f]{{8}})")


def marked(county_code: str, cells: Cells) -> str:
    """What stands in the county's column of a row that is shown."""
    return f"{WORD} {county_code} {_digest(cells)}"


def county_of(mark: str) -> str | None:
    """Whose the row would be; None where the cell is no mark."""
    found = MARK.fullmatch(mark)
    return found[1] if found else None


def is_as_shown(mark: str, cells: Cells) -> bool:
    """Whether nothing in the row was changed since."""
    found = MARK.fullmatch(mark)
    return found is not None and found[2] == _digest(cells)


def _digest(cells: Cells) -> str:
    """The same however the columns are ordered, and whatever blank ones come to stand beside them."""
    said = sorted(f"{name}\x1f{cell}" for name, cell in cells.items() if cell and name != COUNTY)
    return hashlib.sha256("\x1e".join(said).encode()).hexdigest()[:8]
