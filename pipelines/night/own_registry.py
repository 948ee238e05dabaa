"""The registry with the rows of counties laid over it: what every build of this home begins with.

It is made of the shipped registry by putting rows in their place and building anew the models that are made
of seeds alone, once a change of either. A county whose rows break what holds for the whole registry is held,
and what it wrote before goes on standing. What does not belong here: reading and checking what counties wrote
(county_rows).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.county_rows.faults import OwnRowsFault
from pipelines.county_rows.open_tables import COUNTY, OpenTable, open_tables
from pipelines.county_rows.own_rows import FOR_ALL, OwnRows, keep_as_good, last_good
from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.night.manifest import DbtProjectFault, read_manifest
from pipelines.night.registry import BUILD, in_registry, own_registry_file, registry_file
from pipelines.quality.dbt_tests import ask_tests, models_that_failed
from pipelines.quality.refusal import reason
from pipelines.sentences import Listed
from pipelines.settings import Settings

FROM_HERE = "county_rows"


def prepare_registry(settings: Settings, rows: OwnRows) -> OwnRows:
    """Have the registry of this home stand as the rows say; returns the rows that are in force.

    Raises:
        OwnRowsFault: rows that are for all counties break what holds for the registry.
    """
    laid = own_registry_file(settings)
    of_registry = _of_registry(rows, open_tables(settings.dbt_project))
    if any(of_registry.values()):
        rows = _prepared(settings, rows, laid, json.dumps(of_registry, sort_keys=True))
    else:
        shutil.rmtree(laid.parent, ignore_errors=True)
    keep_as_good(settings, rows)
    return rows


def _prepared(settings: Settings, rows: OwnRows, laid: Path, told: str) -> OwnRows:
    """Make the registry, unless it was made of the same; who breaks it is looked for every night anew."""
    manifest = read_manifest(settings)
    shipped = (settings.made_by_dbt / "manifest.sha256").read_text()
    made_of = hashlib.sha256(f"{shipped}\n{told}".encode()).hexdigest()
    stamp = laid.with_suffix(".sha256")
    if stamp.exists() and stamp.read_text() == made_of:
        return rows
    laid.parent.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    if _lay(settings, manifest, rows, laid):
        return _without_the_faulty(settings, manifest, rows, laid)
    stamp.write_text(made_of)
    return rows


def _without_the_faulty(
    settings: Settings, manifest: Mapping[str, Any], rows: OwnRows, laid: Path
) -> OwnRows:
    """Find out who breaks the registry, each alone beside what is for all, and go on without them."""
    shared = {FOR_ALL: rows.by_county[FOR_ALL]} if FOR_ALL in rows.by_county else {}
    if shared and (said := _lay(settings, manifest, OwnRows(shared), laid)):
        raise OwnRowsFault.of_registry(said)
    held = {}
    for county in rows.by_county:
        if county not in (FOR_ALL, *rows.held):
            alone = OwnRows(shared | {county: rows.by_county[county]})
            if said := _lay(settings, manifest, alone, laid):
                held[county] = said
    rows = rows.without(held, last_good(settings))
    if said := _lay(settings, manifest, rows, laid):
        raise OwnRowsFault.of_registry(said)
    return rows


def _lay(settings: Settings, manifest: Mapping[str, Any], rows: OwnRows, laid: Path) -> list[str]:
    """Make the registry with these rows; what is wrong with it, a Chinese sentence each."""
    partial = laid.with_name("partial") / BUILD
    partial.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(registry_file(settings), partial)
    tables = open_tables(settings.dbt_project)
    with duckdb.connect(str(partial)) as connection:
        for name, of_table in _of_registry(rows, tables).items():
            _replace(connection, tables[name], of_table)
    nothing_landed = gather(settings, [], partial.with_name("landing.duckdb"))
    made = in_registry(manifest)
    models = [name for name in made if name.startswith("model.")]
    if models:
        _build(settings, [name.rsplit(".", 1)[-1] for name in models], partial, nothing_landed)
    # what reads landed rows, or is not of the registry, is asked of the build
    others = set(manifest["nodes"]) - made | set(manifest["sources"])
    gates = ask_tests(
        partial, nothing_landed, manifest, run_id=FROM_HERE, not_built=others, limits=settings.limits
    )
    said = [reason(gate) for gate in gates if gate.blocks]
    partial.replace(laid)
    return said


def _build(settings: Settings, models: list[str], build: Path, landing: Path) -> None:
    told = dbt_environment(settings, build, landing)
    with start_dbt(settings) as dbt:
        command = [dbt_tasks.NO_ARTIFACTS, "run", "--select", *sorted(models)]
        ended = dbt.ask(dbt_tasks.run, settings.dbt_project.absolute(), told, command)
        dbt.close()
    if not ended.succeeded:
        raise DbtProjectFault(Listed(models_that_failed(ended.nodes), "\n"))


def _of_registry(rows: OwnRows, tables: Mapping[str, OpenTable]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table of the registry; where another column says whose a row is, it is filled in."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, table in tables.items():
        if table.seed:
            own = [dict(row) for row in rows.of(name)]
            for row in own:
                if table.in_county and row[COUNTY]:
                    row[table.in_county] = row[COUNTY]
            found[name] = own
    return found


def _replace(connection: duckdb.DuckDBPyConnection, table: OpenTable, rows: list[dict[str, Any]]) -> None:
    """Put rows in the place of those that have the same values in the table's columns `replaces`."""
    if not rows:
        return
    columns = [name for name in rows[0] if name in table.shipped_columns]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String)).select(columns)
    connection.register("own", frame.to_arrow())
    same = " and ".join(f"shipped.{name}::text is not distinct from own.{name}" for name in table.replaces)
    connection.execute(f"delete from registry.{table.name} as shipped using own where {same}")
    connection.execute(f"insert into registry.{table.name} by name select * from own")
    connection.unregister("own")
