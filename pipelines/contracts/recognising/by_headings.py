"""What a sheet is: the dataset whose headings it bears, and which of its columns is which.

What does not belong here: reading cells (typed_rows), judging rows (judging).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.aliases import LIMIT, Alias, AliasBook, Aliases
from pipelines.contracts.recognising.by_labels import CellRule
from pipelines.ingest.fold import bare, fold, same_unit, unit_of, units_named
from pipelines.ingest.headings import Heading, HeadingBlock, Rank, find_headings
from pipelines.ingest.model import Sheet

RECOGNISED = 0.5
"""Share of a dataset's required columns that a sheet must show to be taken for it."""
SAME_KIND = (
    frozenset(("元", "千元", "万元", "亿元")),
    frozenset(("m2", "亩", "公顷")),
    frozenset(("人", "万人")),
)
"""Units that measure the same thing: confusing two of them makes a figure wrong by orders of magnitude."""


@dataclass(frozen=True, slots=True)
class Match:
    """A column of a sheet that is known.

    Attributes:
        heading: where it stands and how it is written.
        column: the column's name.
        factor: what its cells are multiplied with.
        limit: the number in brackets behind the heading, where the dataset gives it a meaning.
        by: what says so: an alias, or the rule that led to a cell; None for what nothing needs to say.
    """

    heading: Heading
    column: str
    factor: float = 1.0
    limit: float | None = None
    by: Alias | CellRule | None = None


@dataclass(slots=True)
class Recognised:
    """A sheet with its dataset, its heading and what each column is.

    Attributes:
        matches: the known columns that are kept.
        stage: the stage that the sheet's name or title says for all its rows; None where a column says it.
        unknown: headings no alias knows.
        not_kept: headings that are known and never kept, such as names of persons.
        wrong_unit: headings known, but in a unit no alias converts, with the unit found and the unit of the
            column.
        elsewhere: columns that another sheet holds of the same table.
    """

    dataset: Dataset
    block: HeadingBlock
    matches: list[Match] = field(default_factory=list)
    stage: str | None = None
    unknown: list[Heading] = field(default_factory=list)
    not_kept: list[tuple[Heading, Alias]] = field(default_factory=list)
    wrong_unit: list[tuple[Heading, str, str]] = field(default_factory=list)
    elsewhere: frozenset[str] = frozenset()

    @property
    def columns(self) -> dict[str, list[Match]]:
        """The matches of each column; more than one is a fault."""
        found: dict[str, list[Match]] = {}
        for match in self.matches:
            found.setdefault(match.column, []).append(match)
        return found

    def is_measure(self, column: str) -> bool:
        """Whether a column holds figures; those that only an alias row teaches do."""
        known = self.dataset.columns.get(column)
        return known is None or known.is_measure

    @property
    def missing(self) -> list[str]:
        """Required columns that no heading names."""
        return [
            name
            for name, column in self.dataset.columns.items()
            if column.required
            and name not in self.columns
            and name not in self.elsewhere
            and not (column.from_title and self.stage)
        ]


def recognise(sheet: Sheet, book: AliasBook, school_year: int | None) -> Recognised | None:
    """The dataset of a sheet and the meaning of its columns; None when no dataset's headings are there."""
    known = [one for one in book.of.values() if sheet.cell_rows or not one.dataset.is_form]

    def rank(headings: Sequence[Heading]) -> Rank:
        return max((_rank(aliases, headings, school_year) for aliases in known), default=(0, 0))

    block = find_headings(sheet.grid, book.words, rank)
    if block is None:
        return None
    # a group row above the best rows may have changed what the paths mean: the dataset is told by the leaves
    leaves = [Heading(heading.index, heading.path[-1:], heading.text) for heading in block.headings]
    aliases = max(
        known,
        key=lambda one: max(_rank(one, block.headings, school_year), _rank(one, leaves, school_year)),
    )
    found = Recognised(aliases.dataset, block)
    found.stage = _stage_of(sheet, block, aliases)
    _match(found, aliases, sheet, school_year)
    return found


def _rank(aliases: Aliases, headings: Sequence[Heading], school_year: int | None) -> Rank:
    """How many columns are known, and the share of the required ones; nothing below `RECOGNISED`.

    A form requires next to nothing: it is told by any of its quantities.
    """
    found = {
        alias.column for h in headings if (alias := aliases.find(h.path, school_year, None)) and alias.column
    }
    columns = aliases.dataset.columns
    required = {name for name, column in columns.items() if column.required}
    share = len(found & required) / len(required) if required else 1.0
    told = any(column in columns and columns[column].is_measure for column in found)
    if share < RECOGNISED or (aliases.dataset.is_form and not told):
        return (0, 0)
    return (len(found & columns.keys()), share)


def _stage_of(sheet: Sheet, block: HeadingBlock, aliases: Aliases) -> str | None:
    """The one stage that the sheet's name and the rows above its heading speak of.

    None when none or several.
    """
    words = " ".join([sheet.label, *block.titles])
    named = [stage for stage in canonical("stage") if stage in fold(words)]
    tells = any(column.from_title for column in aliases.dataset.columns.values())
    return named[0] if tells and len(named) == 1 else None


def _match(found: Recognised, aliases: Aliases, sheet: Sheet, school_year: int | None) -> None:
    units = frozenset[str]().union(*(units_named(title) for title in found.block.titles))
    for heading in found.block.headings:
        alias, unit, meant = _find(aliases, heading, units, school_year, found.stage)
        if alias is None:
            found.unknown.append(heading)
        elif unit and meant and confused(unit, meant):
            found.wrong_unit.append((heading, unit, meant))
        elif alias.column:
            limit = LIMIT.search(heading.path[-1]) if aliases.is_taught(alias.column) else None
            number = float(limit.group(1)) if limit else None
            found.matches.append(Match(heading, alias.column, alias.unit_factor, number, alias))
        else:
            found.not_kept.append((heading, alias))
    if any(column.from_title and name in found.columns for name, column in found.dataset.columns.items()):
        found.stage = None  # the rows say it themselves


def _find(
    aliases: Aliases, heading: Heading, units: frozenset[str], school_year: int | None, stage: str | None
) -> tuple[Alias | None, str | None, str | None]:
    """The alias of a heading, the unit it is written in and the unit it would land in without a factor."""
    alias = aliases.find(heading.path, school_year, stage)
    column = aliases.dataset.columns.get(alias.column) if alias else None
    if alias is None or column is None or column.unit is None:
        return alias, None, None
    meant, unit = same_unit(column.unit), unit_of(heading.text)
    kind = next((kind for kind in SAME_KIND if meant in kind), frozenset())
    beside = units & kind
    if unit is None and len(beside) == 1 and meant not in beside:
        # the unit stands above the table instead of in the heading
        unit = next(iter(beside))
        path = (*heading.path[:-1], f"{heading.path[-1]}({unit})")
        alias = aliases.find(path, school_year, stage) or alias
    converted = alias.path[-1] != bare(alias.path[-1])
    return alias, None if converted else unit, meant


def confused(unit: str, meant: str) -> bool:
    """Whether two units measure the same thing on different scales."""
    return unit != meant and any({unit, meant} <= kind for kind in SAME_KIND)
