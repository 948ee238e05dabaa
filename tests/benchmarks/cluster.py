"""`python -m tests.benchmarks.cluster`: the same night on a Dask cluster of one worker and of two.

Scheduler and workers are processes on loopback, so two workers are faster where there is more than one
processor. The counties have landed and are computed anew, in turns. What does not belong here: how a command
is measured (measuring), and whether the rows are right (tests/unit/night/test_cluster).
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks.measuring import measure
from tests.benchmarks.steps import PROJECT, Bench, junheng, machine
from tests.dask_cluster import Cluster

WORKERS = (1, 2)


def main(
    counties: Annotated[int, typer.Option(min=4)] = 10,
    rounds: Annotated[int, typer.Option(min=1, help="The median counts.")] = 1,
    scale: Annotated[float, typer.Option(min=0.01, help="Pupils per school; 1 is life-size.")] = 1.0,
    folder: Annotated[Path | None, typer.Option(help="Keep raw files and homes here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Land the counties once, then compute and publish them with each number of workers."""
    with tempfile.TemporaryDirectory(prefix="junheng-cluster-") as temporary:
        bench = Bench(folder.absolute() if folder else Path(temporary), scale)
        bench.refreshed(counties)
        taken: dict[int, list[float]] = {number: [] for number in WORKERS}
        for _ in range(rounds):
            for number in WORKERS:
                taken[number].append(take(bench, counties, number))
    seconds = {number: statistics.median(found) for number, found in taken.items()}
    few, many = WORKERS
    told = {
        "machine": machine(),
        "counties": counties,
        "seconds": seconds,
        "one_to_two": seconds[few] / seconds[many],
    }
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    print(f"| {counties} 个县 · counties | 秒 · seconds |\n|---|---:|")
    for number, one in seconds.items():
        print(f"| {number} 个工作进程 · workers | {one:.1f} |")
    print(f"| 比值 · ratio | {told['one_to_two']:.2f} |")


def take(bench: Bench, counties: int, workers: int) -> float:
    """Seconds of a night on so many workers, in which every county is computed and none is read."""
    print(f"{workers} workers …", file=sys.stderr)
    home = bench.home(counties)
    for name in ("current", "versions"):
        path = home / name
        path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)
    cluster = Cluster(bench.folder)
    try:
        cluster.start(workers)
        command = junheng("refresh", "--raw", str(bench.raw(counties)), "--home", str(home))
        return measure(command, folder=PROJECT, environment={"JUNHENG_CLUSTER": cluster.address}).seconds
    finally:
        cluster.stop()


if __name__ == "__main__":
    typer.run(main)
