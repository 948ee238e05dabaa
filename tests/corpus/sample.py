"""What a sample file is, and the rows most of them are made of; every school and person is invented.

What does not belong here: single traps (texts, headings, rows, cells, books).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

COUNTY, YEAR = "370399", 2024
SCHOOL, OTHER = "2137039901", "3137039902"
CLASS_HEADINGS = ("学校标识码", "学段", "年级", "班级", "学生数（人）")
CLASSES = (
    (SCHOOL, "小学", "一年级", "1班", "40"),
    (SCHOOL, "小学", "一年级", "2班", "41"),
    (SCHOOL, "小学", "二年级", "1班", "38"),
)
"""Three right rows of a class roster."""

Counts = tuple[str | None, int, int, int]
"""Of a sheet: its dataset, and how many rows are accepted, set aside, passed over."""
Place = tuple[str, int | None, str | None]
"""Of a finding: its rule, row and column."""


@dataclass(frozen=True)
class Sample:
    """One sample file and what must come of it.

    Attributes:
        name: the file's name in `raw/sample/`.
        zh, en: the trap, in a sentence.
        content: its bytes.
        sheets: what is expected of each sheet; empty when the file cannot be read.
        findings: every finding expected, in any order.
        lands: columns of the first accepted sheet with the values expected, row by row.
        state: whether the file is accepted.
        limit: the share of rows that may be set aside before the file is refused.
    """

    name: str
    zh: str
    en: str
    content: bytes
    sheets: Sequence[Counts] = ()
    findings: Sequence[Place] = ()
    lands: Mapping[str, Sequence[object]] = field(default_factory=dict)
    state: Literal["accepted", "refused"] = "accepted"
    limit: float = 1.0


def refused(name: str, zh: str, en: str, content: bytes, rule: str) -> Sample:
    """A file that cannot be read at all, for one reason."""
    return Sample(name, zh, en, content, findings=((rule, None, None),), state="refused")


def text(*rows: Sequence[object], separator: str = ",", newline: str = "\r\n") -> str:
    """Rows as the text of a file."""
    lines = (separator.join("" if cell is None else str(cell) for cell in row) for row in rows)
    return newline.join(lines) + newline


def class_text(*rows: Sequence[object], separator: str = ",", newline: str = "\r\n") -> str:
    """A class roster as text: its heading and rows, the three right ones when none are given."""
    return text(CLASS_HEADINGS, *(rows or CLASSES), separator=separator, newline=newline)
