"""What became of files, out of the ledger and without reading them again.

Enough for the answer to a file in which nothing is to be mended: its sheets, their rows, and what was noted.
What does not belong here: files with faults, whose cells must be seen (folder reads them again).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.model import Finding

PARTS = ("rule", "severity", "found", "expected", "remedy", "dataset", "sheet", "row", "column")
"""The parts of a finding in the order in which queries ask for them."""
SHEETS = """
select file_id, sheet, dataset, state, rows_read, rows_accepted, rows_rejected, rows_passed_over
from store.ledger.sheet_version where file_id in (select unnest(?)) order by rowid
"""
LANDED = """
select
    file_id, finding_id, rule, severity, found, expected, remedy, dataset, sheet, row_number, column_name
from store.ledger.finding where file_id in (select unnest(?)) and rule <> 'withdrawn' order by finding_id
"""
"""A file that lies there has not been withdrawn, whatever was said before it came back."""


def results_of(connection: duckdb.DuckDBPyConnection, file_ids: Sequence[str]) -> Mapping[str, FileResult]:
    """What became of each of these accepted versions, by its id; without the rows and what was found.

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
    return results


def landed_findings(
    connection: duckdb.DuckDBPyConnection, file_ids: Sequence[str]
) -> Mapping[str, list[tuple[str, Finding]]]:
    """What was written down of these versions when they landed, each with its identity, by version.

    Args:
        connection: reads the landing store, attached as `store`.
        file_ids: versions that are there.
    """
    told: dict[str, list[tuple[str, Finding]]] = {file_id: [] for file_id in file_ids}
    for file_id, identity, *parts in connection.execute(LANDED, [list(file_ids)]).fetchall():
        told[file_id].append((identity, Finding(**dict(zip(PARTS, parts, strict=True)))))
    return told
