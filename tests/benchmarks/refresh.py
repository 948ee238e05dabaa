"""`python -m tests.benchmarks.refresh`: time and memory of a refresh, beside bare yardsticks.

Writes the table in docs/benchmarks.md when every step ran at life size. What does not belong here: the steps.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tests.benchmarks.measuring import Measured
from tests.benchmarks.report import as_dict, as_markdown
from tests.benchmarks.steps import PROJECT, STEPS, Bench, machine

PAGE = PROJECT / "docs" / "benchmarks.md"


def main(
    only: Annotated[list[str] | None, typer.Option(help=f"Only these steps: {', '.join(STEPS)}.")] = None,
    scale: Annotated[float, typer.Option(min=0.01, help="Pupils per school; 1 is life-size.")] = 1.0,
    folder: Annotated[Path | None, typer.Option(help="Keep raw files and homes here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Run the steps, show them, and write docs/benchmarks.md after a full run."""
    chosen = only or list(STEPS)
    if unknown := sorted(set(chosen) - STEPS.keys()):
        raise typer.BadParameter(f"no such step: {', '.join(unknown)}")
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="junheng-benchmark-") as temporary:
        taken = run_steps(Bench(folder.absolute() if folder else Path(temporary), scale), chosen)
    page = as_markdown(taken, facts, scale=scale, day=datetime.now(UTC).date().isoformat())
    print(json.dumps(as_dict(taken, facts), ensure_ascii=False, indent=2) if as_json else page)
    if set(chosen) == STEPS.keys() and scale == 1:
        PAGE.write_text(page, encoding="utf-8")
        print(f"written: {PAGE}", file=sys.stderr)


def run_steps(bench: Bench, chosen: list[str]) -> dict[str, Measured]:
    """Run the chosen steps in their order, with a bar on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    taken = {}
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for name, (title, step) in STEPS.items():
            if name in chosen:
                task = progress.add_task(title, total=None)
                taken[name] = step(bench)
                progress.update(task, total=1, completed=1)
    return taken


if __name__ == "__main__":
    typer.run(main)
