"""What one file changes in the store: rows, ledger, findings, presence.

What does not belong here: which files there are and when a transaction ends (land), and what a file must look
like (contracts.check).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

import duckdb
import polars as pl

from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import without_numbers
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.discover import RawFile
from pipelines.ingest.model import Finding
from pipelines.landing.ledger import (
    FileVersion,
    KnownVersion,
    Place,
    file_id_of,
    finding_rows,
    known_versions,
    presence_record,
    version_record,
)
from pipelines.landing.pending import Pending
from pipelines.landing.report import CountyLanding, DatasetCounts
from pipelines.landing.store import transaction
from pipelines.local_time import local_time, zone_name


class _When(TypedDict):
    """What every entry of the ledger carries."""

    refresh_id: str
    now: datetime


class Intake:
    """Takes files into the store of a county for one refresh and counts what it did in `report`."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        report: CountyLanding,
        *,
        refresh_id: str,
        now: datetime,
        time_zone: ZoneInfo,
        hasher: Hasher,
    ) -> None:
        self._connection = connection
        self._pending = Pending()
        self.report = report
        self._now, self._time_zone, self._hasher = now, time_zone, hasher
        self._when = _When(refresh_id=refresh_id, now=now)
        self.known: dict[str, KnownVersion] = {}
        self._by_path: dict[tuple[str, int, str], list[str]] = defaultdict(list)
        self._first_seen: dict[tuple[str, int, str], datetime] = {}
        for version in known_versions(connection):
            self._remember(version)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything taken in, met again or marked inside is written, or nothing of it."""
        try:
            with transaction(self._connection):
                yield
                self._pending.write(self._connection)
        finally:
            self._pending.forget()

    def hold(self, county_code: str, *, missing: int, known: int) -> None:
        """Write down that a county is held as it was."""
        self._pending.record(
            "held",
            {
                "county_code": county_code,
                "noted_at": self._now,
                "refresh_id": self._when["refresh_id"],
                "missing": missing,
                "known": known,
            },
        )

    def version_of(self, file: RawFile, sha256: str, rules: str | None = None) -> FileVersion:
        """The version of this content at this path; content seen before keeps its first-seen time.

        It is a known one unless the content is new here, or was refused and `rules`, by which it would be
        read now, are others than those it was read with: what was accepted stays as it is.
        """
        return FileVersion(
            file_id=self._file_id(file, sha256, rules),
            county_code=file.county_code,
            school_year=file.school_year,
            path=file.relative,
            provider=file.provider,
            sha256=sha256,
            size_bytes=file.size,
            modified_at=datetime.fromtimestamp(file.modified_at, UTC).replace(tzinfo=None),
            first_seen=self._first_seen.get((file.county_code, file.school_year, sha256), self._now),
            path_shown=without_numbers(file.relative, self._hasher),
            provider_shown=without_numbers(file.provider, self._hasher),
            rules=rules,
        )

    def _file_id(self, file: RawFile, sha256: str, rules: str | None) -> str:
        place = (file.county_code, file.school_year, file.relative)
        readings = [one for one in map(self.known.get, self._by_path[place]) if one and one.sha256 == sha256]
        accepted = [one for one in readings if one.state == "accepted"]
        stands = accepted or [one for one in readings if one.rules == rules]
        if stands:
            return stands[0].file_id
        return file_id_of(*place, sha256, rules if readings else None)

    def meet_again(self, file_id: str) -> None:
        """A version the ledger knows: unchanged, or back after it had been replaced or taken away."""
        self.report.files_unchanged += 1
        self._stand(self.known[file_id])

    def take_in(self, version: FileVersion, result: FileResult) -> None:
        """A version that is new: its rows land if it is accepted, what is said about it in any case."""
        accepted = result.state == "accepted"
        known = KnownVersion(
            version.file_id, version.county_code, version.school_year, version.path, version.sha256,
            result.state, version.first_seen, present=False, rules=version.rules,
        )  # fmt: skip
        reason = result.reason and without_numbers(result.reason, self._hasher)
        record = version_record(version, **self._when, state=result.state, reason=reason)
        self._pending.record("file_version", record)
        self._remember(known)
        still_standing = self._stand(known)
        for sheet in result.sheets:
            self._write_sheet(version, sheet, keep_rows=accepted)
        stale = [_stale(former, self._time_zone) for former in still_standing]
        self.note(version.place, [*result.findings, *stale])
        self.report.files_new += accepted
        self.report.files_refused += not accepted

    def note(self, place: Place, findings: Iterable[Finding]) -> None:
        """Write findings down."""
        rows = finding_rows(place, findings, **self._when, hasher=self._hasher)
        self.report.findings += rows.height
        if rows.height:
            self._pending.frame("finding", rows)

    def mark(self, version: KnownVersion, *, present: bool) -> None:
        """Note that a version has come or gone."""
        self._pending.record("presence", presence_record(version.file_id, present, **self._when))
        self.known[version.file_id] = replace(version, present=present)

    def _remember(self, version: KnownVersion) -> None:
        self.known[version.file_id] = version
        self._by_path[(version.county_code, version.school_year, version.path)].append(version.file_id)
        content = (version.county_code, version.school_year, version.sha256)
        self._first_seen[content] = min(version.first_seen, self._first_seen.get(content, version.first_seen))

    def _stand(self, version: KnownVersion) -> list[KnownVersion]:
        """Let a version stand at its path; returns the accepted ones that stay beside a refused one.

        An accepted content withdraws every former one (datasets.md, in force 3), a refused content only
        former refused ones (in force 4).
        """
        still_standing = []
        for file_id in self._by_path[(version.county_code, version.school_year, version.path)]:
            former = self.known[file_id]
            if not former.present or former.file_id == version.file_id:
                continue
            if version.state == "refused" and former.state == "accepted":
                still_standing.append(former)
            else:
                self.mark(former, present=False)
        if not version.present:
            self.mark(version, present=True)
        return still_standing

    def _write_sheet(self, version: FileVersion, sheet: SheetResult, *, keep_rows: bool) -> None:
        counts = {
            "rows_read": sheet.rows_read,
            "rows_accepted": sheet.rows_accepted,
            "rows_rejected": sheet.rows_rejected,
            "rows_passed_over": sheet.rows_passed_over,
        }
        where = {"file_id": version.file_id, "sheet": sheet.sheet, "dataset": sheet.dataset}
        self._pending.record(
            "sheet_version", {**where, **counts, "state": sheet.state, "reason": sheet.reason}
        )
        origin = [pl.lit(version.file_id).alias("file_id"), pl.lit(sheet.sheet).alias("sheet")]
        if sheet.rejected.height:
            dataset = pl.lit(sheet.dataset, dtype=pl.String).alias("dataset")
            self._pending.frame("rejected_row", sheet.rejected.with_columns(*origin, dataset))
        if sheet.dataset is None or not keep_rows:
            return
        self._count(sheet.dataset, sheet)
        for column, cell in sheet.cells.items():
            place = {"cell_sheet": cell.sheet, "cell_row": cell.row + 1, "cell": cell.shown}
            self._pending.record("form_cell", {**where, "column_name": column, **place})
        folder = [
            pl.lit(version.county_code).alias("county_code"),
            pl.lit(version.school_year).alias("school_year"),
        ]
        for schema, rows in (("landing", sheet.accepted), ("aside", sheet.unknown)):
            if rows.height:
                self._pending.rows(f"{schema}.{sheet.dataset}", rows.with_columns(*origin, *folder))

    def _count(self, dataset: str, sheet: SheetResult) -> None:
        counts = self.report.datasets.setdefault(dataset, DatasetCounts())
        counts.files += 1
        counts.rows_read += sheet.rows_read
        counts.rows_accepted += sheet.rows_accepted
        counts.rows_rejected += sheet.rows_rejected
        counts.rows_passed_over += sheet.rows_passed_over


def _stale(former: KnownVersion, time_zone: ZoneInfo) -> Finding:
    """What a refused file leaves standing (datasets.md, in force 4)."""
    since = f"{local_time(former.first_seen, time_zone)}（{zone_name(time_zone)}）"
    return Finding(
        rule="stale",
        severity="warn",
        found=f"文件 {former.path} 的新内容被退回，继续采用 {since}首次收到的内容，数据可能已过时",
        expected="合格的新内容",
        remedy="请按退回原因改正后重新报送，改正后的文件会自动替换旧内容。",
    )
