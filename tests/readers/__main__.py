"""Read without end while versions are switched: `python -m tests.readers FOLDER [--readers 50]`.

Every reader is a process that opens the version in force again and again, as a BI tool does, and compares two
tables that always agree within one version. One reader more opens it twice for one comparison, which nobody
should: it must meet a mixture now and then, else the switches were too slow to prove anything. Ends with 1
where an honest reader met an error or a mixture.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse.versions import Version, point_to

READER = """
import sys, time, duckdb
database, careless = sys.argv[1], sys.argv[2] == "careless"
reads = errors = mixtures = 0
told, seen = "", set()
def asked(table):
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(f"select distinct version from {table}").fetchall()
print("ready", flush=True)
until = float(sys.stdin.readline())
while time.time() < until or not reads:
    try:
        if careless:
            first, second = asked("marts.one"), asked("marts.two")
        else:
            with duckdb.connect(database, read_only=True) as connection:
                first = connection.execute("select distinct version from marts.one").fetchall()
                second = connection.execute("select distinct version from marts.two").fetchall()
        reads += 1
        seen.add(first[0])
        mixtures += first != second or len(first) != 1
    except Exception as error:
        errors, told = errors + 1, str(error).splitlines()[0]
print(reads, errors, mixtures, len(seen), told)
"""
ROWS = 20_000


@dataclass(frozen=True)
class Read:
    """What one reader met."""

    reads: int
    errors: int
    mixtures: int
    versions: int
    told: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--switches", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    settings = Settings(home=asked.folder)
    versions = [_version(settings, number) for number in range(asked.switches + 1)]
    point_to(settings, versions[0])
    kinds = ["honest"] * asked.readers + ["careless"]
    readers = [_begin(settings, kind) for kind in kinds]
    began = time.time()
    for reader in readers:
        assert reader.stdin
        reader.stdin.write(f"{began + asked.seconds}\n")
        reader.stdin.flush()
    pause = asked.seconds / (asked.switches + 1)
    for version in versions[1:]:
        time.sleep(pause)
        point_to(settings, version)
    met = [_met(reader) for reader in readers]
    honest, careless = met[:-1], met[-1]
    reads, errors, mixtures = (
        sum(getattr(one, name) for one in honest) for name in ("reads", "errors", "mixtures")
    )
    print(f"{asked.readers} readers, {asked.switches} switches, {time.time() - began:.0f} s: {reads} reads,")
    print(
        f"{errors} errors, {mixtures} mixtures; versions seen by each: {min(one.versions for one in honest)}"
    )
    print(f"the careless one: {careless.reads} reads, {careless.mixtures} mixtures")
    print(*{one.told for one in met if one.told}, sep="\n")
    return 1 if errors or mixtures else 0


def _version(settings: Settings, number: int) -> Version:
    path = settings.versions / f"20240101T0000{number:02d}Z"
    path.mkdir(parents=True)
    with duckdb.connect(str(path / "warehouse.duckdb")) as connection:
        connection.execute("create schema marts")
        for table in ("one", "two"):
            connection.execute(f"create table marts.{table} as select {number} as version from range({ROWS})")
    return Version(path.name, path, {}, settings.time_zone)


def _begin(settings: Settings, kind: str) -> subprocess.Popen[str]:
    database = str(settings.current / "warehouse.duckdb")
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, database, kind],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert reader.stdout and reader.stdout.readline() == "ready\n"
    return reader


def _met(reader: subprocess.Popen[str]) -> Read:
    said = reader.communicate()[0].splitlines()[-1]  # DuckDB draws how far it is with a slow query
    reads, errors, mixtures, versions, *told = said.split(" ", 4)
    return Read(int(reads), int(errors), int(mixtures), int(versions), "".join(told).strip())


if __name__ == "__main__":
    sys.exit(main())
