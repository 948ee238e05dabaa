"""How the warehouse stands: versions, the one in force and its age, the files behind it, files refused.

What does not belong here: what the ledgers say (ledgers_said), how it is shown (command.status).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from pipelines.errors import WrongCall
from pipelines.landing.clock import A_LITTLE
from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.warehouse.county_build import counties_now
from pipelines.warehouse.held import held_counties
from pipelines.warehouse.ledgers_said import ledgers_said
from pipelines.warehouse.owed import waiting
from pipelines.warehouse.reading import open_version, records, verdicts
from pipelines.warehouse.versions import (
    Version,
    VersionDamaged,
    affirmation,
    all_versions,
    current,
    damaged_versions,
)

PAGE, POINT = "summary.md", "- "
"""What a run that was not published leaves in its folder, and how its reasons begin."""
FILES = """
select
    files.county_code, files.school_year, sheets.dataset, sheets.state, count(distinct file_id) as files,
    sum(sheets.rows_accepted)::bigint as rows_accepted, sum(sheets.rows_rejected)::bigint as rows_rejected
from {sheets} as sheets
inner join (select distinct file_id, county_code, school_year from quality.file_version) as files
    using (file_id)
where sheets.state != 'refused' and sheets.dataset is not null
group by all order by files.county_code, files.school_year desc, sheets.dataset, sheets.state
"""
SHEETS, SHEETS_BEFORE = "quality.sheet_version", "quality.file_version"
"""Where a version tells of each sheet; one of before sheets had a table of their own told it of the files."""
HAS_TABLE = "select 1 from duckdb_tables() where schema_name || '.' || table_name = $name"
ACKNOWLEDGED = """
select county_code, state, count(*)::bigint as rows, sum(findings)::bigint as findings
from quality.acknowledgement group by all order by all
"""
NOTES_WAIVERS = """
select 1 from duckdb_columns()
where schema_name = 'quality' and table_name = 'expectation_result' and column_name = 'waived_by'
"""
WAIVED = """
select county_code, suite, expectation, waived_by from quality.expectation_result
where waived_by is not null order by all
"""
MISSING = "select * from quality.finding where rule = 'dataset_missing' order by dataset"


BY_COUNTY = (
    "standing",
    "missing",
    "files",
    "refused",
    "held",
    "acknowledged",
    "broken",
    "counties",
    "waived",
)
"""What of a status is told county by county."""


@dataclass(frozen=True)
class Status:
    """How the warehouse stands.

    Attributes:
        home: where it is.
        current: the version in force, None before the first.
        age_seconds: how long ago it was published.
        affirmed_at: when a refresh last found that nothing had changed since.
        standing: what the version in force says of every county's newest year, by ruleset (reading.verdicts).
        missing: what is owed for that year and not there: county_code, school_year, dataset, remedy, and
            `indicators`, the codes of those that wait for it.
        versions: every version, the newest first: version, created_at, as_known_on, in_force.
        files: of the version in force: files and rows by county, school year, dataset and state.
        refused: files that lie in the raw folder and were refused; None while a refresh is writing.
        held: counties that their last refresh held as they were.
        acknowledged: what counties said of findings, counted: county_code, state, rows, findings.
        misplaced: what it found where nobody reads: path, found, remedy.
        broken: counties of which what landed cannot be read: county_code, reason.
        not_published: runs that were refused or failed since the version in force was published or affirmed,
            the newest first: run_id, ended_at, reasons.
        waived: what gates would have held of the version in force but for a waiver: county_code, suite,
            expectation, waived_by.
        damaged: versions that are not what was published, or are gone: version, reason.
        counties: from which night each county's figures are, and why they are no newer (county_build).
    """

    home: str
    current: str | None
    age_seconds: int | None
    affirmed_at: str | None
    standing: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    files: list[dict[str, Any]]
    refused: list[dict[str, Any]] | None
    held: list[dict[str, Any]]
    acknowledged: list[dict[str, Any]]
    misplaced: list[dict[str, Any]]
    broken: list[dict[str, Any]]
    not_published: list[dict[str, Any]]
    counties: list[dict[str, Any]]
    damaged: list[dict[str, str]]
    waived: list[dict[str, Any]]

    def of_counties(self, codes: Collection[str]) -> Status:
        """The same of some counties only.

        Raises:
            WrongCall: nothing is known of one of them.
        """
        lists = {name: getattr(self, name) or [] for name in BY_COUNTY}
        known = {one["county_code"] for told in lists.values() for one in told}
        if unknown := sorted(set(codes) - known):
            raise WrongCall(
                Sentence("没有县 {unknown} 的任何资料；有哪些县见 junheng status。", unknown=unknown)
            )
        of = {name: [one for one in told if one["county_code"] in codes] for name, told in lists.items()}
        asked: dict[str, Any] = of | {"refused": None if self.refused is None else of["refused"]}
        return replace(self, **asked)

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return asdict(self)


def status_of(settings: Settings, now: datetime | None = None) -> Status:
    """How the warehouse of a home stands; `now` with its zone, the present moment when not given."""
    damaged = damaged_versions(settings)
    version, standing = _newest_that_opens(settings, damaged)
    note = affirmation(settings)
    age = int(((now or datetime.now(UTC)) - version.created_at).total_seconds()) if version else None
    told = ledgers_said(settings)
    return Status(
        home=str(settings.home),
        current=version.name if version else None,
        age_seconds=age,
        affirmed_at=note["affirmed_at"] if note else None,
        standing=standing,
        missing=_missing(settings, version, standing) if version else [],
        versions=[_line(one, version) for one in all_versions(settings)],
        files=_files(version) if version else [],
        refused=None if told.is_being_written else told.refused,
        held=told.held,
        acknowledged=_acknowledged(version) if version else [],
        misplaced=told.misplaced,
        broken=told.broken,
        not_published=_not_published(settings, _last_good(version, note)),
        counties=[
            asdict(one)
            for one in counties_now(version.manifest if version else None, held_counties(settings))
        ],
        damaged=[{"version": name, "reason": what} for name, what in sorted(damaged.items(), reverse=True)],
        waived=_waived(version) if version else [],
    )


def _waived(version: Version) -> list[dict[str, Any]]:
    """What a waiver let pass; nothing of a version of an earlier program, which did not note it."""
    with open_version(version) as connection:
        return records(connection, WAIVED) if connection.execute(NOTES_WAIVERS).fetchone() else []


def _newest_that_opens(
    settings: Settings, damaged: dict[str, str]
) -> tuple[Version | None, list[dict[str, Any]]]:
    """The version in force with its verdicts, or the newest that opens; others join the damaged."""
    in_force = current(settings)
    others = [one for one in all_versions(settings) if in_force and not one.manifest["as_known_on"]]
    for version in [in_force, *others] if in_force else []:
        if version and version.name not in damaged:
            try:
                return version, verdicts(version)
            except VersionDamaged as trouble:
                damaged[version.name] = trouble.what
    return None, []


def _last_good(version: Version | None, note: dict[str, Any] | None) -> datetime:
    """When a refresh last came to an end as it should; the beginning of time when none did.

    So too where the clock was ahead then: of what came after nothing must be hidden.
    """
    long_ago = datetime.min.replace(tzinfo=UTC)
    if note:
        last = datetime.fromisoformat(note["affirmed_at"])
    else:
        last = version.created_at if version else long_ago
    return last if last <= datetime.now(UTC) + A_LITTLE else long_ago


def _not_published(settings: Settings, since: datetime) -> list[dict[str, Any]]:
    """The runs that left a page which says why they were not published, the newest first."""
    pages = [
        (datetime.fromtimestamp(page.stat().st_mtime, UTC), page) for page in settings.runs.glob(f"*/{PAGE}")
    ]
    return [
        {
            "run_id": page.parent.name,
            "ended_at": ended.isoformat(timespec="seconds"),
            "reasons": _reasons(page.read_text(encoding="utf-8", errors="replace")),
        }
        for ended, page in sorted(pages, reverse=True)
        if ended > since
    ]


def _reasons(page: str) -> list[str]:
    """The points of a page's first list; what only warns follows in a second one."""
    lines = page.splitlines()
    first = next((at for at, line in enumerate(lines) if line.startswith(POINT)), len(lines))
    points = takewhile(lambda line: line.startswith(POINT), lines[first:])
    return [line.removeprefix(POINT) for line in points]


