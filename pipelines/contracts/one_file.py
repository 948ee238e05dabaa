"""One file, step by step: its sheets told apart, read and judged, and what comes of the whole.

Each step takes what the steps before it gave and returns what it found. What does not belong here: opening
the file, and what happens when that fails (check).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.judging.faults import faults, groups_of_one_key, long_rows, taught_columns
from pipelines.contracts.judging.set_aside import (
    of_severity,
    rejected_rows,
    unreadable_share,
    without_doubtful_cells,
)
from pipelines.contracts.judging.unknown_rows import unknown_rows
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import named_without_numbers
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.contracts.recognising.composed import Composed, composed
from pipelines.contracts.recognising.side_by_side import SideBySide
from pipelines.contracts.recognising.typed_rows import TypedRows, typed_rows
from pipelines.contracts.recognising.whole_file import Form, Kind, PassedOver, Table, Unknown, kinds_of
from pipelines.contracts.result import FileResult, SheetResult, State
from pipelines.contracts.telling import column_faults, joined_sheets, title_faults
from pipelines.contracts.telling.comments import of_comments
from pipelines.contracts.telling.doubtful_rows import of_doubtful_rows
from pipelines.contracts.telling.form_cells import of_forms
from pipelines.contracts.telling.passed_over import of_parts, of_passed_over, rows_passed_over
from pipelines.contracts.telling.percentages import of_percentages
from pipelines.contracts.telling.row_faults import of_rows, too_many_rejected, too_many_unreadable
from pipelines.contracts.telling.serial_days import of_serial_days
from pipelines.contracts.telling.unfilled import of_template
from pipelines.contracts.telling.unrecognised import nothing_recognised, unclear_form, unrecognised
from pipelines.contracts.telling.unusual import of_unusual
from pipelines.ingest.model import Address, Finding, Sheet

FIRST_MONTH = 9
"""A school year begins on 1 September."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a file is checked by; see `check_file`."""

    county_code: str | None
    school_year: int | None
    book: AliasBook
    hasher: Hasher
    max_rejected_share: float


Place = tuple[int, int]
"""Which sheet of the file, and which table of the sheet."""


@dataclass(slots=True)
class Outcome:
    """What a step found: results by their place in the file, and what is to be told."""

    results: dict[Place, SheetResult] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


Placed = tuple[Place, TypedRows]
"""A table as it was read, with its place in the file."""


def check_sheets(sheets: Sequence[Sheet], conditions: Conditions) -> FileResult:
    """Check the sheets of one file; with any sheet refused, or none accepted, it is refused whole."""
    sheets = [named_without_numbers(sheet, conditions.hasher) for sheet in sheets]
    kinds = kinds_of(sheets, conditions.book, conditions.school_year)
    forms = _composed([kind.sheet for kind in kinds if isinstance(kind, Form)], conditions.school_year)
    met = [_met(kind, conditions.book, conditions.school_year) for kind in kinds]
    taken = [table for table in map(_taken, kinds, met) if table]
    titles = [title_faults.of_forms(one, conditions.school_year) for one in forms]
    # the rows that were put together come after all sheets
    rows = [(row, told) for one, told in zip(forms, titles, strict=True) for row in one.rows]
    placed = list(enumerate(rows, start=len(sheets)))
    met += [_met_together(at, *row, told) for at, (row, told) in placed]
    tables = [*taken, *(Table(at, *row) for at, (row, told) in placed if not _refused_by(told))]
    judged = [_judged(placed, conditions) for placed in _by_dataset(_read(tables, conditions.hasher))]
    outcomes = [*met, *judged]
    results = {at: result for outcome in outcomes for at, result in outcome.results.items()}
    for kind in kinds:
        if isinstance(kind, Table) and kind.beside:
            results.update(_parts(kind.beside, results[kind.at, 0]))
    findings = [
        *(finding for sheet in sheets for finding in sheet.findings),
        *(finding for outcome in met for finding in outcome.findings),
        *(finding for told in titles for finding in told),
        *(finding for one in forms for finding in of_forms(one)),
        *(finding for outcome in judged for finding in outcome.findings),
    ]
    whole = _whole([results[at] for at in sorted(results)], findings)
    return replace(whole, pages=sheets)


