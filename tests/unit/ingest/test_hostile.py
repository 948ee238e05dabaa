"""Hostile and absurdly large files end in a finding, within bounded memory and time."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.packing import MAIN, ods, package, row_xml
from tests.corpus.sample import CLASS_HEADINGS

PROJECT = Path(__file__).resolve().parents[3]
ADDRESS_SPACE, CPU_SECONDS = 16 * 1024**3, 120
"""The process is killed beyond these; what it really takes is asserted test by test."""
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
BEGIN, END = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), b"</sheetData></worksheet>"
MANY = 1_000_000


def limit() -> None:
    """Runs in the child before it begins."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def taken(path: Path) -> dict[str, Any]:
    """What checking a file yields, and the memory and time it takes beyond Python's own start."""
    command = [sys.executable, "-m", "tests.unit.ingest.hostile", str(path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, preexec_fn=limit, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def packed(path: Path, parts: Mapping[str, Iterable[bytes]], *, like: bytes = b"") -> Path:
    """An archive written piece by piece, its other parts taken from another one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        if like:
            with zipfile.ZipFile(io.BytesIO(like)) as other:
                for name in other.namelist():
                    if name not in parts:
                        file.writestr(name, other.read(name))
        for name, pieces in parts.items():
            with file.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece)
    return path


def test_a_zip_that_unpacks_to_a_hundred_times_its_size_is_refused_unopened(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "a.zip", {"a.csv": (bytes(MANY) for _ in range(600))})
    found = taken(bomb)
    assert (found["state"], found["rules"]) == ("refused", ["too_large"])
    assert found["more_mb"] < 50 and found["cpu_seconds"] < 2


def test_a_workbook_that_unpacks_to_a_hundred_megabytes_of_nothing_is_refused_cheaply(tmp_path: Path) -> None:
    blank = [BEGIN, *[b" " * MANY] * 100, END]
    found = taken(packed(tmp_path / "a.xlsx", {SHEET: blank}, like=package(row_xml(1, "甲"))))
    assert found["state"] == "refused"
    assert found["more_mb"] < 400 and found["cpu_seconds"] < 20


def test_a_million_cells_that_name_one_long_text_are_refused_and_not_laid_out(tmp_path: Path) -> None:
    row = '<row r="{0}">' + "".join(f'<c r="{c}{{0}}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ") + "</row>"
    sheet = [BEGIN, *(row.format(number).encode() for number in range(1, 100_001)), END]
    texts = [f'<sst xmlns="{MAIN}"><si><t>'.encode(), b"a" * 100_000, b"</t></si></sst>"]
    found = taken(packed(tmp_path / "a.xlsx", {SHEET: sheet, TEXTS: texts}, like=package(row_xml(1, "甲"))))
    assert (found["state"], found["rules"]) == ("refused", ["too_large"])
    assert found["more_mb"] < 200 and found["cpu_seconds"] < 20


def test_one_long_text_repeated_over_a_row_of_an_open_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(io.BytesIO(ods("表", [["x" * 100_000]]))) as plain:
        content = plain.read("content.xml")
    once, often = b'value-type="string"', b'value-type="string" table:number-columns-repeated="16384"'
    packed(path, {"content.xml": [content.replace(once, often)]}, like=ods("表", [["x"]]))
    found = taken(path)
    assert (found["state"], found["rules"]) == ("refused", ["too_large"])
    assert found["more_mb"] < 100


def test_a_text_of_a_million_rows_of_junk_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("".join(f"x{number % 97},y,z,1,2,3,4\n" for number in range(MANY)), encoding="utf-8")
    found = taken(path)
    assert (found["state"], found["rules"]) == ("refused", ["nothing_recognised", "unrecognised"])
    assert found["more_mb"] < 800 and found["cpu_seconds"] < 30


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_roster_of_very_many_bad_rows_is_refused_in_few_words(tmp_path: Path, quote: str) -> None:
    path, rows = tmp_path / "a.csv", 200_000
    lines = (f"21370{n % 7},小学,一年级,{quote}{n}班{quote},-1\n" for n in range(rows))
    path.write_text("".join([",".join(CLASS_HEADINGS), "\n", *lines]), encoding="utf-8")
    found = taken(path)
    assert (found["state"], found["rows_read"]) == ("refused", rows)
    assert found["findings"] < 50
    assert found["more_mb"] < 600 and found["cpu_seconds"] < 30
