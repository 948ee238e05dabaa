"""`python -m tests.benchmarks.counties`: what a night of several counties costs beside one county's.

One file changed among 8 and among 30 counties, nothing changed among 30, and 30 counties cold beside 10. What
does not belong here: how a command is measured (measuring), and one county beside bare yardsticks (refresh).
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from openpyxl import load_workbook

from tests.benchmarks.measuring import Measured
from tests.benchmarks.steps import Bench, machine

SHAPES = 3
"""So many counties are drawn in full; the others are like them (simulate)."""
CHANGED = "2024年音乐美术专用教室.xlsx"
"""The file in which a figure is changed."""
ROOM_AREA = (2, 5)
"""Row and column of the first room's area in it."""


def main(
    counties: Annotated[list[int] | None, typer.Option(help="How many counties; 8 and 30.")] = None,
    scale: Annotated[float, typer.Option(min=0.01, help="Pupils per school; 1 is life-size.")] = 1.0,
    rounds: Annotated[int, typer.Option(min=1, help="Nights with one file changed; the median counts.")] = 3,
    folder: Annotated[Path | None, typer.Option(help="Keep raw files and homes here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Take every step for one county and for each number of counties, and show what they cost beside it."""
    numbers = [1, *(counties or [8, 30])]
    with tempfile.TemporaryDirectory(prefix="junheng-counties-") as temporary:
        bench = Bench(folder.absolute() if folder else Path(temporary), scale, SHAPES)
        taken = {number: take(bench, number, rounds) for number in numbers}
    told = {"machine": machine(), "scale": scale, "counties": taken, "ratios": ratios(taken)}
    print(json.dumps(told, ensure_ascii=False, indent=2) if as_json else as_markdown(told))


def take(bench: Bench, counties: int, rounds: int) -> dict[str, float]:
    """Seconds of a cold night, of one in which nothing changed, and of one in which one file changed."""
    print(f"{counties} counties …", file=sys.stderr)
    cold = bench.cold(counties)
    unchanged = [bench.refresh(counties) for _ in range(rounds)]
    changed = [change(bench, counties, turn) for turn in range(rounds)]
    largest = max((cold, *unchanged, *changed), key=lambda one: one.peak_bytes)
    return {
        "cold": cold.seconds,
        "unchanged": statistics.median(one.seconds for one in unchanged),
        "one_file": statistics.median(one.seconds for one in changed),
        "peak_bytes": largest.peak_bytes,
        "processes": largest.processes,
    }


def change(bench: Bench, counties: int, turn: int) -> Measured:
    """A night before which an area in a file of the last county was corrected."""
    *_, county = sorted(path for path in bench.raw(counties).iterdir() if path.is_dir())
    path = county / "2024" / CHANGED
    book = load_workbook(path)
    book[book.sheetnames[-1]].cell(*ROOM_AREA).value = 90 + turn
    partial = path.with_name(f".{path.name}")
    book.save(partial)
    shutil.move(partial, path)
    return bench.refresh(counties)


def ratios(taken: dict[int, dict[str, float]]) -> dict[str, float]:
    """What each number of counties costs beside one, and a county among most beside one among fewer."""
    one, *_ = taken.values()
    found = {}
    for number, times in list(taken.items())[1:]:
        found[f"one_file_among_{number}"] = times["one_file"] / one["one_file"]
        found[f"unchanged_{number}"] = times["unchanged"] / one["unchanged"]
        found[f"cold_{number}_to_one"] = times["cold"] / one["cold"]
    if len(taken) > 2:
        (few, of_few), (many, of_many) = list(taken.items())[-2:]
        found[f"a_county_of_{many}_to_one_of_{few}"] = (of_many["cold"] / many) / (of_few["cold"] / few)
    return found


def as_markdown(told: dict[str, Any]) -> str:
    """Rows for docs/benchmarks-night.md."""
    lines = [
        "| 县 · counties | 首次 · cold, s | 没有变化 · nothing changed, s | 改一个文件 · one file, s"
        " | 内存峰值 · peak, MB | 当时的进程 · processes then |",
        "|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {number} | {one['cold']:.1f} | {one['unchanged']:.1f} | {one['one_file']:.1f}"
            f" | {one['peak_bytes'] / 1e6:.0f} | {one['processes']:.0f} |"
            for number, one in told["counties"].items()
        ),
        "",
        "| 比值 · ratio | |",
        "|---|---:|",
        *(f"| {name} | {value:.2f} |" for name, value in told["ratios"].items()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    typer.run(main)
