"""`python -m tests.upgrade DIR OLD`: a home and a `county/` of an older program, refreshed by this one.

`OLD` is a checkout of the older program; it runs in this program's environment, or in its own where it has
one. A small county with departments, an indicator and a threshold of its own is made and published by the
older program; then this one refreshes the same folder. Nothing is touched by hand: what people wrote stays
byte by byte, every table of the older version is held against the new one, and everything that had landed is
still there. Prints what it found; exit code 1 where something differs. What does not belong here: whether
the figures are right (tests.oracle).
"""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.settings import PROJECT

COUNTY = "370399"
"""The county that the simulator makes."""
SCHEMA = "marts"
COUNT = "select count(*) from ({} except all {})"
OWN_ROWS = {
    "departments": [
        {"department_code": "教体", "department_name": "区教育局"},
        {"department_code": "审批", "department_name": "区行政审批局"},
    ],
    "indicator_departments": [{"indicator_code": "R1", "department_code": "审批", "task": "4"}],
    "rulesets": [
        {
            "ruleset_code": f"{COUNTY}_own", "ruleset_name": "本区方案", "ruleset_name_en": "Own plan",
            "layers": f"{COUNTY}|national", "point_counting": "own", "cohort_formula": "F2",
            "catchment_population": "all", "migrant_population": "public_only", "compliance_min_met": "6",
        }
    ],
    "thresholds": [
        {
            "layer": COUNTY, "indicator_code": "R1", "stage": "小学", "comparison": ">=",
            "threshold": "4.5", "floor_ratio": "0.85", "cv_limit": "0.5", "basis": "本区方案",
        }
    ],
}  # fmt: skip
"""What a county wrote, by table; columns that are not named are blank."""


def main() -> int:
    """Publish by the older program, refresh by this one, compare; 1 where something differs."""
    here, old = (Path(word).absolute() for word in sys.argv[1:3])
    here.mkdir(parents=True, exist_ok=True)
    if not (here / "raw").exists():
        _run(
            here, old, "simulate", "--counties", "1", "--scale", "0.05", "--out", str(here / "raw"), "--json"
        )
        _write_rows(here / "county", old)
    _run(here, old, "refresh")
    before = (here / "warehouse" / "current").resolve()
    print(f"the older program ({_commit(old)}) published {before.name}, {_landed(here)} rows landed")
    written, rows = _hashes(here), _landed(here)
    _run(here, PROJECT, "refresh")
    after = (here / "warehouse" / "current").resolve()
    print(f"this one ({_commit(PROJECT)}) published {after.name}, {_landed(here)} rows landed")
    faults = list(_differences(before / "warehouse.duckdb", after / "warehouse.duckdb"))
    if _hashes(here) != written:
        faults.append("something in raw/ or county/ was changed")
    if _landed(here) < rows:
        faults.append("rows that had landed are gone")
    if after == before:
        faults.append("nothing was published")
    for fault in faults:
        print(f"NO  {fault}")
    print(f"{len(written)} files of people unchanged" if not faults else f"{len(faults)} differences")
    return 1 if faults else 0


def _run(here: Path, program: Path, *arguments: str) -> None:
    """The command `junheng` of a checkout, in the working folder."""
    entry = tomllib.loads((program / "pyproject.toml").read_text())["project"]["scripts"]["junheng"]
    module, _, function = entry.partition(":")
    own = program / ".venv" / "bin" / "python"
    script = f"import sys; from {module} import {function}; sys.exit({function}())"
    places = {
        "JUNHENG_RAW": here / "raw",
        "JUNHENG_HOME": here / "warehouse",
        "JUNHENG_COUNTY": here / "county",
    }
    told = {name: str(path) for name, path in places.items()} | {"PYTHONPATH": str(program)}
    started = time.monotonic()
    ended = subprocess.run(
        [str(own if own.exists() else sys.executable), "-c", script, *arguments],
        cwd=here, env=os.environ | told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(
        f"{arguments[0]} by {program.name}: exit code {ended.returncode}, {time.monotonic() - started:.0f} s"
    )
    if ended.returncode:
        raise SystemExit(ended.stdout[-3000:] + ended.stderr[-3000:])


def _write_rows(folder: Path, program: Path) -> None:
    """The county's rows in the columns that the older program's registry has; what it lacks is left out."""
    folder.mkdir(exist_ok=True)
    seeds = {path.stem: path for path in (program / "dbt_project" / "seeds").rglob("*.csv")}
    for name, rows in OWN_ROWS.items() if "open_tables" in seeds else ():
        with seeds[name].open(encoding="utf-8-sig", newline="") as file:
            columns = ["county_code", *(one for one in next(csv.reader(file)) if one != "county_code")]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows({"county_code": COUNTY} | row for row in rows)


def _hashes(here: Path) -> dict[str, str]:
    """What people wrote: their files, and their rows."""
    paths = [
        path for name in ("raw", "county") for path in sorted((here / name).rglob("*")) if path.is_file()
    ]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _landed(here: Path) -> int:
    """Rows of datasets that had landed, whichever way the home is laid out."""
    home, rows = here / "warehouse", 0
    for store in [*(home / "landing").glob("*.duckdb"), *home.glob("landing.duckdb")]:
        with duckdb.connect(str(store), read_only=True) as connection:
            tables = connection.execute(
                "select database_name, schema_name, table_name from duckdb_tables()"
                " where schema_name = 'landing'"
            ).fetchall()
            for names in tables:
                table = ".".join(f'"{name}"' for name in names)
                (count,) = connection.execute(f"select count(*) from {table}").fetchone() or (0,)
                rows += count
    return rows


def _differences(before: Path, after: Path) -> Iterator[str]:
    """Tables whose rows are not the same, doubles to ten digits, in the columns of the older one."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as before (read_only); attach '{after}' as after (read_only)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'before' and schema_name = ?",
            [SCHEMA],
        ).fetchall()
        print(f"{len(tables)} tables of {SCHEMA} compared")
        for (table,) in sorted(tables):
            columns = connection.execute(
                "select column_name, data_type from duckdb_columns() where database_name = 'before'"
                " and schema_name = ? and table_name = ? order by column_index",
                [SCHEMA, table],
            ).fetchall()
            said = [
                f"printf('%.9e', \"{name}\")" if kind == "DOUBLE" else f'"{name}"' for name, kind in columns
            ]
            try:
                gone, came = _only_in(connection, table, ", ".join(said))
            except duckdb.Error as error:
                yield f"{table}: {str(error).splitlines()[0]}"
                continue
            if gone or came:
                differ = [
                    name
                    for (name, _), one in zip(columns, said, strict=True)
                    if _only_in(connection, table, one)[0]
                ]
                where = f", in {', '.join(differ)}" if differ else ""
                yield f"{table}: {gone} rows only before{where}, {came} only after"


def _only_in(connection: duckdb.DuckDBPyConnection, table: str, said: str) -> tuple[int, int]:
    """How many rows, in some columns, only the older version has, and only the newer."""
    counts = []
    for one, other in (("before", "after"), ("after", "before")):
        of_one, of_other = (f"select {said} from {side}.{SCHEMA}.{table}" for side in (one, other))
        counts += connection.execute(COUNT.format(of_one, of_other)).fetchone() or (0,)
    return counts[0], counts[1]


def _commit(program: Path) -> str:
    told = ["git", "-C", str(program), "log", "-1", "--format=%h of %as"]
    return subprocess.run(told, capture_output=True, text=True, check=False).stdout.strip() or program.name


if __name__ == "__main__":
    sys.exit(main())
