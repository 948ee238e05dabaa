"""`python -m tests.benchmarks.nation`: joining, publishing and asking a province or a nation.

136 counties of which 7 changed, unless told otherwise; `--counties 2900 --changed 145` is the nation (40 GB
of disk). The rows are those of a version of life-sized counties, written again under other codes
(simulate.nation). What does not belong here: the steps (nation_steps).
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.settings import Settings
from tests.benchmarks.measuring import Measured, measure
from tests.benchmarks.nation_steps import LIKE, settings_of
from tests.benchmarks.steps import PROJECT, Bench, machine

TITLES = {
    "copy": "只复制一遍文件 · the file merely copied",
    "join": "拼接并核对 · joined and verified",
    "publish": "整版发布（不含报表和网页）· published as a version (without reports and pages)",
}


def main(
    counties: Annotated[int, typer.Option(min=2)] = 136,
    changed: Annotated[int, typer.Option(min=1)] = 7,
    like: Annotated[Path | None, typer.Option(help="A home whose counties the others are like.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Keep everything here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make the nation, take every step, and show seconds, memory and ratios."""
    with tempfile.TemporaryDirectory(prefix="junheng-nation-") as temporary:
        where = (folder or Path(temporary)).absolute()
        where.mkdir(parents=True, exist_ok=True)
        home = like.absolute() if like else Bench(where).refreshed(1)
        shutil.rmtree(where / LIKE, ignore_errors=True)
        # in the same file system, so that its files can be linked
        version = Settings(home=home).current.resolve()
        shutil.copytree(version, where / LIKE / "versions" / version.name)
        (where / LIKE / "current").symlink_to(Path("versions") / version.name)
        (where / "plan.json").write_text(json.dumps({"counties": counties, "changed": changed}))
        taken = {step: take(where, step) for step in ("make", "copy", "join", "publish", "ask")}
        size = (settings_of(where).current / "warehouse.duckdb").stat().st_size
        answers = json.loads((where / "answers.json").read_text())
    told = {
        "machine": machine(),
        "counties": counties,
        "changed": changed,
        "file_bytes": size,
        "steps": {
            name: {"seconds": one.seconds, "peak_bytes": one.peak_bytes} for name, one in taken.items()
        },
        "join_to_copy": taken["join"].seconds / taken["copy"].seconds,
        **answers,
    }
    print(json.dumps(told, ensure_ascii=False, indent=2) if as_json else as_markdown(told))


def take(folder: Path, step: str) -> Measured:
    """Take one step in a process of its own."""
    print(f"{step} …", file=sys.stderr)
    return measure([sys.executable, "-m", "tests.benchmarks.nation_steps", step, str(folder)], folder=PROJECT)


def as_markdown(told: dict[str, Any]) -> str:
    """Rows for docs/benchmarks-night.md."""
    steps = told["steps"]
    lines = [
        f"{told['counties']} 个县，其中 {told['changed']} 个有变化，文件 {told['file_bytes'] / 1e9:.1f} GB",
        "",
        "| 步骤 · step | 秒 · seconds | 内存峰值 · peak memory, MB |",
        "|---|---:|---:|",
        *(
            f"| {title} | {steps[name]['seconds']:.1f} | {steps[name]['peak_bytes'] / 1e6:.0f} |"
            for name, title in TITLES.items()
        ),
        "",
        "| | |",
        "|---|---:|",
        f"| 拼接 ÷ 只复制 · join ÷ bare copy | {told['join_to_copy']:.2f} |",
        f"| 二十个点名县的查询，p95 毫秒 · twenty queries of a county, p95 ms | {told['p95_ms']:.0f} |",
        f"| 全国扫描，最慢一个，秒 · scans of everything, the slowest, s | {told['scan_s']:.2f} |",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    typer.run(main)