def _composed(forms: Sequence[Sheet], school_year: int | None) -> list[Composed]:
    """What rows can be put together out of the forms."""
    datasets = (dataset for dataset in DATASETS.values() if dataset.is_composed)
    return [one for dataset in datasets for one in composed(dataset, forms, school_year)] if forms else []


def _met(kind: Kind, book: AliasBook, school_year: int | None) -> Outcome:
    """What is told of a sheet before its rows are read, and its result where none are."""
    match kind:
        case PassedOver(at, sheet):
            return Outcome({(at, 0): SheetResult(sheet.name, None, "ignored")})
        case Unknown(at, sheet):
            refusing = unclear_form(sheet)
            finding = refusing or unrecognised(sheet, book)
            state: State = "refused" if refusing else "unrecognised"
            return Outcome({(at, 0): SheetResult(sheet.name, None, state, finding.message)}, [finding])
        case Table(at, sheet, found, part):
            told = [joined_sheets.side_by_side(kind.beside)] if kind.beside else []
            told += [joined_sheets.continued(sheet, found)] if kind.is_continuation else []
            faulty = [*title_faults.refusing(kind, school_year), *column_faults.refusing(kind)]
            refused: dict[Place, SheetResult] = {}
            if faulty:
                refused[at, part] = _result(sheet, found, "refused", faulty[0].message)
            noted = [*title_faults.noted(kind, school_year), *column_faults.unknown(kind)]
            return Outcome(refused, [*told, *faulty, *noted])
        case Form():
            return Outcome()


def _met_together(at: int, sheet: Sheet, found: Recognised, told: Sequence[Finding]) -> Outcome:
    """The result of a row that was put together out of forms one of which refuses; none else."""
    refusing = _refused_by(told)
    return Outcome({(at, 0): _result(sheet, found, "refused", refusing.message)} if refusing else {})


def _refused_by(told: Sequence[Finding]) -> Finding | None:
    """The first finding that refuses, if there is one."""
    return next((finding for finding in told if finding.severity == "refuse"), None)


def _taken(kind: Kind, met: Outcome) -> Table | None:
    """The sheet as a table whose rows are read; None where it is none, or was refused for its columns."""
    return kind if isinstance(kind, Table) and not met.results else None


def _read(tables: Iterable[Table], hasher: Hasher) -> list[Placed]:
    """The rows of the tables, numbered through the whole file."""
    placed: list[Placed] = []
    next_row_id = 0
    for table in tables:
        typed = typed_rows(table.sheet, table.found, hasher, next_row_id)
        next_row_id += typed.cells.height
        placed.append(((table.at, table.part), typed))
    return placed


def _by_dataset(placed: Iterable[Placed]) -> list[list[Placed]]:
    """The sheets of each dataset, because a key is unique in the file."""
    of: dict[str, list[Placed]] = {}
    for place, typed in placed:
        of.setdefault(typed.found.dataset.name, []).append((place, typed))
    return list(of.values())


def _judged(placed: Sequence[Placed], conditions: Conditions) -> Outcome:
    """Judge the rows of all sheets of one dataset together."""
    sheets = [typed for _, typed in placed]
    dataset = sheets[0].found.dataset
    rows = long_rows(sheets)
    broken = faults(sheets, rows, conditions.county_code, conditions.school_year)
    groups = groups_of_one_key(rows, broken, dataset)
    rows = without_doubtful_cells(rows, broken, dataset)
    aside, good = of_severity(broken, dataset, "set_aside"), rows
    if aside.height:
        good = rows.join(aside.select("row_id").unique(), on="row_id", how="anti", maintain_order="left")
    unknown = unknown_rows(rows, broken, dataset)
    outcome = Outcome()
    for place, typed in placed:
        mine, accepted, existing = (_of_sheet(typed, frame, sheets) for frame in (broken, good, unknown))
        outcome.findings += of_rows(typed, mine, groups, sheets) + of_percentages(typed)
        outcome.findings += of_unusual(typed, accepted) + title_faults.of_stages(typed)
        outcome.findings += of_serial_days(typed, accepted) + of_passed_over(typed)
        outcome.findings += of_doubtful_rows(typed) + of_comments(typed)
        result = _result(typed.sheet, typed.found, "accepted")
        if (rejecting := of_severity(mine, dataset, "set_aside")).height:
            result.rejected = rejected_rows(typed, rejecting)
        rejected = result.rejected
        result.accepted = _landing(accepted, typed.found, conditions)
        result.unknown = result.accepted.clear()
        if existing.height:
            result.unknown = _landing(existing, typed.found, conditions)
        result.rows_read = typed.cells.height + rows_passed_over(typed)
        result.rows_accepted = typed.cells.height - rejected.height
        result.rows_rejected, result.rows_passed_over = rejected.height, rows_passed_over(typed)
        refusing = of_template(typed) or of_parts(typed)
        if not refusing and rejected.height > conditions.max_rejected_share * typed.cells.height:
            refusing = too_many_rejected(typed, rejected.height, conditions.max_rejected_share)
        unread = unreadable_share(typed, of_severity(mine, dataset, "unknown"))
        if not refusing and unread and unread[1] > conditions.max_rejected_share * unread[2]:
            refusing = too_many_unreadable(typed, *unread, conditions.max_rejected_share)
        if refusing:
            outcome.findings.append(refusing)
            result.state, result.reason = "refused", refusing.message
            result.accepted, result.unknown = result.accepted.clear(), result.unknown.clear()
        outcome.results[place] = result
    return outcome


