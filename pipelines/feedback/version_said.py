"""What a version says of files: what showed when figures were put together, what is acknowledged.

What does not belong here: what each file says of itself (receipts, and checking it again).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import duckdb

from pipelines.feedback.receipts import PARTS
from pipelines.ingest.model import Finding
from pipelines.local_time import local_time, zone_name
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version

KNOWN = """
create or replace temp table known as
select distinct file_id from quality.file_version where list_contains($counties, county_code)
"""
COUNTIES = "select county_code, county_name from marts.dim_county where county_name is not null"
TOGETHER = """
select
    files.file_id, findings.rule, findings.severity, findings.found, findings.expected, findings.remedy,
    findings.dataset, findings.sheet, findings.row, findings.column_name, findings.finding_number
from quality.finding as findings
inner join quality.finding_file as files using (finding_id)
where findings.origin = 'build' and files.file_id in (from known)
order by all
"""
NUMBERS = """
select file_id, finding_id, finding_number, found
from quality.finding where origin = 'file' and file_id in (from known)
"""
SETTLED = """
select
    files.file_id, findings.finding_id, findings.finding_number, findings.found, findings.reason,
    findings.owner, findings.last_day
from quality.acknowledged_finding as findings
inner join quality.finding_file as files using (finding_id)
where files.file_id in (from known)
order by all
"""


@dataclass(frozen=True)
class Settled:
    """A finding that a person of the county says is right all the same."""

    number: str
    found: str
    reason: str
    owner: str
    last_day: str


@dataclass
class FileSaid:
    """What a version says of one file version.

    Attributes:
        is_known: whether the version knows it at all.
        together: what showed when figures were put together, with the number of each finding.
        numbers: the number by identity of what was found in the file alone and stands.
        worded: by the same identity, what was found with the names of schools behind their codes.
        settled: what is acknowledged.
        settled_ids: the identities of these findings.
    """

    is_known: bool = False
    together: list[tuple[Finding, str]] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    worded: dict[str, str] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)
    settled_ids: set[str] = field(default_factory=set)

    @property
    def sign(self) -> str:
        """Equal for files of which the same is said."""
        alone = sorted(self.numbers.items()), sorted(self.worded.items())
        parts = (self.is_known, self.together, alone, self.settled)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class VersionSaid:
    """What a version says of files; nothing before there is one.

    Attributes:
        name: the version and when it was made; empty without one.
        counties: the name of a county by its code.
        files: what it says of each file version that it knows of the counties it was asked for.
    """

    name: str = ""
    counties: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileSaid] = field(default_factory=dict)

    def of(self, file_id: str) -> FileSaid:
        """What it says of a file version."""
        return self.files.get(file_id) or FileSaid()


def version_said(version: Version | None, zone: ZoneInfo, counties: Collection[str]) -> VersionSaid:
    """What a version says of the files of counties; one of before findings told of files says nothing."""
    if version is None or not counties:
        return VersionSaid()
    with open_version(version) as connection:
        try:
            return _said(connection, version, zone, counties)
        except (duckdb.CatalogException, duckdb.BinderException):
            return VersionSaid()


def _said(
    connection: duckdb.DuckDBPyConnection, version: Version, zone: ZoneInfo, counties: Collection[str]
) -> VersionSaid:
    connection.execute(KNOWN, {"counties": sorted(counties)})
    files = {file_id: FileSaid(is_known=True) for (file_id,) in connection.execute("from known").fetchall()}
    for file_id, *parts, number in connection.execute(TOGETHER).fetchall():
        finding = Finding(**dict(zip(PARTS, parts, strict=True)))
        files[file_id].together.append((finding, number))
    for file_id, identity, number, found in connection.execute(NUMBERS).fetchall():
        files[file_id].numbers[identity] = number
        files[file_id].worded[identity] = found
    for file_id, identity, number, found, reason, owner, last_day in connection.execute(SETTLED).fetchall():
        files[file_id].settled.append(Settled(number, found, reason, owner, last_day.isoformat()))
        files[file_id].settled_ids.add(identity)
    made = f"{local_time(version.created_at, zone)}（{zone_name(zone)}）"
    names = dict(connection.execute(COUNTIES).fetchall())
    return VersionSaid(f"版本 {version.name}，{made}发布", names, files)
