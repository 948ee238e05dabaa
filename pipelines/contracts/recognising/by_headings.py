"""What a sheet is: the dataset whose headings it bears, and which of its columns is which.

What does not belong here: reading cells (typed_rows), judging rows (judging).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.aliases import LIMIT, Alias, AliasBook, Aliases
from pipelines.contracts.recognising.by_labels import CellRule
from pipelines.contracts.recognising.footnotes import has_footnote
from pipelines.contracts.recognising.own_words import OwnWords
from pipelines.contracts.recognising.ranking import Ranking
from pipelines.contracts.recognising.stated_units import StatedUnits
from pipelines.contracts.recognising.titles import stage_told
from pipelines.contracts.recognising.units import Doubt, unit_known
from pipelines.ingest.further_tables import tables
from pipelines.ingest.headings import Heading, HeadingBlock
from pipelines.ingest.model import Sheet


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
        titled: the words outside the table that may say of whose rows it is, the nearest first.
        unknown: headings no alias knows.
        not_kept: headings that are known and never kept, such as names of persons.
        without_total: columns that only parts of a group bear, with the headings of the parts.
        in_doubt: headings known, but not in which unit their figures are or what a footnote makes of them,
            with the column and the doubt.
        elsewhere: columns that another sheet holds of the same table.
        own_words: how the one who hands in fills in columns of words.
    """

    dataset: Dataset
    block: HeadingBlock
    matches: list[Match] = field(default_factory=list)
    stage: str | None = None
    titled: tuple[str, ...] = ()
    unknown: list[Heading] = field(default_factory=list)
    not_kept: list[tuple[Heading, Alias]] = field(default_factory=list)
    in_doubt: list[tuple[Heading, str, Doubt]] = field(default_factory=list)
    without_total: dict[str, list[Heading]] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    own_words: OwnWords = field(default_factory=dict)

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
        present = self.columns
        return [
            name
            for name, column in self.dataset.columns.items()
            if column.required
            and name not in present
            and name not in self.elsewhere
            and not (column.from_title and self.stage)
        ]


def recognise(sheet: Sheet, book: AliasBook, school_year: int | None) -> list[Recognised]:
    """The tables of a sheet, each with its dataset and the meaning of its columns; mostly one, or none."""
    ranking = Ranking(book, school_year, with_forms=bool(sheet.cell_rows))
    wide = {(area.top, area.left) for area in sheet.merged if area.right > area.left}
    # a text file tells nothing of it
    blocks = tables(sheet.grid, book.words, ranking.rank, lambda *place: sheet.is_text or place in wide)
    return [_table(sheet, block, ranking.best(block.headings), school_year) for block in blocks]


def _table(sheet: Sheet, block: HeadingBlock, aliases: Aliases, school_year: int | None) -> Recognised:
    stated = StatedUnits.of(sheet, block)
    titled = (*reversed(block.titles), sheet.label)
    found = Recognised(aliases.dataset, stated.block, titled=titled, own_words=aliases.own_words)
    if any(column.from_title for column in aliases.dataset.columns.values()):
        found.stage = stage_told(found.titled)
    _match(found, aliases, stated, school_year)
    found.without_total = _without_total(found, aliases, school_year)
    return found


def _match(found: Recognised, aliases: Aliases, stated: StatedUnits, school_year: int | None) -> None:
    for heading in found.block.headings:
        alias = aliases.find(heading.path, school_year, found.stage)
        if alias is None:
            found.unknown.append(heading)
            continue
        if not alias.column:
            found.not_kept.append((heading, alias))
            continue
        factor = _factor(found, alias, heading, stated)
        if isinstance(factor, Doubt):
            found.in_doubt.append((heading, alias.column, factor))
            continue
        limit = LIMIT.search(heading.path[-1]) if aliases.is_taught(alias.column) else None
        number = float(limit.group(1)) if limit else None
        found.matches.append(Match(heading, alias.column, factor, number, alias))
    if any(column.from_title and name in found.columns for name, column in found.dataset.columns.items()):
        found.stage = None  # the rows say it themselves


def _without_total(found: Recognised, aliases: Aliases, school_year: int | None) -> dict[str, list[Heading]]:
    """The columns named by groups of several columns of which none stands for the whole."""
    parts: dict[str, list[Heading]] = {}
    for heading in found.unknown:
        group = aliases.find(heading.path[:-1], school_year, found.stage) if len(heading.path) > 1 else None
        if group and group.column and group.column not in found.columns and found.is_measure(group.column):
            parts.setdefault(group.column, []).append(heading)
    return {column: headings for column, headings in parts.items() if len(headings) > 1}


def _factor(found: Recognised, alias: Alias, heading: Heading, stated: StatedUnits) -> float | Doubt:
    """What the cells of a column are multiplied with to stand in its unit; an alias may say it itself."""
    if has_footnote(heading, stated.lines):
        return Doubt("heading_with_footnote", ())
    column = found.dataset.columns.get(alias.column)
    meant = unit_known(column.unit) if column and column.unit else None
    if meant is None or alias.names_its_unit:
        return alias.unit_factor
    unit = stated.of_column(heading, meant)
    if isinstance(unit, Doubt):
        return unit
    return alias.unit_factor * ((unit.factor_to(meant) if unit else None) or 1.0)
