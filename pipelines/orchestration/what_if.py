"""A what-if: the marts built by the ordinary road over measures that somebody changes.

It is a build like any other, of what the version in force knew, in a folder of its own that goes when it has
been read: it is never published and never in force. What does not belong here: the changes
(planning.changes), and comparing (planning.comparing).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.errors import Trouble
from pipelines.landing.gather import gather
from pipelines.night import dbt_tasks
from pipelines.night.dbt_process import dbt_environment, start_dbt
from pipelines.night.manifest import read_manifest
from pipelines.night.registry import BUILD, lay_registry
from pipelines.planning.change import Change
from pipelines.quality.dbt_tests import models_that_failed
from pipelines.sentences import Listed, Sentence
from pipelines.settings import Settings
from pipelines.warehouse.lock import refresh_lock
from pipelines.warehouse.versions import Version

READ = ("fct_school_compliance", "fct_county_balance", "fct_school_indicator")
"""The marts that are read of a what-if; only they and what they are made of are built."""
CHANGES = """
insert into intermediate.int_measure_changes by name
with changes as (
    select unnest($changes, recursive := true)
),

stages as (select stage from registry.stages union all select null)

select
    changes.county_code, changes.school_year, changes.school_code, stages.stage, changes.measure_code,
    sum(changes.delta) as delta
from changes
inner join stages on changes.stage is null or changes.stage = stages.stage
group by all
"""
"""A change without a stage is one in all of them, and in what the school has as a whole."""


class WhatIfFailed(Trouble):
    """dbt could not build the what-if."""

    def __init__(self, failed: Sequence[str]) -> None:
        super().__init__(Sentence("试算没有算完：\n{failed}", failed=Listed(failed, "\n")))


@contextmanager
def what_if(
    settings: Settings, version: Version, changes: Sequence[Change]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The marts of the counties that are changed, as they would be, open for reading.

    Args:
        settings: where things are.
        version: what it knew is built anew.
        changes: to its measures.

    Raises:
        Busy: a refresh is running.
        WhatIfFailed: dbt could not build it.
    """
    read_manifest(settings)
    with refresh_lock(settings), TemporaryDirectory(prefix=".what-if-", dir=settings.home) as folder:
        build = Path(folder) / BUILD
        lay_registry(settings, build)
        _write(build, changes)
        counties = sorted({change.county_code for change in changes})
        landing = gather(settings, counties, build.with_name("landing.duckdb"))
        _build(settings, build, landing, _known_on(version))
        with duckdb.connect(str(build), read_only=True, config=settings.limits) as connection:
            yield connection


def _write(build: Path, changes: Sequence[Change]) -> None:
    with duckdb.connect(str(build)) as connection:
        if changes:
            connection.execute(CHANGES, {"changes": list(map(asdict, changes))})


def _build(settings: Settings, build: Path, landing: Path, known_on: str) -> None:
    """Build what is read, from landing on; the registry stands already."""
    selected = [f"+{name},source:*+" for name in READ]
    variables = json.dumps({"as_known_on": known_on})
    command = ["run", "--select", *selected, "--target-path", str(build.parent.absolute() / "dbt")]
    with start_dbt(settings) as dbt:
        ended = dbt.ask(
            dbt_tasks.run,
            settings.dbt_project.absolute(),
            dbt_environment(settings, build, landing),
            [dbt_tasks.NO_ARTIFACTS, *command, "--vars", variables],
        )
        dbt.close()  # until it has ended, it keeps what it has built
    if not ended.succeeded:
        raise WhatIfFailed(models_that_failed(ended.nodes))


def _known_on(version: Version) -> str:
    """When a version was made, or as of when: what has come in since is not looked at."""
    known_on = version.manifest.get("as_known_on")
    moment = datetime.fromisoformat(known_on) if known_on else version.created_at
    return moment.replace(tzinfo=None).isoformat(sep=" ")
