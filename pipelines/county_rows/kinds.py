"""What a cell of a county's own row may hold, by the kind of its column.

What does not belong here: which columns a table has (open_tables).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from pipelines.sentences import Sentence

DAY = re.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
"""A spreadsheet that saves a CSV file writes 2025/6/30."""
WHOLE, NUMBER = re.compile("[-+]?[0-9]+"), re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
COUNTY, FINDING = re.compile("[0-9]{6}"), re.compile("[A-Z]{8}")
YES_OR_NO: Final = {"true": "true", "false": "false", "是": "true", "否": "false"}


def _day(text: str) -> str | None:
    found = DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _as(shape: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: text if shape.fullmatch(text) else None


Reader = Callable[[str], str | None]
READ: Final[Mapping[str, tuple[Reader, Sentence]]] = {
    "county": (_as(COUNTY), Sentence("6 位县代码")),
    "finding_number": (_as(FINDING), Sentence("反馈表或问题清单里的核实号，8 个字母")),
    "integer": (_as(WHOLE), Sentence("整数")),
    "double": (_as(NUMBER), Sentence("数")),
    "boolean": (lambda text: YES_OR_NO.get(text.lower()), Sentence("true 或 false")),
    "date": (_day, Sentence("日期，如 2025-06-30")),
}
"""How a cell is read (None: it cannot be), and what is expected; text is what it is."""
OPTIONAL = "optional"
"""Text that may be left out also where a table is no seed."""
TEXT: Final[tuple[Reader, Sentence]] = (lambda text: text, Sentence("文字"))


def read_cell(kind: str, text: str) -> str | None:
    """A cell as the registry takes it; None where it is not of its kind."""
    return READ.get(kind, TEXT)[0](text)


def expected(kind: str) -> Sentence:
    """What a column holds."""
    return READ.get(kind, TEXT)[1]
