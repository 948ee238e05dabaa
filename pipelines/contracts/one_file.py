"""One file on its way through: its sheets recognised and read, then judged together, dataset by dataset.

What does not belong here: opening the file, and what happens when that fails (check).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.judging import KEY_RULE, faults, long_rows, setting_aside, taught_columns
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.beside import SideBySide, elsewhere, side_by_side
from pipelines.contracts.recognising.composing import Composer, form_of, workbooks
from pipelines.contracts.recognising.continued import continued
from pipelines.contracts.recognising.continued import finding as continuation
from pipelines.contracts.recognising.recognise import Recognised, recognise
from pipelines.contracts.recognising.typed import Reading, read
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.contracts.telling import percentages, refusals
from pipelines.contracts.telling.set_aside import findings, rejected_rows
from pipelines.ingest.fold import fold
from pipelines.ingest.forms import unfolded
from pipelines.ingest.model import Finding, Sheet

FIRST_MONTH = 9
"""A school year begins on 1 September."""
TOP = 50
NEAR = 8
"""Sheets in which further columns of a table are looked for."""
PASSED_OVER_SHEETS = ("说明", "填报说明", "封面", "目录")


class OneFile:
    """One file on its way through; the arguments are those of `check_file`."""

    def __init__(
        self, county_code: str | None, school_year: int | None, book: AliasBook, hasher: Hasher, limit: float
    ) -> None:
        self._county_code, self._school_year, self._book = county_code, school_year, book
        self._hasher, self._limit = hasher, limit
        self._findings: list[Finding] = []
        self._results: dict[int, SheetResult] = {}
        self._readings: dict[str, list[tuple[int, Reading]]] = {}
        self._forms: list[Sheet] = []
        self._workbook: dict[int, list[tuple[int, Sheet]]] = {}
        self._known: dict[int, tuple[Sheet, Recognised | None] | None] = {}
        self._beside: dict[int, SideBySide] = {}
        self._next_row_id = 0
        self._before: Recognised | None = None

    def of(self, sheets: Sequence[Sheet]) -> FileResult:
        """Check the sheets of the file."""
        books: dict[str, list[tuple[int, Sheet]]] = {}
        for at, sheet in enumerate(sheets):
            self._workbook[at] = books.setdefault(sheet.prefix, [])
            self._workbook[at].append((at, sheet))
        for at, sheet in enumerate(sheets):
            self._findings += sheet.findings
            if not any(at == part.at for whole in self._beside.values() for part in whole.parts):
                self._meet(at, sheet)
        self._compose(len(sheets))
        for readings in self._readings.values():
            self._judge(readings)
        for at, whole in self._beside.items():
            self._results.update(whole.results(self._results[at]))
        results = [self._results[at] for at in sorted(self._results)]
        refused = [result for result in results if result.state == "refused"]
        if refused:
            return FileResult(results, self._findings, "refused", refused[0].reason)
        if not any(result.state == "accepted" for result in results):
            return self._nothing(results)
        return FileResult(results, self._findings, "accepted")

    def _nothing(self, results: list[SheetResult]) -> FileResult:
        reason = "文件中没有任何可以识别的数据表，整个文件退回。"
        remedy = "请按规定的表头整理后重新报送。"
        finding = Finding(rule="nothing_recognised", severity="refuse", message=reason, remedy=remedy)
        return FileResult(results, [*self._findings, finding], "refused", reason)

    def _meet(self, at: int, sheet: Sheet) -> None:
        """Recognise and read one sheet."""
        known = self._recognised(at, sheet)
        if known is None:
            self._results[at] = SheetResult(sheet.name, None, "ignored")
            return
        sheet, found = known
        if form_of(sheet) and (found is None or found.missing):
            # only a table that lacks nothing is one in spite of its name
            self._forms.append(sheet)
            return
        if whole := side_by_side((at, sheet), found, self._behind(at), self._book, self._school_year):
            self._beside[at] = whole
            self._findings.append(whole.finding)
            sheet, found = whole.sheet, whole.found
        if found is None and (found := continued(sheet, self._before)) is not None:
            self._findings.append(continuation(sheet, found))
        self._before = None if at in self._beside else found
        if found is None:
            finding = refusals.unrecognised(sheet, self._book)
            self._findings.append(finding)
            self._results[at] = SheetResult(sheet.name, None, "unrecognised", finding.message)
            return
        others = [one for place, one in self._workbook[at] if place != at] if found.missing else []
        wrong = refusals.of_columns(sheet, found, elsewhere(found, others, self._book, self._school_year))
        self._findings += wrong + refusals.unknown_columns(sheet, found)
        if wrong:
            self._results[at] = SheetResult(
                sheet.name,
                found.dataset.name,
                "refused",
                wrong[0].message,
                found=found,
                addresses=sheet.addresses,
                left=sheet.left,
            )
            return
        self._take(at, sheet, found)

    def _recognised(self, at: int, sheet: Sheet) -> tuple[Sheet, Recognised | None] | None:
        """A sheet as a table, and what it is, found out once; None for one that is passed over."""
        if at not in self._known:
            self._known[at] = None
            if fold(sheet.label) not in PASSED_OVER_SHEETS and not _is_blank(sheet):
                table = unfolded(sheet)
                self._known[at] = table, recognise(table, self._book, self._school_year)
        return self._known[at]

    def _behind(self, at: int) -> list[tuple[int, Sheet]]:
        """The sheets next behind one in its workbook that are no table of their own, for lack of columns."""
        behind: list[tuple[int, Sheet]] = []
        for place, one in self._workbook[at]:
            known = self._recognised(place, one) if place > at else None
            if known and (known[1] is None or known[1].missing) and not form_of(one):
                behind.append((place, known[0]))
        return behind[:NEAR]

    def _take(self, at: int, sheet: Sheet, found: Recognised) -> None:
        """Read a sheet whose columns are known."""
        reading = read(sheet, found, self._hasher, self._next_row_id)
        self._next_row_id += reading.cells.height
        self._readings.setdefault(found.dataset.name, []).append((at, reading))

    def _compose(self, at: int) -> None:
        """Put the rows together that stand in several sheets; they come after all sheets, `at` on."""
        for forms in workbooks(self._forms):
            for dataset in (one for one in DATASETS.values() if one.is_composed):
                composer = Composer(dataset, forms, self._school_year)
                for sheet, found in composer.rows():
                    self._take(at, sheet, found)
                    at += 1
                self._findings += composer.findings

    def _judge(self, placed: list[tuple[int, Reading]]) -> None:
        """Judge the rows of all sheets of one dataset together, because a key is unique in the file."""
        readings = [reading for _, reading in placed]
        rows = long_rows(readings)
        broken = faults(readings, rows, self._county_code)
        groups = _groups(rows, broken, readings[0].found)
        aside, good = setting_aside(broken, readings[0].found.dataset), rows
        if aside.height:
            good = rows.join(aside.select("row_id").unique(), on="row_id", how="anti", maintain_order="left")
        for at, reading in placed:
            mine, accepted = broken, good
            if len(placed) > 1:
                ids = reading.cells.select("row_id")
                mine, accepted = (
                    frame.join(ids, on="row_id", how="semi", maintain_order="left")
                    for frame in (broken, good)
                )
            self._findings += findings(reading, mine, groups, readings) + percentages.findings(reading)
            rejected = rejected_rows(reading, setting_aside(mine, reading.found.dataset))
            accepted = self._landing(accepted, reading.found)
            self._results[at] = self._result(reading, accepted, rejected)

    def _result(self, reading: Reading, accepted: pl.DataFrame, rejected: pl.DataFrame) -> SheetResult:
        data = reading.cells.height
        result = SheetResult(
            sheet=reading.sheet.name,
            dataset=reading.found.dataset.name,
            state="accepted",
            accepted=accepted,
            rejected=rejected,
            rows_read=data + reading.passed_over,
            rows_accepted=data - rejected.height,
            rows_rejected=rejected.height,
            rows_passed_over=reading.passed_over,
            found=reading.found,
            addresses=reading.sheet.addresses,
            left=reading.sheet.left,
        )
        if data and rejected.height / data > self._limit:
            finding = refusals.too_many_rejected(
                reading.sheet, reading.found, rejected.height, data, self._limit
            )
            self._findings.append(finding)
            result.state, result.reason, result.accepted = "refused", finding.message, accepted.clear()
        return result

    def _landing(self, rows: pl.DataFrame, found: Recognised) -> pl.DataFrame:
        """Rows as they land: where they stood, what they speak for, the dataset's columns, taught columns."""
        dataset = found.dataset
        scope = [
            pl.lit(self._county_code or ""),
            *self._scope_year(dataset),
            *(pl.col(name).cast(pl.String) for name in dataset.scope),
        ]
        beside = taught_columns(dataset, rows)
        taught = [match.column for match in found.matches if match.column in beside]
        return rows.select(
            "row_number",
            pl.concat_str(scope, separator="|").alias("scope_key"),
            *dataset.landed_columns(),
            *taught,
        )

    def _scope_year(self, dataset: Dataset) -> list[pl.Expr]:
        """The school year a row speaks for: its day's or the folder's; none where the scope names one."""
        if dataset.names_its_own_year:
            return []
        if dataset.dated_by is None:
            return [pl.lit(str(self._school_year or ""))]
        day = pl.col(dataset.dated_by)
        return [(day.dt.year() - (day.dt.month() < FIRST_MONTH).cast(pl.Int32)).cast(pl.String)]


def _is_blank(sheet: Sheet) -> bool:
    grid = sheet.grid
    if grid.is_empty() or not grid.width:
        return True
    # nearly every sheet has something near its top
    return all(
        not part.select(pl.any_horizontal(pl.all().str.contains(r"\S").any())).item()
        for part in (grid.head(TOP), grid.slice(TOP))
    )


def _groups(rows: pl.DataFrame, broken: pl.DataFrame, found: Recognised) -> Mapping[int, Sequence[int]]:
    """For each row whose key stands more than once: the `row_id`s of all rows with its key."""
    doubled = broken.filter(pl.col("rule") == KEY_RULE).select("row_id")
    if doubled.is_empty():
        return {}
    keyed = (
        rows.join(doubled, on="row_id", how="semi")
        .group_by(found.dataset.key or pl.lit(True))
        .agg(pl.col("row_id").unique().sort())
    )
    return {one: ids for ids in keyed["row_id"].to_list() for one in ids if len(ids) > 1}
