"""`python -m tests.benchmarks.queries`: how long each common query takes on a whole county.

Writes docs/benchmarks-queries.md. What does not belong here: whether an answer is right (tests/integration).
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from pipelines.orchestration.run import refresh
from pipelines.settings import Settings
from pipelines.simulate.county import simulate
from pipelines.warehouse.reading import SHUT_OFF
from tests.benchmarks.steps import PROJECT, machine

PAGE = PROJECT / "docs" / "benchmarks-queries.md"
QUERIES = sorted((PROJECT / "docs" / "queries").glob("*.sql"))
TIMES = 10
"""Each query is asked so often on one connection, and the fastest counts: the others were disturbed."""
GOAL = 100
"""Milliseconds; a query above it is marked on the page."""


@dataclass(frozen=True)
class Taken:
    """Milliseconds of a query: until the answer was there, and of processors, which nothing else disturbs."""

    waited: float
    worked: float


def main(
    home: Annotated[Path | None, typer.Option(help="A home that is there; else one county is made.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and write no page.")] = False,
) -> None:
    """Ask every query of a county's version in force."""
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="junheng-queries-") as folder:
        taken = ask(home or publish(Path(folder)))
    if as_json:
        print(json.dumps({name: asdict(one) for name, one in taken.items()}, indent=2))
        return
    PAGE.write_text(as_markdown(taken, facts), encoding="utf-8")
    print(f"written: {PAGE}")


def publish(folder: Path) -> Path:
    """A synthetic county of full size, published."""
    simulate(folder / "raw", counties=1)
    outcome = refresh(Settings(raw=folder / "raw", home=folder / "home", settle_seconds=0))
    assert outcome.outcome == "published", outcome.reasons
    return folder / "home"


def ask(home: Path) -> dict[str, Taken]:
    """What each query took, by its name."""
    database = str(home / "current" / "warehouse.duckdb")
    with duckdb.connect(database, read_only=True, config=SHUT_OFF) as warehouse:
        return {path.stem: fastest(warehouse, path.read_text(encoding="utf-8")) for path in QUERIES}


def fastest(warehouse: duckdb.DuckDBPyConnection, sql: str) -> Taken:
    """The fastest of several times that all rows of a query were fetched."""
    taken = []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        warehouse.execute(sql).fetchall()
        taken.append(Taken((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
    return min(taken, key=lambda one: one.waited)


def as_markdown(taken: dict[str, Taken], facts: dict[str, str]) -> str:
    """The page."""
    above = sum(one.waited > GOAL for one in taken.values())
    return "\n".join(
        (
            "# 常用查询的用时 · How long the common queries take",
            "",
            f"`python -m tests.benchmarks.queries` · {datetime.now(UTC).date().isoformat()} · "
            + " · ".join(f"{name} {value}" for name, value in facts.items()),
            "",
            f"一个县四个学年，每条问 {TIMES} 次取最快的，取回全部行；目标 {GOAL} 毫秒，{above} 条超过（▲）。",
            f"One county of four school years, the fastest of {TIMES}, all rows fetched; above the goal of",
            f"{GOAL} ms are {above} (▲). The time of processors depends on nothing else that runs.",
            "",
            "| 查询 · query | 毫秒 · ms | 处理器毫秒 · of processors |",
            "|---|---:|---:|",
            *(
                f"| [{name}](queries/{name}.sql) | {'▲ ' if one.waited > GOAL else ''}{one.waited:.0f}"
                f" | {one.worked:.0f} |"
                for name, one in taken.items()
            ),
            "",
        )
    )


if __name__ == "__main__":
    typer.run(main)
