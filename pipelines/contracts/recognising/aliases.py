"""Which heading means which column: one table of aliases per dataset, read from `aliases/<dataset>.csv`.

A row whose column the dataset does not have teaches a new numeric column; a row without a column names a
heading that is known and never kept. What does not belong here: choosing a dataset for a sheet (by_headings).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.groups import is_neutral, is_whole
from pipelines.contracts.recognising.own_tables import AliasFault, alias_tables, rows_of
from pipelines.contracts.recognising.own_words import FILE as OF_WORDS
from pipelines.contracts.recognising.own_words import OwnWords, read_own_words
from pipelines.ingest.fold import bare, fold
from pipelines.sentences import Sentence

STAGE_MARK = "{stage}"
LIMIT = re.compile(r"\(([0-9]+(?:\.[0-9]+)?)分?\)(?:\([必选]填项?\)|\*)?$")
"""The number in brackets behind a heading, before the mark of a template."""
REMEMBERED = 4096
"""Heading paths whose meaning is kept: the files of a county bear the same few."""
EXPECTED = Sentence("heading,column,unit_factor,first_year,last_year：表头、列名、换算、首末学年")
Path_ = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """One way a heading is written.

    Attributes:
        path: its words from top to bottom, folded.
        column: the column it means; empty for a heading that is known and not kept.
        unit_factor: what a cell is multiplied with to land in the column's unit.
        first_year, last_year: the school years in which it was seen, open where None.
        stage: where the heading names a stage: it means the column only on a sheet of that stage.
        line: where it stands in the dataset's table; None for the heading that the dataset itself prescribes.
    """

    path: Path_
    column: str
    unit_factor: float = 1.0
    first_year: int | None = None
    last_year: int | None = None
    stage: str | None = None
    line: int | None = None

    @property
    def names_its_unit(self) -> bool:
        """Whether its heading has a unit in brackets, which its factor is for."""
        return self.path[-1] != bare(self.path[-1])

    def suits(self, school_year: int | None, stage: str | None) -> bool:
        """Whether it holds in a school year and on a sheet of a stage.

        What is unknown does not exclude it.
        """
        if school_year is not None and not (self.first_year or 0) <= school_year <= (
            self.last_year or school_year
        ):
            return False
        return None in (stage, self.stage) or stage == self.stage


class Aliases:
    """All headings of one dataset."""

    def __init__(self, dataset: Dataset, taught: Iterable[Alias], own_words: OwnWords) -> None:
        self.dataset, self.own_words = dataset, own_words
        own = [Alias((fold(column.heading),), name) for name, column in dataset.columns.items()]
        self._by_path: dict[Path_, list[Alias]] = {}
        for alias in (*own, *taught):
            self._by_path.setdefault(alias.path, []).append(alias)
        self._remembered = lru_cache(REMEMBERED)(self._find)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every heading, as `bare` leaves it."""
        return frozenset(bare(word) for path in self._by_path for word in path)

    @property
    def headings(self) -> Mapping[str, Sequence[Alias]]:
        """Every heading as one text, joined by `>`."""
        return {">".join(path): aliases for path, aliases in self._by_path.items()}

    def is_taught(self, column: str) -> bool:
        """Whether a column exists only because an alias row names it."""
        return column not in self.dataset.columns

    def find(self, path: Path_, school_year: int | None, stage: str | None) -> Alias | None:
        """The alias of a heading path: with its unit first, then without.

        What stands below a group belongs to the group, so an alias names the whole path; only neutral groups
        (`codes/group_words.csv`) may stand above it. The total of a group, and a column that bears its name,
        stand for the whole.
        """
        return self._remembered(path, school_year, stage)

    def _find(self, path: Path_, school_year: int | None, stage: str | None) -> Alias | None:
        if not self.knows(path[-1]):
            return None
        for start in range(len(path)):
            if start and not is_neutral(path[start - 1]):
                break
            for variant in self._variants(path[start:]):
                for alias in self._by_path.get(variant, ()):
                    if alias.suits(school_year, stage):
                        return alias
        return None

    def knows(self, word: str) -> bool:
        """Whether any heading may end in a word: most do not, and a sheet is held against every dataset."""
        known = bare(word)
        return (
            known in self.words
            or is_whole(known)
            or (self.dataset.across is not None and bare(LIMIT.sub("", known)) in self.words)
        )

    def _variants(self, path: Path_) -> list[Path_]:
        plain = tuple(word.lstrip("#") for word in path)
        variants = [plain, tuple(bare(word) for word in path)]
        if len(path) > 1 and (is_whole(variants[1][-1]) or variants[1][-1] == variants[1][-2]):
            variants += self._variants(path[:-1])
        if self.dataset.across:
            variants.append((*variants[1][:-1], bare(LIMIT.sub("", variants[1][-1]))))
        return variants


class AliasBook:
    """The headings of every dataset that is told by headings."""

    def __init__(self, taught: Mapping[str, Iterable[Alias]], own_words: OwnWords) -> None:
        self.of = {
            name: Aliases(dataset, taught.get(name, ()), own_words)
            for name, dataset in DATASETS.items()
            if not dataset.is_composed
        }
        self.words = frozenset[str]().union(*(aliases.words for aliases in self.of.values()))

    @classmethod
    def load(cls, *directories: Path) -> AliasBook:
        """The book of directories with one `<dataset>.csv` for each dataset that has aliases.

        Where two say what one heading means, the earlier directory does. `words.csv` beside them says how
        cells are filled in (own_words).

        Raises:
            AliasFault: a file is named for no dataset, or a row cannot be read.
        """
        taught: dict[str, list[Alias]] = {}
        tables = (path for folder in directories for path in alias_tables(folder))
        for path in (path for path in tables if path.name != OF_WORDS):
            if path.stem not in DATASETS:
                raise AliasFault(
                    path,
                    1,
                    Sentence("没有叫“{stem}”的数据集", stem=path.stem),
                    Sentence("数据集的英文名，见 raw/README.md"),
                )
            for number, row in enumerate(rows_of(path), start=2):
                try:
                    taught.setdefault(path.stem, []).extend(_aliases(row, number))
                except (KeyError, ValueError, AttributeError, TypeError) as error:
                    raise AliasFault(
                        path, number, Sentence("读不懂（{error}）", error=error), EXPECTED
                    ) from error
        return cls(taught, read_own_words(directories))


def _aliases(row: Mapping[str, str], line: int) -> list[Alias]:
    """The aliases of one line: one per stage where the heading names the sheet's stage."""
    heading = fold(row["heading"])
    if not heading:
        raise ValueError("the heading is empty")
    stages: Sequence[str | None] = canonical("stage") if STAGE_MARK in heading else (None,)
    return [
        Alias(
            path=tuple(word.lstrip("#") for word in heading.replace(STAGE_MARK, stage or "").split(">")),
            column=(row.get("column") or "").strip(),
            unit_factor=float(row.get("unit_factor") or 1),
            first_year=int(row["first_year"]) if row.get("first_year") else None,
            last_year=int(row["last_year"]) if row.get("last_year") else None,
            stage=stage,
            line=line,
        )
        for stage in stages
    ]
