"""Builds become a version: joined with the version before, verified, written to disk, put in force.

Everything happens under a partial name; the version appears with one rename and is put in force by replacing
one link, so a refresh killed at any point leaves the version before it standing. What does not belong here:
which counties may be published (orchestration asks the gates), and how the file is joined (filling).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import duckdb

from pipelines.landing.report import LandingReport
from pipelines.processes.ending import stay_if_leaving
from pipelines.settings import Settings
from pipelines.warehouse import figure_change, figure_history, gates_said, league, registers
from pipelines.warehouse.checksums import CHECKSUMS, OF_DATABASE, OF_FILES, signed, sums_of, write_sums
from pipelines.warehouse.county_build import CountyBuild, as_manifest, county_builds, write_county_builds
from pipelines.warehouse.filling import put_together
from pipelines.warehouse.joining import Join, Part
from pipelines.warehouse.new_file import opened
from pipelines.warehouse.owner_only import open_to_readers
from pipelines.warehouse.parquet import FOLDER as PARQUET
from pipelines.warehouse.parquet import export
from pipelines.warehouse.sharing import link
from pipelines.warehouse.syncing import sync, sync_below
from pipelines.warehouse.verifying import verify
from pipelines.warehouse.versions import (
    DATABASE,
    MANIFEST,
    PARTIAL,
    Version,
    next_name,
    point_to,
)

COUNTIES = "counties"
"""The folder of a version with a file a county: what its figures were made from, and what the gates said."""
INPUTS = """
select county_code, school_year, path, sha256, file_id
from quality.file_version where state = 'in_force' and list_contains($counties, county_code) order by all
"""
AS_OF = """
select county_code, max(received_at) filter (state = 'in_force')::text
from quality.file_version where county_code is not null
group by county_code
having bool_or(state = 'in_force') or bool_or(state != 'withdrawn')
"""
"""When the newest file behind a county's figures was received; one whose files are all gone is not there."""
COUNTY_BUILD = ("meta", "county_build")
FILLED = (
    gates_said.TABLE,
    figure_change.CHANGES,
    figure_change.CHANGED_BY,
    figure_history.TABLE,
    COUNTY_BUILD,
    league.TABLE,
    registers.TABLE,
)
"""Tables that are empty in a build and filled in the copy."""


@dataclass(frozen=True)
class Night:
    """What a night comes to, as far as a version tells of it.

    Attributes:
        run_id: the refresh.
        parts: the builds, each with the counties that passed.
        counties: every county there is, whether it changed, passed, is held or has been withdrawn; of the
            fresh ones the version fills in when and where they were built.
        landing: what landing did.
        gates: what every gate said.
        dbt_results: how many nodes of the dbt project ended in which status.
        fingerprint: of everything that decided what has no county.
        as_known_on: UTC without a zone, where an earlier state of knowledge was built.
    """

    run_id: str
    parts: Sequence[Part]
    counties: Mapping[str, CountyBuild]
    landing: LandingReport
    gates: Sequence[gates_said.Gate]
    dbt_results: Mapping[str, Any]
    fingerprint: str
    as_known_on: datetime | None = None


def publish(
    settings: Settings,
    night: Night,
    *,
    base: Version | None,
    move_current: bool = True,
    add_reports: Callable[[Version, Version | None, Collection[str]], None] | None = None,
) -> Version:
    """Make a version of a night and the version before, and put it in force.

    Args:
        settings: where things are.
        night: what was built, and of whom.
        base: the version whose counties stay as they are unless they were built anew; None to begin without.
        move_current: whether the version becomes the one in force.
        add_reports: writes into the version, as long as nobody reads it, what people get besides the data; is
            given the version before and the counties whose figures are others than there.

    Raises:
        UntrueCopy: what was written is not what was built.
    """
    now = datetime.now(UTC)
    name = next_name(settings, now)
    partial = settings.versions / f"{PARTIAL}{name}"
    partial.mkdir(parents=True)
    try:
        join = _join(night, base)
        hashes = registers.lay_registers(settings, name, base.name if base else None, join)
        builds, counts, moved = _write(settings, partial, night, join, name, now, base, hashes)
        changed = {code for code in builds if code not in join.kept}
        manifest = {
            "version": name,
            "created_at": now.isoformat(timespec="seconds"),
            "run_id": night.run_id,
            "previous": base.name if base else None,
            "as_known_on": night.as_known_on.isoformat() if night.as_known_on else None,
            "fingerprint": night.fingerprint,
            "code_version": installed_version("junheng"),
            "engines": {engine: installed_version(engine) for engine in ("duckdb", "dbt-core", "polars")},
            "counties": as_manifest(builds),
            "landing": asdict(night.landing),
            "gates": gates_said.summary(night.gates),
            "dbt": dict(night.dbt_results),
            "row_counts": counts,
        }
        (partial / MANIFEST).write_text(_json(manifest), encoding="utf-8")
        # where the registry is another one, so may be what is of counties that nobody sends files of
        parquet_before = base.path / PARQUET if base and join.same_registry else None
        # DuckDB writes by itself what it has; what people read is made meanwhile
        with ThreadPoolExecutor(max_workers=1) as beside:
            written = beside.submit(
                export,
                partial / DATABASE,
                partial / PARQUET,
                counties=changed,
                before=parquet_before,
                limits=settings.limits,
                moved=moved,
            )
            if add_reports:
                add_reports(Version(name, partial, manifest, settings.time_zone), base, changed)
            written.result()
        manifest = _with_checksums(manifest, partial, base)
        open_to_readers(settings, partial)
        sync_below(partial)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    stay_if_leaving()  # who was told to end says now what stands
    registers.put_in_place(settings, name)
    version = Version(name, partial.rename(settings.versions / name), manifest, settings.time_zone)
    sync(settings.versions)
    if move_current:
        point_to(settings, version)
    return version


