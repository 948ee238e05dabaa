"""What a county's ledger says to people: which files were refused, whether it is held, what lies elsewhere.

What does not belong here: how it is shown (command).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipelines.landing.clock import IS_BEHIND, WAS_AHEAD
from pipelines.landing.lying_elsewhere import RULE as MISPLACED_RULE
from pipelines.landing.not_read import HIDDEN, RESTLESS

REFUSED = """
select county_code, school_year, path, reason, received_at::text as received_at
from store.ledger.file_presence
where is_present and state = 'refused' and known_until = 'infinity'
order by county_code, school_year, path
"""
MISPLACED = """
select distinct coalesce(path, county_code) as path, found, remedy from store.ledger.finding
where
    list_contains($rules, rule)
    and run_id in (select refresh_id from store.ledger.refresh order by started_at desc limit 1)
order by path
"""
HELD = """
select county_code, missing, known from store.ledger.held
where refresh_id in (select refresh_id from store.ledger.refresh order by started_at desc limit 1)
order by county_code
"""
TOLD_OF_THE_COUNTY = [MISPLACED_RULE, HIDDEN, RESTLESS, WAS_AHEAD, IS_BEHIND]
"""The rules of what `junheng status` tells, though it is about no file that landed."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What is true of a county since it was last looked through.

    Attributes:
        refused: files that lie there and were refused: county_code, school_year, path, reason, received_at.
        held: that the county stays as it was: county_code, missing, known files; empty where it is not.
        misplaced: what is not read, because of where it lies or because it cannot be: path, found, remedy.
    """

    refused: list[Row] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)
    misplaced: list[Row] = field(default_factory=list)


def said_of(connection: duckdb.DuckDBPyConnection) -> Said:
    """What the ledger of the store `store` says."""
    return Said(
        refused=_rows(connection.execute(REFUSED)),
        held=_rows(connection.execute(HELD)),
        misplaced=_rows(connection.execute(MISPLACED, {"rules": TOLD_OF_THE_COUNTY})),
    )


def _rows(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    columns = [name for name, *_ in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
