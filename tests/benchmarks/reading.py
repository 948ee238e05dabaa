# ruff: noqa: E501  (lines of the page)
"""`python -m tests.benchmarks.reading`: rows a second through the contracts, beside merely reading.

Writes docs/benchmarks-reading.md at full size. What does not belong here: a whole refresh (refresh), the
files (reading_files).
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipelines.contracts.check import check_file
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.landing.land import land
from pipelines.settings import Settings
from tests.benchmarks.bare_read import read as bare_read
from tests.benchmarks.reading_files import FILES, many_workbooks, write_file
from tests.benchmarks.steps import PROJECT, machine

PAGE = PROJECT / "docs" / "benchmarks-reading.md"
ROWS, WORKBOOKS = 100_000, 1000
SMALL = (
    "小文件的时间花在一列一列的查询上，不在行数上。合成县四年的 257 个文件逐个检查（2026-11-30，同一次运行），每个平均用处理器：",
    "现在 20 毫秒，各列合在一起查询之前 57 毫秒，以前的程序（eb55b83）37 毫秒。",
    "A small file takes its time by queries, column after column, and not by its rows. Each of the 257 files of four years of",
    "the synthetic county, checked one by one (2026-11-30, in one run), takes 20 ms of processor; before the columns were asked",
    "together it took 57 ms, and with the program of before (eb55b83) 37 ms.",
    "十万行的文件与以前的程序轮流读（2026-11-30，没有别的程序），秒：班级名册 .xlsx 0.352 → 0.346，.csv 0.087 → 0.090，学籍名册 .csv 0.391 → 0.373。",
    "Files of 100,000 rows beside the program of before, in turns, nothing else running, seconds: classes .xlsx 0.352 → 0.346, .csv",
    "0.087 → 0.090, pupils .csv 0.391 → 0.373.",
)
"""What older programs took is not measured again."""
TIMES = 5
"""Each reading is taken so often, and the fastest counts: the others were disturbed."""


@dataclass(frozen=True)
class Taken:
    """Seconds for one file: through the contracts, and merely read with polars; None where polars cannot."""

    rows: int
    seconds: float
    bare_seconds: float

    @property
    def rows_a_second(self) -> float:
        """Through the contracts."""
        return self.rows / self.seconds

    @property
    def ratio(self) -> float:
        """Speed against merely reading; 1 is as fast."""
        return self.bare_seconds / self.seconds


def main(
    rows: Annotated[int, typer.Option(min=10, help="Rows of each file.")] = ROWS,
    workbooks: Annotated[int, typer.Option(min=0, help="Small workbooks landed at once.")] = WORKBOOKS,
    only: Annotated[list[str] | None, typer.Option(help=f"Only these files: {', '.join(FILES)}.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read the files, show what it took, and write the page after a full run."""
    if unknown := sorted(set(only or ()) - FILES.keys()):
        raise typer.BadParameter(f"no such file: {', '.join(unknown)}")
    facts = machine()
    with tempfile.TemporaryDirectory(prefix="junheng-reading-") as folder:
        taken = {name: take(name, rows, Path(folder)) for name in only or FILES}
        landed = land_many(workbooks, Path(folder)) if workbooks else None
    page = as_markdown(taken, landed, workbooks, facts)
    found = {name: asdict(one) | {"ratio": one.ratio} for name, one in taken.items()}
    print(json.dumps({"files": found, "seconds_a_workbook": landed}, indent=2) if as_json else page)
    if rows == ROWS and workbooks == WORKBOOKS and not only:
        PAGE.write_text(page, encoding="utf-8")
        print(f"written: {PAGE}", file=sys.stderr)


def take(name: str, rows: int, folder: Path) -> Taken:
    """Write one file and read it both ways."""
    path = write_file(name, rows, folder)
    book, hasher = AliasBook.load(Settings().aliases), Hasher(b"k" * 32)

    def checked() -> None:
        result = check_file(
            path, county_code="370399", school_year=2024, book=book, hasher=hasher, max_rejected_share=0.1
        )
        assert result.state == "accepted", result.findings
        assert sum(sheet.rows_accepted for sheet in result.sheets) == rows

    return Taken(rows, fastest(checked), fastest(lambda: bare_read(path)))


def land_many(workbooks: int, folder: Path) -> float:
    """Land so many small workbooks in one refresh; seconds for each."""
    many_workbooks(folder / "raw", workbooks)
    began = time.perf_counter()
    report = land(
        Settings(raw=folder / "raw", home=folder / "home", settle_seconds=0),
        refresh_id="benchmark",
        now=datetime.now(UTC).replace(tzinfo=None),
    )
    assert report.files_new == workbooks, report
    return (time.perf_counter() - began) / workbooks


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few times."""
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def as_markdown(taken: dict[str, Taken], landed: float | None, workbooks: int, facts: dict[str, str]) -> str:
    """The page."""
    day = datetime.now(UTC).date().isoformat()
    lines = [
        "# 读取速度 · Reading speed",
        "",
        f"`python -m tests.benchmarks.reading` · {day} · "
        + " · ".join(f"{name} {value}" for name, value in facts.items()),
        "",
        "每个文件经过全部契约检查的速度，与只用 polars 读同一文件相比；比值 1 为一样快。工作簿在打开前先逐个部件查看"
        "（炸弹、越界的单元格、合并单元格、没有结果的公式），约占四分之一的时间；每个号码的加密哈希约 1 微秒。",
        "Each file through every check of its contract, beside polars merely reading it; 1 is as fast. A workbook's parts are",
        "looked through before it is opened (bombs, stray cells, merged cells, formulas without a result), a quarter of its time;",
        "the keyed hash of a number takes some 1 µs.",
        "",
        *SMALL,
        "",
        "| 文件 · file | 行/秒 · rows/s | 只读 行/秒 · merely read | 比值 · ratio |",
        "|---|---:|---:|---:|",
    ]
    for name, one in taken.items():
        bare = one.rows / one.bare_seconds
        lines.append(f"| {FILES[name].title} | {one.rows_a_second:,.0f} | {bare:,.0f} | {one.ratio:.2f} |")
    if landed is not None:
        lines += [
            "",
            f"{workbooks} 个小工作簿一次入库，每个 · landed in one refresh, each: {landed * 1000:.1f} ms",
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
