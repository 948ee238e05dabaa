"""What became of files, out of the ledger and without reading them again.

Enough for the answer to a file in which nothing is to be mended: its sheets, their rows, and what was noted.
What does not belong here: files with faults, whose cells must be seen (folder reads them again).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.model import Finding

SHEETS = """
select file_id, sheet, dataset, state, rows_read, rows_accepted, rows_rejected, rows_passed_over
from store.ledger.sheet_version where file_id in (select unnest(?)) order by rowid
"""
NOTES = """
select file_id, rule, severity, found, expected, remedy, dataset, sheet, row_number, column_name
from store.ledger.finding where file_id in (select unnest(?)) order by finding_id
"""


def results_of(connection: duckdb.DuckDBPyConnection, file_ids: Sequence[str]) -> Mapping[str, FileResult]:
    """The result of each of these accepted versions, by its id; without the rows themselves.

    Args:
        connection: reads the landing store, attached as `store`.
        file_ids: accepted versions.
    """
    results = {file_id: FileResult([], [], "accepted") for file_id in file_ids}
    for file_id, sheet, dataset, state, read, accepted, rejected, passed in connection.execute(
        SHEETS, [list(file_ids)]
    ).fetchall():
        results[file_id].sheets.append(
            SheetResult(
                sheet,
                dataset,
                state,
                rows_read=read,
                rows_accepted=accepted,
                rows_rejected=rejected,
                rows_passed_over=passed,
            )
        )
    for file_id, rule, severity, found, expected, remedy, dataset, sheet, row, column in connection.execute(
        NOTES, [list(file_ids)]
    ).fetchall():
        results[file_id].findings.append(
            Finding(
                rule=rule,
                severity=severity,
                found=found,
                expected=expected,
                remedy=remedy,
                dataset=dataset,
                sheet=sheet,
                row=row,
                column=column,
            )
        )
    return results
