"""What the ledger remembers, read and written: file versions, their presence, findings.

What does not belong here: reading files, and deciding which version is in force (dbt does, from this).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import duckdb
import polars as pl

from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.persons.marks import told_without_numbers, without_numbers
from pipelines.ingest.model import Finding

FINDING_TYPES: dict[str, type[pl.DataType] | pl.DataType] = {
    **dict.fromkeys(("finding_id", "run_id", "file_id", "county_code"), pl.String),
    "school_year": pl.Int64,
    **dict.fromkeys(("path", "dataset", "sheet"), pl.String),
    "row_number": pl.Int64,
    **dict.fromkeys(("column_name", "rule", "severity", "found", "expected", "message", "remedy"), pl.String),
    "found_at": pl.Datetime("us"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding is about: a file version, a path that could not be read, or a whole county."""

    county_code: str
    school_year: int | None = None
    path: str | None = None
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One content at one path; `path` is relative to its school year's folder, times are naive UTC.

    `rules` is the hash of the rules it was read with; None where nothing was read. `path_shown` and
    `provider_shown` are what is published and sent: without numbers of persons.
    """

    file_id: str
    county_code: str
    school_year: int
    path: str
    provider: str
    sha256: str
    size_bytes: int
    modified_at: datetime
    first_seen: datetime
    path_shown: str
    provider_shown: str
    rules: str | None = None

    @property
    def place(self) -> Place:
        """Where findings about this version point."""
        return Place(self.county_code, self.school_year, self.path, self.file_id)


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A file version as the ledger knows it: whether it was accepted and whether it is there now."""

    file_id: str
    county_code: str
    school_year: int
    path: str
    sha256: str
    state: str
    first_seen: datetime
    present: bool
    rules: str | None = None

    @property
    def place(self) -> Place:
        """Where findings about this version point."""
        return Place(self.county_code, self.school_year, self.path, self.file_id)

    @property
    def speaks(self) -> bool:
        """Whether its rows may be in force: accepted and not withdrawn."""
        return self.present and self.state == "accepted"


def file_id_of(
    county_code: str, school_year: int, path: str, sha256: str, read_again_with: str | None = None
) -> str:
    """The identity of a file version: county, school year, path and content (datasets.md, in force 2).

    A content that was refused and is read again by other rules is a version of its own, so that what was
    known before stays as it was: the hash of these rules joins its identity.
    """
    parts = [county_code, str(school_year), path, sha256, *([read_again_with] if read_again_with else [])]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def known_versions(connection: duckdb.DuckDBPyConnection) -> list[KnownVersion]:
    """Every file version of the ledger, oldest first."""
    rows = connection.execute("""
        select file_id, county_code, school_year, path, sha256, state, first_seen, is_present, rules
        from store.ledger.file_presence
        where known_until = 'infinity'
        order by received_at, path
    """).fetchall()
    return [KnownVersion(*row) for row in rows]


def version_record(
    version: FileVersion, *, refresh_id: str, now: datetime, state: str, reason: str | None
) -> dict[str, object]:
    """A new file version as a row of `file_version`."""
    return asdict(version) | {
        "received_at": now,
        "refresh_id": refresh_id,
        "state": state,
        "reason": reason,
    }


def presence_record(file_id: str, present: bool, *, refresh_id: str, now: datetime) -> dict[str, object]:
    """That a version appeared, came back or went away, as a row of `presence`."""
    return {"file_id": file_id, "noted_at": now, "present": present, "refresh_id": refresh_id}


def finding_rows(
    place: Place, findings: Iterable[Finding], *, refresh_id: str, now: datetime, hasher: Hasher
) -> pl.DataFrame:
    """Findings about one place as rows of `finding`, each once per refresh, without numbers of persons."""
    rows = {}
    if place.path:
        place = replace(place, path=without_numbers(place.path, hasher))
    for told in findings:
        finding = told_without_numbers(told, hasher)
        where = f"{place}|{finding.sheet}|{finding.row}|{finding.column}"
        identity = f"{refresh_id}|{where}|{finding.rule}|{finding.message}"
        finding_id = hashlib.sha256(identity.encode()).hexdigest()[:32]
        rows[finding_id] = (
            finding_id, refresh_id, place.file_id, place.county_code, place.school_year, place.path,
            finding.dataset, finding.sheet, finding.row, finding.column, finding.rule, finding.severity,
            finding.found, finding.expected, finding.message, finding.remedy, now,
        )  # fmt: skip
    return pl.DataFrame(list(rows.values()), schema=FINDING_TYPES, orient="row")
