"""The fingerprint of everything that decides what a build comes to.

Equal fingerprints mean equal figures, so a night on which nothing changed needs no build. What does not
belong here: what is done when it differs (orchestration).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path

from pipelines.landing.store import read_store
from pipelines.settings import PACKAGE, Settings

ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars")
MADE_BY_TOOLS = {"target", "logs", "__pycache__"}
VERSIONS_KNOWN = """
select file_id, state, first_seen::text, is_present
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
"""What the last refresh said of whole counties and of files that could not be opened: readers see it."""


def fingerprint(settings: Settings, known_on: datetime | None) -> str:
    """The hash, in hex, of the ledger as known at a time, the registry, the gates, the code and its engines.

    Args:
        settings: where things are.
        known_on: UTC without a zone; None for now.

    Raises:
        StoreInUse: another program holds the landing store.
    """
    digest = hashlib.sha256(f"as known on {known_on}\n".encode())
    for engine in ENGINES:
        digest.update(f"{engine} {installed_version(engine)}\n".encode())
    for row in _ledger(settings, known_on):
        digest.update(row.encode())
    for folder in (settings.dbt_project, settings.expectations, settings.aliases, PACKAGE):
        for path in _files(folder):
            digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _ledger(settings: Settings, known_on: datetime | None) -> Iterator[str]:
    with read_store(settings) as connection:
        known = connection.execute(VERSIONS_KNOWN, {"known_on": known_on or datetime.max}).fetchall()
        said = [] if known_on else connection.execute(SAID_LAST).fetchall()
    for row in (*known, *said):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and MADE_BY_TOOLS.isdisjoint(parts) and not parts[-1].startswith("."):
            yield path