def _with_checksums(manifest: Mapping[str, Any], folder: Path, base: Version | None) -> dict[str, Any]:
    """Write down what every file of a version is; returns its manifest with that, as it was written."""
    sums = sums_of(folder, base.path if base else None, leave=(MANIFEST, CHECKSUMS))
    of_files = {OF_FILES: write_sums(folder, sums), OF_DATABASE: (folder / DATABASE).stat().st_size}
    whole = signed(json.loads(_json({**manifest, **of_files})))
    (folder / MANIFEST).write_text(_json(whole), encoding="utf-8")
    return whole


def _join(night: Night, base: Version | None) -> Join:
    fresh = {county for part in night.parts for county in part.counties}
    stay = {code for code, build in night.counties.items() if build.has_rows} - fresh
    return Join(
        base=base.database if base else None,
        parts=tuple(night.parts),
        kept=frozenset(stay if base else ()),
        # a county that the base knows and that is gone must go there too
        known=frozenset(night.counties) | frozenset(county_builds(base.manifest) if base else ()),
        same_registry=base is not None and base.manifest.get("fingerprint") == night.fingerprint,
    )


def _write(
    settings: Settings,
    folder: Path,
    night: Night,
    join: Join,
    name: str,
    now: datetime,
    base: Version | None,
    hashes: Path,
) -> tuple[dict[str, CountyBuild], dict[str, int], Mapping[tuple[str, str], Collection[str | None]]]:
    """Write the DuckDB file and what it was made from.

    Returns the counties, rows by relation, and as far as it is known in which counties a table has moved.
    """
    copy = folder / DATABASE
    with opened(join, copy, FILLED, settings.limits) as new:
        connection = new.connection
        put_together(new, join, FILLED)
        builds = _of_this_night(connection, night, join, name, now)
        has = {(schema, table) for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'copy'"
        ).fetchall()}  # fmt: skip
        if COUNTY_BUILD in has:
            connection.execute(f"delete from {'.'.join(COUNTY_BUILD)}")
            write_county_builds(connection, ".".join(COUNTY_BUILD), builds)
        if league.TABLE in has:
            league.write_league(connection)
        if registers.TABLE in has:
            registers.write_overlap(connection, hashes, join)
        if gates_said.TABLE in has:
            gates_said.write(connection, night.gates, builds, night.run_id)
        if base and join.parts and figure_change.CHANGES in has:
            figure_change.write_changes(connection, base.name, name, join.fresh)
        if figure_history.TABLE in has:
            figure_history.write_history(connection, name)
        _write_inputs(connection, folder, night, join, base)
    return builds, verify(join, copy, FILLED, settings.limits, new.compared), new.compared.moved


def _of_this_night(
    connection: duckdb.DuckDBPyConnection, night: Night, join: Join, name: str, now: datetime
) -> dict[str, CountyBuild]:
    """The counties, those built this night with when and where."""
    as_of = dict(connection.execute(AS_OF).fetchall())
    return {
        code: replace(
            build,
            status="fresh" if code in as_of else "withdrawn",
            version_built=name,
            run_id=night.run_id,
            built_at=now.replace(tzinfo=None).isoformat(timespec="seconds"),
            data_as_of=as_of.get(code),
            code_version=installed_version("junheng"),
        )
        if code in join.fresh
        else build
        for code, build in night.counties.items()
    }


def _write_inputs(
    connection: duckdb.DuckDBPyConnection, folder: Path, night: Night, join: Join, base: Version | None
) -> None:
    """Say of each county which files its figures were made from; of one that stays it is said already."""
    (folder / COUNTIES).mkdir()
    inputs: dict[str, list[dict[str, Any]]] = {county: [] for county in join.fresh}
    cursor = connection.execute(INPUTS, {"counties": list(inputs)})
    columns = [column for column, *_ in cursor.description or []]
    for row in cursor.fetchall():
        inputs[row[0]].append(dict(zip(columns, row, strict=True)))
    for county, files in inputs.items():
        gates = gates_said.summary(gate for gate in night.gates if gate.county_code in (None, county))
        said = {"county_code": county, "run_id": night.run_id, "inputs": files, "gates": gates}
        (folder / COUNTIES / f"{county}.json").write_text(_json(said), encoding="utf-8")
    for county in join.kept if base else ():
        assert base is not None
        before = base.path / COUNTIES / f"{county}.json"
        if before.exists():
            link(before, folder / COUNTIES / before.name)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
