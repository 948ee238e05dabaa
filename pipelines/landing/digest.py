"""The digest of what a county's ledger says: equal digests mean that equal figures come of it.

What does not belong here: what else decides what a build comes to (warehouse.fingerprint).
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime

import duckdb

from pipelines.landing.index import Index, counties_known
from pipelines.landing.store import counties_landed, read_store
from pipelines.landing.troubles import StoreTrouble
from pipelines.settings import Settings

VERSIONS_KNOWN = """
select file_id, state, rules, first_seen::text, is_present
from store.ledger.file_presence
where known_from <= $known_on and $known_on < known_until
order by all
"""
SAID_LAST = """
with last as (select refresh_id from store.ledger.refresh order by started_at desc limit 1)
select 'held', county_code, null from store.ledger.held where refresh_id in (from last)
union all
select distinct rule, path, message from store.ledger.finding where file_id is null and run_id in (from last)
order by all
"""
"""What the last refresh said of the whole county and of files that could not be opened: readers see it."""


def digests(settings: Settings, known_on: datetime | None = None) -> dict[str, str]:
    """The digest of every county that has landed.

    Of one whose store cannot be read it is the one it had, so that nothing is taken to have changed; empty
    where that is not known. That it cannot be read, the landing report says.
    """
    index = Index(settings)
    return {code: _digest(settings, index, code, known_on) for code in counties_known(settings, index)}


def is_anything_known(settings: Settings, moment: datetime) -> bool:
    """Whether any file of any county had been received by a moment (UTC without a zone)."""
    return any(_is_anything_known(settings, county_code, moment) for county_code in counties_landed(settings))


def digest_of(connection: duckdb.DuckDBPyConnection, known_on: datetime | None = None) -> str:
    """The hash, in hex, of the ledger of the store `store`: which versions are known, read how, and present.

    When it was looked at does not count.

    Args:
        connection: reads the store of one county, or several gathered.
        known_on: UTC without a zone; None for now.
    """
    known = connection.execute(VERSIONS_KNOWN, {"known_on": known_on or datetime.max}).fetchall()
    said = [] if known_on else connection.execute(SAID_LAST).fetchall()
    digest = hashlib.sha256()
    for row in (*known, *said):
        digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _digest(settings: Settings, index: Index, county_code: str, known_on: datetime | None) -> str:
    remembered = None if known_on else index.digest_now(county_code)
    if remembered is not None:
        return remembered
    try:
        with read_store(settings, county_code) as connection:
            return digest_of(connection, known_on)
    except StoreTrouble:
        return "" if known_on else index.digest_before(county_code)


def _is_anything_known(settings: Settings, county_code: str, moment: datetime) -> bool:
    asked = "select 1 from store.ledger.file_version where received_at <= ?"
    with suppress(StoreTrouble), read_store(settings, county_code) as connection:
        return connection.execute(asked, [moment]).fetchone() is not None
    return False
