"""What a version says of each county: from which night its figures are, and why they are no newer.

A version is the one before with the rows of some counties put in their place, so every county has a night of
its own. What does not belong here: putting rows in their place (filling), and deciding who is held
(orchestration).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

import duckdb
import polars as pl

from pipelines.warehouse.held import Held

Status = Literal["fresh", "kept", "missing", "withdrawn"]
HAS_ROWS: frozenset[Status] = frozenset({"fresh", "kept", "withdrawn"})
"""Of such a county a version has rows, if only those that say which files were withdrawn."""


@dataclass(frozen=True)
class CountyBuild:
    """A row of `meta.county_build`; times are UTC in ISO 8601.

    Attributes:
        county_code: its code.
        status: fresh (from all it sent) · kept (held: the last good figures) · missing (held, and never
            published before) · withdrawn (its last file was taken away).
        reason: why it is held, in Chinese; None when it is fresh.
        since: since when; None when it is fresh.
        version_built: the version its figures were built for; None when it has none.
        run_id: the refresh that built them.
        built_at: when.
        data_as_of: when the newest of the files behind them was received.
        registry_hash: of the registry they were judged by.
        code_version: of the program that built them.
        fingerprint: of everything that decided them.
    """

    county_code: str
    status: Status
    reason: str | None = None
    since: str | None = None
    version_built: str | None = None
    run_id: str | None = None
    built_at: str | None = None
    data_as_of: str | None = None
    registry_hash: str | None = None
    code_version: str | None = None
    fingerprint: str | None = None

    @property
    def has_rows(self) -> bool:
        """Whether a version has rows of it."""
        return self.status in HAS_ROWS


def kept(county: str, before: CountyBuild | None, held: Held) -> CountyBuild:
    """A county that is held: with the figures it had before, or with none."""
    said = {"reason": "\n".join(held.reasons), "since": held.since}
    if before is None or not before.has_rows:
        return CountyBuild(county, "missing", **said)
    return replace(before, status="kept", **said)


def county_builds(manifest: Mapping[str, Any]) -> dict[str, CountyBuild]:
    """What the manifest of a version says of its counties, by code."""
    known = {field.name for field in fields(CountyBuild)}
    return {
        code: CountyBuild(code, **{name: value for name, value in said.items() if name in known})
        for code, said in manifest.get("counties", {}).items()
    }


def counties_now(manifest: Mapping[str, Any] | None, held: Mapping[str, Held]) -> list[CountyBuild]:
    """How each county stands now: as the version in force says, and as held since.

    Args:
        manifest: of the version in force; None before the first.
        held: the counties that the last night held, which may have published no version.
    """
    builds = county_builds(manifest) if manifest else {}
    now = {county: kept(county, builds.get(county), one) for county, one in held.items()}
    return [one for _, one in sorted((builds | now).items())]


def as_manifest(builds: Mapping[str, CountyBuild]) -> dict[str, dict[str, Any]]:
    """What the manifest of a version says of its counties."""
    return {
        code: {name: value for name, value in asdict(build).items() if name != "county_code"}
        for code, build in sorted(builds.items())
    }


def write_county_builds(
    connection: duckdb.DuckDBPyConnection, table: str, builds: Mapping[str, CountyBuild]
) -> None:
    """Put the counties into `meta.county_build`; the times become times."""
    rows = [asdict(builds[code]) for code in sorted(builds)]
    for row in rows:
        for name in ("since", "built_at", "data_as_of"):
            row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    columns = [name for name, *_ in connection.execute(f"describe {table}").fetchall()]
    if not rows:
        return
    frame = pl.DataFrame(rows, infer_schema_length=None).select(columns)
    connection.register("county_builds", frame.to_arrow())
    connection.execute(f"insert into {table} by name select * from county_builds")
    connection.unregister("county_builds")
