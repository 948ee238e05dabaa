"""What a document says, before it is a document of any kind: titles, texts, tables and pictures, in order.

What does not belong here: how they look on paper (as_docx, as_pdf).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `tone` is the verdict whose colour it has, which never stands without a word."""

    text: str
    tone: str | None = None


@dataclass(frozen=True)
class Title:
    """The title of the document and the line below it."""

    text: str
    under: str


@dataclass(frozen=True)
class Heading:
    """The heading of a part, or of a piece of one (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph; a note is smaller than what is said."""

    text: str
    is_note: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its headings stand on every page, its widths are shares of the page.

    Attributes:
        headings: of the columns.
        widths: of the columns, against each other.
        rows: cells, as many as there are headings.
        centred: columns whose texts are short and stand in the middle.
    """

    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    centred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Picture:
    """A drawing as PNG and what it shows, for those who cannot see it."""

    png: bytes
    told: str


Block = Title | Heading | Text | Table | Picture
