"""How well headings suit each dataset: by how many of its columns they name, and of those it requires.

What does not belong here: finding the headings of a sheet (ingest.headings), what each of them means
(by_headings).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.contracts.recognising.aliases import AliasBook, Aliases, Path_
from pipelines.ingest.headings import Heading, Rank

RECOGNISED = 0.5
"""Share of a dataset's required columns that a sheet must show to be taken for it."""
REMEMBERED = 4096
"""Headings whose ranks are kept: the files of a county bear the same few."""
NOTHING: Rank = (0, 0)


class Ranking:
    """The datasets a sheet may be of.

    Args:
        book: which heading means what.
        school_year: tells which aliases hold; None when not known.
        with_forms: whether it may be a vertical form.
    """

    def __init__(self, book: AliasBook, school_year: int | None, *, with_forms: bool) -> None:
        self._book, self._school_year = book, school_year
        self._allowed = [with_forms or not one.dataset.is_form for one in book.of.values()]

    def rank(self, headings: Sequence[Heading]) -> Rank:
        """How well headings suit the dataset that they suit best."""
        return max(self._ranks(heading.path for heading in headings), default=NOTHING)

    def best(self, headings: Sequence[Heading]) -> Aliases:
        """The dataset that headings suit best.

        A group row above the best rows may have changed what the paths mean, so the leaves are asked too.
        """
        by_path = self._ranks(heading.path for heading in headings)
        by_leaf = self._ranks(heading.path[-1:] for heading in headings)
        ranked = zip(map(max, by_path, by_leaf), self._book.of.values(), self._allowed, strict=True)
        return max(ranked, key=lambda one: (one[2], one[0]))[1]

    def _ranks(self, paths: Iterable[Path_]) -> list[Rank]:
        found = _ranks(self._book, tuple(paths), self._school_year)
        return [rank if allowed else NOTHING for rank, allowed in zip(found, self._allowed, strict=True)]


@lru_cache(REMEMBERED)
def _ranks(book: AliasBook, paths: tuple[Path_, ...], school_year: int | None) -> list[Rank]:
    """For each dataset of a book how well headings suit it."""
    near: list[list[Path_]] = [[] for _ in book.of]
    for path in paths:
        for at in _knowing(book, path[-1]):
            near[at].append(path)
    return [_rank(*one, school_year) for one in zip(book.of.values(), near, strict=True)]


@lru_cache(REMEMBERED)
def _knowing(book: AliasBook, word: str) -> tuple[int, ...]:
    """Which datasets of a book know a heading that ends in a word; mostly none."""
    return tuple(at for at, aliases in enumerate(book.of.values()) if aliases.knows(word))


def _rank(aliases: Aliases, paths: Iterable[Path_], school_year: int | None) -> Rank:
    """How many columns are known, and the share of the required ones; nothing below `RECOGNISED`.

    A form requires next to nothing: it is told by any of its quantities.
    """
    found = {
        alias.column for path in paths if (alias := aliases.find(path, school_year, None)) and alias.column
    }
    columns = aliases.dataset.columns
    required = {name for name, column in columns.items() if column.required}
    share = len(found & required) / len(required) if required else 1.0
    told = any(column in columns and columns[column].is_measure for column in found)
    if share < RECOGNISED or (aliases.dataset.is_form and not told):
        return NOTHING
    return (len(found & columns.keys()), share)