def _line(one: Version, in_force: Version | None) -> dict[str, Any]:
    return {
        "version": one.name,
        "created_at": one.manifest["created_at"],
        "as_known_on": one.manifest["as_known_on"],
        "in_force": one == in_force,
    }


def _missing(settings: Settings, version: Version, standing: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Datasets that are owed for the newest school year of a county; a version of before may not tell."""
    years = {(one["county_code"], one["school_year"]) for one in standing}
    with open_version(version) as connection:
        found = records(connection, MISSING)
    columns = ("county_code", "school_year", "dataset", "remedy")
    told: list[dict[str, Any]] = [{name: one.get(name) for name in columns} for one in found]
    waits = waiting(version, settings.dbt_project) if told else {}
    return [
        one | {"indicators": waits.get((one["county_code"], one["school_year"], one["dataset"]), [])}
        for one in told
        if (one["county_code"], one["school_year"]) in years
    ]


def _acknowledged(version: Version) -> list[dict[str, Any]]:
    """What counties said of findings; a version of before may not tell."""
    with open_version(version) as connection:
        has_any = connection.execute(HAS_TABLE, {"name": "quality.acknowledgement"}).fetchone()
        return records(connection, ACKNOWLEDGED) if has_any else []


def _files(version: Version) -> list[dict[str, Any]]:
    with open_version(version) as connection:
        has_sheets = connection.execute(HAS_TABLE, {"name": SHEETS}).fetchone()
        return records(connection, FILES.format(sheets=SHEETS if has_sheets else SHEETS_BEFORE))
