"""What is measured, one function a step; each makes what it needs that is not there yet, so it can run alone.

What does not belong here: how a command is measured (measuring), and how the figures are shown (report).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.landing.gather import gather
from pipelines.landing.store import counties_landed
from pipelines.settings import Settings
from tests.benchmarks.measuring import Measured, measure

PROJECT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
MANY = 10


@dataclass(frozen=True)
class Bench:
    """Where the raw files and homes of a benchmark are, and how large its counties: 1 is life-size.

    With `shapes` only so many counties are drawn in full; the others are like them.
    """

    folder: Path
    scale: float = 1.0
    shapes: int | None = None

    def raw(self, counties: int) -> Path:
        """A raw folder with so many synthetic counties; made when it is not there."""
        raw = self.folder / f"raw_{counties}"
        if not raw.exists():
            partial = raw.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            arguments = ["--counties", str(counties), "--scale", str(self.scale), "--out", str(partial)]
            arguments += ["--shapes", str(self.shapes)] if self.shapes else []
            self._run(junheng("simulate", *arguments))
            partial.rename(raw)
        return raw

    def home(self, counties: int) -> Path:
        """The home of a refresh of so many counties."""
        return self.folder / f"home_{counties}"

    def refresh(self, counties: int) -> Measured:
        """One refresh of so many counties, on whatever is in their home."""
        arguments = ["--raw", str(self.raw(counties)), "--home", str(self.home(counties))]
        return self._run(junheng("refresh", *arguments))

    def cold(self, counties: int) -> Measured:
        """A refresh of so many counties into a home that does not exist yet."""
        self.raw(counties)
        shutil.rmtree(self.home(counties), ignore_errors=True)
        return self.refresh(counties)

    def refreshed(self, counties: int) -> Path:
        """A home in which so many counties have been published."""
        if not (self.home(counties) / "current").exists():
            self.cold(counties)
        return self.home(counties)

    def bare_read(self, counties: int) -> Measured:
        """The raw files of so many counties merely read with polars."""
        return self._run([sys.executable, "-m", "tests.benchmarks.bare_read", str(self.raw(counties))])

    def gathered(self, counties: int) -> Path:
        """What landed of so many counties, as one file."""
        settings = Settings(home=self.home(counties))
        return gather(settings, counties_landed(settings), self.folder / f"landing_{counties}.duckdb")

    def built(self, counties: int) -> Path:
        """Where the bare build of so many counties is."""
        return self.folder / f"bare_build_{counties}"

    def bare_build(self, counties: int) -> Measured:
        """The dbt project built with dbt's own command on the landing of so many counties."""
        self.refreshed(counties)
        built = self.built(counties)
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(parents=True)
        command = [str(SCRIPTS / "dbt"), "build", "--exclude-resource-type", "unit_test", "--quiet"]
        return self._run(
            [
                *command,
                "--profiles-dir",
                ".",
                "--target-path",
                str(built / "target"),
                "--log-path",
                str(built),
            ],
            folder=PROJECT / "dbt_project",
            environment={
                "JUNHENG_LANDING_DB": str(self.gathered(counties)),
                "JUNHENG_BUILD_DB": str(built / "warehouse.duckdb"),
                "DO_NOT_TRACK": "1",
            },
        )

    def night_build(self, counties: int) -> Measured:
        """The same landing built as a night builds it: beside the registry, the tests asked in one go."""
        return self._run(
            [sys.executable, "-m", "tests.benchmarks.night_build", str(self.refreshed(counties))]
        )

    def by_hand(self, counties: int) -> Measured:
        """R1–R7 and their coefficients alone, by hand, from the staging tables of that bare build."""
        database = self.built(counties) / "warehouse.duckdb"
        if not database.exists():
            self.bare_build(counties)
        landing = str(self.gathered(counties))
        return self._run([sys.executable, "-m", "tests.benchmarks.by_hand", str(database), landing])

    def _run(
        self, command: list[str], *, folder: Path = PROJECT, environment: dict[str, str] | None = None
    ) -> Measured:
        self.folder.mkdir(parents=True, exist_ok=True)
        return measure(command, folder=folder, environment=environment)


def junheng(*arguments: str) -> list[str]:
    """The command `junheng` that is installed beside this Python."""
    return [str(SCRIPTS / "junheng"), *arguments]


def unchanged(bench: Bench) -> Measured:
    """A night on which nothing changed: the second refresh of one county."""
    bench.refreshed(1)
    return bench.refresh(1)


STEPS: dict[str, tuple[str, Callable[[Bench], Measured]]] = {
    "cold": ("一个县，首次刷新 · one county, cold refresh", lambda bench: bench.cold(1)),
    "unchanged": ("一个县，没有变化 · one county, nothing changed", unchanged),
    "bare_read": (
        "同样的文件只读一遍 · the same files merely read with polars",
        lambda bench: bench.bare_read(1),
    ),
    "bare_build": (
        "同样的入库只用 dbt 计算 · the same landing built bare with dbt",
        lambda bench: bench.bare_build(1),
    ),
    "night_build": (
        "同样的入库照每晚的办法计算 · the same landing built as a night does",
        lambda bench: bench.night_build(1),
    ),
    "cold_many": (f"{MANY} 个县，首次刷新 · {MANY} counties, cold refresh", lambda bench: bench.cold(MANY)),
    "bare_read_many": (
        f"{MANY} 个县只读一遍 · {MANY} counties merely read",
        lambda bench: bench.bare_read(MANY),
    ),
    "bare_build_many": (
        f"{MANY} 个县只用 dbt 计算 · {MANY} counties built bare",
        lambda bench: bench.bare_build(MANY),
    ),
    "night_build_many": (
        f"{MANY} 个县照每晚的办法计算 · {MANY} counties built as a night does",
        lambda bench: bench.night_build(MANY),
    ),
    "by_hand_many": (
        f"{MANY} 个县只手写 R1–R7 和差异系数 · R1–R7 and CV of {MANY} counties by hand",
        lambda bench: bench.by_hand(MANY),
    ),
}
"""Every step by name, in the order in which they run: what it is called, and the function that runs it."""


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    load = os.getloadavg()[0]
    return {
        "处理器 · cores": str(cores),
        "内存 · memory": f"{memory:.0f} GiB",
        "开始时的负载 · load at the start": f"{load:.1f}",
        "Python": sys.version.split()[0],
    }
