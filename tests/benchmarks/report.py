"""The figures of a benchmark as a table and as ratios; what does not belong here: taking them (steps)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tests.benchmarks.measuring import Measured
from tests.benchmarks.steps import MANY, STEPS

RATIOS = {
    "refresh_to_bare": (
        "刷新 ÷（只读 + 只计算）· refresh ÷ (bare read + bare build)",
        ("cold",),
        ("bare_read", "bare_build"),
    ),
    "refresh_to_bare_many": (
        f"{MANY} 个县：刷新 ÷（只读 + 只计算）· the same for {MANY} counties",
        ("cold_many",),
        ("bare_read_many", "bare_build_many"),
    ),
    "build_to_hand_many": (
        f"{MANY} 个县：dbt 计算 ÷ 只手写 R1–R7 和差异系数 · bare build ÷ R1–R7 and CV by hand",
        ("bare_build_many",),
        ("by_hand_many",),
    ),
    "night_to_bare": (
        "每晚的计算 ÷ 只用 dbt 计算 · a night's build ÷ bare build",
        ("night_build",),
        ("bare_build",),
    ),
    "many_to_one": (f"{MANY} 个县 ÷ 一个县 · {MANY} counties ÷ one", ("cold_many",), ("cold",)),
}


def ratios(taken: Mapping[str, Measured]) -> dict[str, float]:
    """Every ratio of wall times whose steps were all taken."""
    found = {}
    for name, (_, above, below) in RATIOS.items():
        if all(step in taken for step in (*above, *below)):
            found[name] = sum(taken[step].seconds for step in above) / sum(
                taken[step].seconds for step in below
            )
    return found


def as_dict(taken: Mapping[str, Measured], facts: Mapping[str, str]) -> dict[str, Any]:
    """Everything for JSON: seconds, bytes and ratios."""
    steps = {name: asdict(measured) for name, measured in taken.items()}
    return {"machine": dict(facts), "steps": steps, "ratios": ratios(taken)}


def as_markdown(taken: Mapping[str, Measured], facts: Mapping[str, str], *, scale: float, day: str) -> str:
    """The page `docs/benchmarks.md`."""
    lines = [
        "# 性能 · Benchmarks",
        "",
        f"`python -m tests.benchmarks.refresh` · {day} · "
        + " · ".join(f"{name} {value}" for name, value in facts.items())
        + ("" if scale == 1 else f" · 规模 scale {scale}"),
        "",
        "时间是从命令开始到结束的实际时间（含启动 Python）；内存是该命令全部进程同时占用的最大值"
        "（进程之间共享的页只计一次）。",
        "Wall time from start to end of the command, Python's start included; memory of all its processes",
        "together at the worst moment (pages they share count once).",
        "",
        "| 步骤 · step | 秒 · seconds | 内存峰值 · peak memory, MB |",
        "|---|---:|---:|",
    ]
    for name, measured in taken.items():
        lines.append(f"| {STEPS[name][0]} | {measured.seconds:.1f} | {measured.peak_bytes / 1e6:.0f} |")
    found = ratios(taken)
    if found:
        lines += ["", "| 比值 · ratio of wall times | |", "|---|---:|"]
        lines += [f"| {RATIOS[name][0]} | {value:.2f} |" for name, value in found.items()]
    return "\n".join(lines) + "\n"
