"""What the version in force says of files: what showed when figures were put together, what is acknowledged.

What does not belong here: what each file says of itself (receipts, and checking it again).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import duckdb

from pipelines.feedback.receipts import PARTS
from pipelines.ingest.model import Finding
from pipelines.local_time import local_time, zone_name
from pipelines.settings import Settings
from pipelines.warehouse.reading import open_version
from pipelines.warehouse.versions import Version, current

KNOWN = "select distinct file_id, county_code from quality.file_version order by all"
COUNTIES = "select county_code, county_name from marts.dim_county where county_name is not null"
TOGETHER = """
select
    files.file_id, findings.rule, findings.severity, findings.found, findings.expected, findings.remedy,
    findings.dataset, findings.sheet, findings.row, findings.column_name, findings.finding_number
from quality.finding as findings
inner join quality.finding_file as files using (finding_id)
where findings.origin = 'build'
order by all
"""
NUMBERS = """
select file_id, finding_id, finding_number, found
from quality.finding where origin = 'file' and file_id is not null
"""
SETTLED = """
select
    files.file_id, findings.finding_id, findings.finding_number, findings.found, findings.reason,
    findings.owner, findings.last_day
from quality.acknowledged_finding as findings
inner join quality.finding_file as files using (finding_id)
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
        files: what it says of each file version that it knows.
        signs: equal for a county of whose files the same is said, by its code.
    """

    name: str = ""
    counties: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileSaid] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)

    def of(self, file_id: str) -> FileSaid:
        """What it says of a file version."""
        return self.files.get(file_id) or FileSaid()


def version_in_force_said(settings: Settings) -> VersionSaid:
    """What the version in force says; one of before findings told of their files says nothing."""
    version = current(settings)
    if version is None:
        return VersionSaid()
    with open_version(version) as connection:
        try:
            return _said(connection, version, settings.time_zone)
        except (duckdb.CatalogException, duckdb.BinderException):
            return VersionSaid()


def _said(connection: duckdb.DuckDBPyConnection, version: Version, zone: ZoneInfo) -> VersionSaid:
    known = connection.execute(KNOWN).fetchall()
    files = {file_id: FileSaid(is_known=True) for file_id, _ in known}
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
    counties = dict(connection.execute(COUNTIES).fetchall())
    signs: dict[str, str] = {}
    for file_id, county_code in known:
        told = f"{signs.get(county_code, '')}{file_id}{files[file_id].sign}"
        signs[county_code] = hashlib.sha256(told.encode()).hexdigest()
    return VersionSaid(f"版本 {version.name}，{made}发布", counties, files, signs)
