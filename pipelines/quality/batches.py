"""What a suite is run on: which rows are the batch, and what else its SQL may read.

The tables of the attached file answer to `<schema>.<table>`. For the landing store there are two tables more:
`accepted_files` and `batch_volumes` (expectations/README.md); every expectation asks the first, so both are
made once. What does not belong here: what must hold.
"""

from __future__ import annotations

from datetime import date, datetime

from pipelines.quality.suites import Stage, Suite

ACCEPTED_FILES = """
create or replace temp table accepted_files as
from ledger.file_presence
where state = 'accepted' and known_from <= {known_on} and {known_on} < known_until
"""
BATCH_VOLUMES = """
create or replace temp table batch_volumes as
with batches as (
    select
        sheets.dataset, files.county_code, files.school_year, files.refresh_id,
        max(files.received_at) as received_at,
        sum(sheets.rows_accepted)::bigint as rows_accepted
    from ledger.sheet_version as sheets
    inner join accepted_files as files using (file_id)
    where sheets.state = 'accepted'
    group by all
)
select
    dataset, county_code, school_year, rows_accepted,
    lag(rows_accepted) over last_batches as rows_before
from batches
window last_batches as (partition by dataset, county_code, school_year order by received_at)
qualify received_at = max(received_at) over (partition by dataset, county_code, school_year)
"""
"""Rows of the newest batch of a dataset, county and school year, and of the one before it (null if none)."""
ROWS_PRESENT = (
    "select landed.* from landing.{table} as landed"
    " where landed.file_id in (select file_id from accepted_files where is_present)"
)
"""Rows that may be in force: of accepted files that have not been withdrawn."""
EVERY_ROW = "select * from marts.{table}"


def preparation(stage: Stage, known_on: datetime | None, today: date | None = None) -> list[str]:
    """What makes the tables of a stage, as known at a time (UTC without a zone), and says the day."""
    if stage == "marts":
        return [f"set variable today = date '{today}'" if today else "set variable today = null::date"]
    moment = f"timestamp '{(known_on or datetime.max).isoformat(sep=' ')}'"
    return [ACCEPTED_FILES.format(known_on=moment), BATCH_VOLUMES]


def batch_query(suite: Suite) -> str:
    """The query that gives a suite's batch."""
    return (ROWS_PRESENT if suite.stage == "landing" else EVERY_ROW).format(table=suite.table)
