"""Many tiny files, and the largest files that are taken: `python -m tests.benchmarks.sizes [NAME…]`.

Each is measured in a process of its own: the processor's time of it and of the processes it starts, and the
most memory that one of them held at once. What does not belong here: rows a second (reading), a whole night
(refresh).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import xlsxwriter

from pipelines.contracts.check import check_file
from pipelines.contracts.persons.hashing import KEY_BYTES, Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.ingest.text import LARGEST_TEXT
from pipelines.landing.land import land
from pipelines.settings import PROJECT, Settings
from tests.benchmarks.reading_files import CLASSES, GRADES

FEW, MANY = 1_000, 20_000
MOST_ROWS = 1_048_576
"""Rows of a worksheet."""
CLASS_ROSTER = "学校标识码,学段,年级,班级,学生数（人）"


def tiny_files(raw: Path, number: int, *, after: int = 0) -> None:
    """So many texts of a heading and two classes, in folders of a hundred schools, after those that stand."""
    for school in range(after, after + number):
        folder = raw / "370399" / "2024" / f"{school // 100:03}"
        folder.mkdir(parents=True, exist_ok=True)
        code = 2137000000 + school
        rows = "".join(f"{code},小学,{grade},1班,{40 + school % 5}\n" for grade in GRADES[:2])
        (folder / f"{school:05}.csv").write_text(f"{CLASS_ROSTER}\n{rows}", encoding="utf-8")


def large_text(path: Path, size: int, *, quoted: bool) -> None:
    """A roster of classes of so many bytes."""
    sign = '"' if quoted else ""
    school = at = 0
    with path.open("w", encoding="utf-8") as file:
        at += file.write(f"{CLASS_ROSTER}\n")
        while at < size - 10_000:
            cells = (
                str(2137000000 + school // 45),
                "小学",
                GRADES[school % 5],
                f"{school % 45 // 5 + 1}班",
                "40",
            )
            line = ",".join(f"{sign}{cell}{sign}" for cell in cells)
            at += len(line.encode()) + 1
            file.write(f"{line}\n")
            school += 1


def long_sheet(path: Path) -> None:
    """As many rows as a worksheet has, of six columns, the sixth of which is of no dataset."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, (*CLASSES, "备注"))
        for at in range(1, MOST_ROWS):
            school, number = divmod(at, 45)
            sheet.write_row(
                at,
                0,
                (str(2137000000 + school), "小学", GRADES[number % 5], f"{number // 5 + 1}班", 40, "无"),
            )


def landed(number: int) -> Callable[[Path], Iterator[str]]:
    """Land so many tiny files, and look at them again on a night in which nothing moved."""

    def measure(folder: Path) -> Iterator[str]:
        settings = Settings(raw=folder / "raw", home=folder / "home", settle_seconds=0)
        tiny_files(settings.raw, number)
        for night in ("all new", "none new", "one new"):
            if night == "one new":
                tiny_files(settings.raw, 1, after=number)
            began, used = time.monotonic(), _processor()
            report = land(settings, refresh_id=night, now=datetime(2024, 11, 1))
            seconds, used = time.monotonic() - began, _processor() - used
            each = f", {used / number * 1000:.2f} ms of processor a file" if night == "all new" else ""
            yield f"{night}: {report.files_new} landed, {used:.1f} s of processor, {seconds:.1f} s{each}"

    return measure


def taken(name: str, write: Callable[[Path], None]) -> Callable[[Path], Iterator[str]]:
    """Check and land one file."""

    def measure(folder: Path) -> Iterator[str]:
        settings = Settings(raw=folder / "raw", home=folder / "home", settle_seconds=0)
        path = settings.raw / "370399" / "2024" / name
        path.parent.mkdir(parents=True)
        write(path)
        yield f"{path.stat().st_size / 1024**2:.0f} MB"
        began = time.monotonic()
        terms = {"book": AliasBook.load(*settings.alias_folders), "hasher": Hasher(bytes(KEY_BYTES))}
        result = check_file(path, county_code="370399", school_year=2024, max_rejected_share=0.1, **terms)
        yield f"check: {result.state} {result.reason or ''} {time.monotonic() - began:.1f} s, {_memory()}"
        del result
        began = time.monotonic()
        report = land(settings, refresh_id="r", now=datetime(2024, 11, 1))
        rows = sum(counts.rows_accepted for counts in report.datasets.values())
        yield f"landing: {rows} rows, {time.monotonic() - began:.1f} s, {_memory()}"

    return measure


MEASURED = {
    f"tiny{FEW}": landed(FEW),
    f"tiny{MANY}": landed(MANY),
    "text": taken("a.csv", lambda path: large_text(path, LARGEST_TEXT, quoted=False)),
    "quoted": taken("a.csv", lambda path: large_text(path, LARGEST_TEXT, quoted=True)),
    "rows": taken("a.xlsx", long_sheet),
}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", choices=[*MEASURED, []], help="all when none is given")
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    told = asked.parse_args()
    for name in told.names or MEASURED:
        if told.here:
            with tempfile.TemporaryDirectory(prefix="sizes") as folder:
                for line in MEASURED[name](Path(folder)):
                    print(f"{name} {line}", flush=True)
        else:
            subprocess.run([sys.executable, "-m", __spec__.name, "--here", name], cwd=PROJECT, check=True)


def _processor() -> float:
    """Seconds of this process and of those it has started that have ended."""
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in times)


def _memory() -> str:
    whos = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = [resource.getrusage(who).ru_maxrss / 1024 for who in whos]
    return f"at most {most[0]:.0f} MB here and {most[1]:.0f} MB in one other process"


if __name__ == "__main__":
    main()
