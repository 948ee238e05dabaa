"""Timing the reading of files; what does not belong here: the figures, which are no test."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.benchmarks.bare_read import read
from tests.benchmarks.reading import Taken, as_markdown, land_many, take
from tests.benchmarks.reading_files import FILES


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_whole_both_ways(name: str, tmp_path: Path) -> None:
    taken = take(name, 30, tmp_path)
    assert taken.rows == 30
    assert taken.seconds > 0 and taken.bare_seconds > 0


def test_what_lies_in_a_zip_is_merely_read_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("甲/一.csv", "a,b\n1,2\n3,4\n")
        archive.writestr("二.txt", "a\tb\n1\t2\n".encode("gb18030"))
    assert read(tmp_path / "a.zip") == 3 + 2


def test_a_ratio_of_one_half_is_half_as_fast_as_merely_reading() -> None:
    taken = Taken(rows=100, seconds=2.0, bare_seconds=1.0)
    assert (taken.ratio, taken.rows_a_second) == (0.5, 50)
    assert "| 50 | 100 | 0.50 |" in as_markdown({"xlsx": taken}, 0.0123, 1000, {})


def test_many_small_workbooks_land_in_one_refresh(tmp_path: Path) -> None:
    assert land_many(5, tmp_path) > 0
