"""The machine: its Python, C library, memory pages, fonts, memory, clock, and whether the engines run on it.

What does not belong here: folders (files) and what lies in them (home).
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pipelines.doctor.symptom import Symptom, judged
from pipelines.settings import Settings
from pipelines.warehouse.versions import current

PYTHON, GLIBC = (3, 11), (2, 28)
PAGE = 4096
MEMORY_GB = 3.0
A_DAY = timedelta(days=1)
TRY = (
    "import duckdb, polars; polars.DataFrame({'a': [1]}).sum(); print(duckdb.sql('select 42').fetchone()[0])"
)
SAYS, PATIENCE = "42", 120


def look_at_machine(settings: Settings, now: datetime | None = None) -> Iterator[Symptom]:
    """Everything about the machine; `now` with its zone."""
    yield judged(
        "Python", sys.version_info >= PYTHON, platform.python_version(), "请安装 Python 3.11 或更高版本。"
    )
    yield _glibc()
    yield _pages()
    yield _engines()
    yield _memory()
    yield _fonts()
    yield _clock(settings, now or datetime.now(UTC))


def _glibc() -> Symptom:
    kind, version = platform.libc_ver()
    parts = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    enough = kind == "glibc" and parts >= GLIBC
    found = f"{kind} {version}".strip() or platform.system()
    return judged(
        "glibc", enough, found, "依赖的包按 glibc 2.28 编译；请换用较新的系统（如麒麟 V10、统信 20）。"
    )


def _pages() -> Symptom:
    size = os.sysconf("SC_PAGE_SIZE")
    return judged(
        "内存页",
        size == PAGE,
        f"{size} 字节",
        "有的程序在 64 KB 内存页上会崩溃；“计算引擎”一项能运行就可以用，否则请换 4 KB 内存页的内核。",
        otherwise="note",
    )


def _engines() -> Symptom:
    """Tried in a process of their own: on a machine that does not suit them they do not raise, they crash."""
    command = [sys.executable, "-c", TRY]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return Symptom("计算引擎", "fault", f"{PATIENCE} 秒没有算完", "机器太忙或太慢，请稍后再试。")
    runs = ended.returncode == 0 and ended.stdout.strip() == SAYS
    said = (ended.stderr.strip().splitlines() or [f"退出码 {ended.returncode}"])[-1]
    todo = f"DuckDB 或 polars 在这台机器（{platform.machine()}）上不能运行，请重新安装或换机器。"
    return judged("计算引擎", runs, "能运行" if runs else said, todo)


def _memory() -> Symptom:
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    todo = "一次刷新约用 1.3 GB 以上内存；请关掉别的程序，或把设置 threads 改为 1。"
    return judged("内存", gigabytes >= MEMORY_GB, f"{gigabytes:.1f} GB", todo, otherwise="note")


def _fonts() -> Symptom:
    """Only whoever looks at pages and workbooks on this machine needs them."""
    lists = shutil.which("fc-list")
    if lists is None:
        return Symptom(
            "中文字体", "note", "没有 fc-list，无法知道", "只在这台机器上看网页和表格时才需要字体。"
        )
    told = subprocess.run([lists, ":lang=zh", "family"], capture_output=True, text=True, check=False)
    fonts = {line for line in told.stdout.splitlines() if line}
    todo = "在这台机器上看网页和表格会显示方块；请安装中文字体，如 fonts-noto-cjk。"
    return judged("中文字体", bool(fonts), f"{len(fonts)} 种", todo, otherwise="note")


def _clock(settings: Settings, now: datetime) -> Symptom:
    version = current(settings)
    found = f"{now.astimezone(settings.time_zone):%Y-%m-%d %H:%M}（{settings.time_zone.key}）"
    ahead = version is not None and version.created_at > now + A_DAY
    if ahead and version:
        found += f"，早于现行版本 {version.name}"
    return judged("时钟", not ahead, found, "机器的时间不对，先后会弄错；请校准（timedatectl）后再刷新。")
