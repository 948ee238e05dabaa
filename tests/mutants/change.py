"""A change of a right file, and what must come of it.

What does not belong here: the kinds of change (of_*), judging what came (judge).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.mutants.bases import Base
from tests.mutants.page import Page


@dataclass(frozen=True)
class Change:
    """A changed file.

    Attributes:
        wording: which of the ways of the kind.
        pages: its sheets.
        right: the sheets whose rows it must land with, where they are not those of the unchanged file.
        is_wrong: whether nothing of what is changed can be read, so that it must be told whatever lands.
        page: the sheet that is changed.
        row: the row that is changed, as the sender counts it.
        column: the heading that is changed.
        formats: the formats that can carry it, where the pages do not tell.
    """

    wording: str
    pages: Sequence[Page]
    right: Sequence[Page] | None = None
    is_wrong: bool = False
    page: int = 0
    row: int | None = None
    column: str | None = None
    formats: Sequence[str] = ()


Maker = Callable[[Base], Iterator[Change]]
KINDS: dict[str, Maker] = {}
"""Every kind of change by its name, with what makes it of a base; nothing where a base cannot have it."""


def kind(name: str) -> Callable[[Maker], Maker]:
    """Enter a kind of change."""

    def entered(maker: Maker) -> Maker:
        assert name not in KINDS, name
        KINDS[name] = maker
        return maker

    return entered


def table_kind(name: str) -> Callable[[Maker], Maker]:
    """Enter a kind of change that only a table can have."""

    def entered(maker: Maker) -> Maker:
        kind(name)(lambda base: maker(base) if base.top is not None else iter(()))
        return maker

    return entered


def put(base: Base, page: Page, at: int = 0) -> list[Page]:
    """The sheets of a base with one of them changed."""
    return [page if number == at else one for number, one in enumerate(base.pages)]


def renamed(base: Base, at: int, heading: str) -> Page:
    """The table of a base with another heading of a column."""
    assert base.top is not None
    return base.page.with_cell(base.top, at, heading)


def scaled(page: Page, base: Base, places: Sequence[int], factor: float) -> Page:
    """The page of a table with the figures of some columns in another unit."""
    rows = [
        [
            round(cell * factor, 6) if column in places and isinstance(cell, int | float) else cell
            for column, cell in enumerate(row)
        ]
        if at >= base.first
        else row
        for at, row in enumerate(page.rows)
    ]
    return replace(page, rows=rows)