def _of_sheet(typed: TypedRows, frame: pl.DataFrame, sheets: Sequence[TypedRows]) -> pl.DataFrame:
    """What of a frame is about the rows of one sheet."""
    if len(sheets) == 1:
        return frame
    return frame.join(typed.cells.select("row_id"), on="row_id", how="semi", maintain_order="left")


def _landing(rows: pl.DataFrame, found: Recognised, conditions: Conditions) -> pl.DataFrame:
    """Rows as they land: where they stood, what they speak for, the dataset's columns, taught columns."""
    dataset = found.dataset
    scope = [
        pl.lit(conditions.county_code or ""),
        *_scope_year(dataset, conditions.school_year),
        *(pl.col(name).cast(pl.String) for name in dataset.scope),
    ]
    beside = taught_columns(dataset, rows)
    return rows.select(
        "row_number",
        pl.concat_str(scope, separator="|").alias("scope_key"),
        *dataset.landed_columns(),
        *(match.column for match in found.matches if match.column in beside),
    )


def _scope_year(dataset: Dataset, school_year: int | None) -> list[pl.Expr]:
    """The school year a row speaks for: its day's or the folder's; none where the scope names one."""
    if dataset.names_its_own_year:
        return []
    if dataset.dated_by is None:
        return [pl.lit(str(school_year or ""))]
    day = pl.col(dataset.dated_by)
    return [(day.dt.year() - (day.dt.month() < FIRST_MONTH).cast(pl.Int32)).cast(pl.String)]


def _result(sheet: Sheet, found: Recognised, state: State, reason: str | None = None) -> SheetResult:
    """The result of a recognised sheet, still without rows."""
    return SheetResult(
        sheet.name,
        found.dataset.name,
        state,
        reason,
        found=found,
        addresses=sheet.addresses,
        cells=_cells(sheet, found),
        left=sheet.left,
    )


def _cells(sheet: Sheet, found: Recognised) -> Mapping[str, Address]:
    """Where the cell of each known column stood, of a form or a row put together."""
    places = sheet.addresses
    if not places:
        return {}
    told = {match.column: places[match.heading.index] for match in found.matches}
    return {column: place for column, place in told.items() if place.row >= 0}


def _parts(beside: SideBySide, whole: SheetResult) -> Mapping[Place, SheetResult]:
    """The result of each of the sheets that make one table; the rows count once, for the first."""
    first, *others = beside.parts
    results = {(first.at, 0): replace(whole, found=first.of(beside.found), left=first.sheet.left)}
    for part in others:
        results[part.at, 0] = SheetResult(
            part.sheet.name,
            whole.dataset,
            whole.state,
            whole.reason,
            accepted=whole.accepted.clear(),
            found=part.of(beside.found),
            left=part.sheet.left,
        )
    return results


def _whole(results: list[SheetResult], findings: list[Finding]) -> FileResult:
    """What comes of the file as a whole."""
    refused = next((result for result in results if result.state == "refused"), None)
    if refused:
        return FileResult(results, findings, "refused", refused.reason)
    if any(result.state == "accepted" for result in results):
        return FileResult(results, findings, "accepted")
    finding = nothing_recognised()
    return FileResult(results, [*findings, finding], "refused", finding.message)
