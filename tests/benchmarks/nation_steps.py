"""What is done with the published rows of a nation, one step a process: its time and its memory.

`python -m tests.benchmarks.nation_steps STEP FOLDER`. What does not belong here: what is compared (nation).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from pipelines.landing.report import LandingReport
from pipelines.night.manifest import read_manifest
from pipelines.night.registry import registry_file
from pipelines.settings import Settings
from pipelines.simulate.rehearsal import rehearse
from pipelines.warehouse.copying import relations, text
from pipelines.warehouse.county_build import CountyBuild, county_builds
from pipelines.warehouse.digesting import COUNTY, note_digests
from pipelines.warehouse.filling import put_together
from pipelines.warehouse.joining import Join, Part
from pipelines.warehouse.new_file import opened
from pipelines.warehouse.publish import FILLED, Night, publish
from pipelines.warehouse.reading import open_version, version_named
from pipelines.warehouse.verifying import verify
from pipelines.warehouse.versions import current, point_to
from tests.benchmarks.questions import OF_A_COUNTY, OF_THE_LEAGUE, OF_THE_NATION

REGISTRY = "select table_name from duckdb_tables() where (database_name, schema_name) = ('laid', 'registry')"
LIKE, CHANGED, BATCH = "like", "changed", 10
ROUNDS = 5


def settings_of(folder: Path) -> Settings:
    """The home below the folder of a benchmark."""
    return Settings(home=folder / "home", memory_limit=os.environ.get("JUNHENG_MEMORY_LIMIT", "4GB"))


def plan_of(folder: Path) -> dict[str, int]:
    """How many counties there are, and how many of them changed."""
    plan: dict[str, int] = json.loads((folder / "plan.json").read_text())
    return plan


def codes_of(folder: Path) -> list[str]:
    """The counties of the nation."""
    version = current(settings_of(folder))
    assert version is not None
    return sorted(county_builds(version.manifest))


def make(folder: Path) -> None:
    """Write the version in force, and of the changed counties the builds that a night leaves."""
    shutil.rmtree(folder / "home", ignore_errors=True)
    version = rehearse(Settings(home=folder / LIKE), folder / "home", plan_of(folder)["counties"], seed=1)
    codes = codes_of(folder)
    like = (folder / LIKE / "current").resolve()
    for path in sorted((like / "parquet").rglob("county_code=*/data.parquet")):
        where = version.path / path.relative_to(like).parents[1]
        for code in codes:
            place = where / f"{COUNTY}={code}"
            if not place.exists():
                place.mkdir(parents=True)
                os.link(path, place / path.name)
    shutil.rmtree(folder / CHANGED, ignore_errors=True)
    read_manifest(Settings())  # which also makes the registry
    for part in parts(folder):
        build(folder, version.database, part)


def parts(folder: Path) -> list[Part]:
    """The changed counties in batches: every so many-th of all."""
    plan, codes = plan_of(folder), codes_of(folder)
    changed = codes[:: max(1, plan["counties"] // plan["changed"])][: plan["changed"]]
    return [
        Part(folder / CHANGED / str(at) / "warehouse.duckdb", tuple(changed[at : at + BATCH]))
        for at in range(0, len(changed), BATCH)
    ]


def build(folder: Path, base: Path, part: Part) -> None:
    """The rows of some counties as a night builds them: one figure of each school is another."""
    part.build.parent.mkdir(parents=True, exist_ok=True)
    registry = registry_file(Settings())
    with duckdb.connect(str(part.build)) as connection:
        connection.execute(f"attach {text(base.as_posix())} as base (read_only)")
        connection.execute(f"attach {text(registry.as_posix())} as laid (read_only)")
        connection.execute("create schema registry")
        for (name,) in connection.execute(REGISTRY).fetchall():
            connection.execute(f"create table registry.{name} as from laid.registry.{name}")
        codes = ", ".join(map(text, part.counties))
        for relation in relations(connection, "base"):
            connection.execute(f"create schema if not exists {relation.schema}")
            connection.execute(relation.statement)
            if relation.is_view or relation.key in FILLED:
                continue
            columns = [one for one, *_ in connection.execute(f"describe {relation.quoted}").fetchall()]
            which = f" where {COUNTY} in ({codes})" if COUNTY in columns else ""
            connection.execute(f"insert into {relation.quoted} from base.{relation.quoted}{which}")
        connection.execute(
            "update marts.fct_school_indicator set value = value + 0.5"
            " where indicator_code = 'R6' and school_year = 2024"
        )
    note_digests(part.build, part.counties, Settings().limits)


def copy_bare(folder: Path) -> None:
    """Copy the file, as a join does where most of it stays."""
    target = folder / "bare.duckdb"
    shutil.copyfile(settings_of(folder).current / "warehouse.duckdb", target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    target.unlink()


def join(folder: Path) -> None:
    """Join and verify, nothing else."""
    settings, found = settings_of(folder), parts(folder)
    fresh = {county for part in found for county in part.counties}
    codes = frozenset(codes_of(folder))
    joined = Join(
        settings.current / "warehouse.duckdb", tuple(found), codes - fresh, codes, same_registry=True
    )
    target = folder / "joined.duckdb"
    target.unlink(missing_ok=True)
    with opened(joined, target, FILLED, settings.limits) as new:
        put_together(new, joined, FILLED)
    verify(joined, target, FILLED, settings.limits, new.compared)
    target.unlink()


def publish_night(folder: Path) -> None:
    """Publish the night of the changed counties without reports; the version before stays in force."""
    settings, found = settings_of(folder), parts(folder)
    base = current(settings)
    assert base is not None
    counties = county_builds(base.manifest)
    for part in found:
        for code in part.counties:
            counties[code] = CountyBuild(code, "fresh", fingerprint=f"{code} after")
    house = base.manifest["fingerprint"]
    night = Night("night", found, counties, LandingReport("night"), (), {}, house)
    version = publish(settings, night, base=base)
    point_to(settings, base)
    shutil.rmtree(version.path)


def ask(folder: Path) -> None:
    """Time the questions of an analyst, each of several counties, and the scans; written as answers.json."""
    codes = codes_of(folder)
    with open_version(version_named(settings_of(folder))) as connection:
        league = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts' and table_name = 'fct_league'"
        ).fetchone()
        questions = list(OF_A_COUNTY)
        if league and league[0]:
            questions[-1] = OF_THE_LEAGUE
        seconds = sorted(_asked(connection.execute, questions, codes))
        scans = [_timed(connection.execute, question) for question in OF_THE_NATION]
    answers = {
        "median_ms": 1000 * statistics.median(seconds),
        "p95_ms": 1000 * seconds[int(0.95 * len(seconds))],
        "scan_s": max(scans),
    }
    (folder / "answers.json").write_text(json.dumps(answers))


def _asked(
    execute: Callable[[str], duckdb.DuckDBPyConnection], questions: list[str], codes: list[str]
) -> Iterator[float]:
    for turn in range(ROUNDS):
        for at, question in enumerate(questions):
            county = codes[(turn * len(questions) + at) * 7919 % len(codes)]
            yield _timed(execute, question.format(county=county))


def _timed(execute: Callable[[str], duckdb.DuckDBPyConnection], question: str) -> float:
    began = time.perf_counter()
    execute(question).fetchall()
    return time.perf_counter() - began


STEPS: dict[str, Callable[[Path], None]] = {
    "make": make,
    "copy": copy_bare,
    "join": join,
    "publish": publish_night,
    "ask": ask,
}


if __name__ == "__main__":
    STEPS[sys.argv[1]](Path(sys.argv[2]))
