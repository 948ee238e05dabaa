"""Files below `raw/` that are not read, because their folders tell no county or no school year (datasets.md).

They are told folder by folder, with the number of files in it. What does not belong here: files that are read
(discover), links that are not followed (landing.links).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.ingest.discover import COUNTY_FOLDER, YEAR_FOLDER, readable
from pipelines.ingest.walking import PASSED_OVER

OWN = ("README.md", "sample")
"""What `raw/` itself holds beside counties."""
Why = Literal["no_county", "no_school_year", "beside_counties", "beside_school_years"]


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Files that are not read because of where they lie.

    Attributes:
        path: the folder that is none of its kind, or the file, below `raw/`.
        county_code: the county in whose folder it lies; empty beside the counties.
        why: the folder is no county code or no school year; or a file lies beside such folders.
        files: how many files there are.
    """

    path: str
    county_code: str
    why: Why
    files: int


def misplaced(raw: Path, counties: Sequence[str] = ()) -> list[Misplaced]:
    """What lies below `raw/` and is not read, in the order of its paths.

    Args:
        raw: the folder of the counties.
        counties: only what lies in the folders of these, and beside all counties; everything when empty.
    """
    found: list[Misplaced] = []
    for entry in _entries(raw):
        if COUNTY_FOLDER.fullmatch(entry.name) and _is_folder(entry):
            if not counties or entry.name in counties:
                found += _in_a_county(entry, raw)
        elif entry.name not in OWN:
            found += _told(entry, raw, "", "no_county" if _is_folder(entry) else "beside_counties")
    return found


def county_folders(raw: Path, counties: Sequence[str] = ()) -> list[str]:
    """The counties, or those of these, that have a folder."""
    names = [
        entry.name for entry in _entries(raw) if COUNTY_FOLDER.fullmatch(entry.name) and _is_folder(entry)
    ]
    return [name for name in names if not counties or name in counties]


def _in_a_county(county: Path, raw: Path) -> Iterator[Misplaced]:
    try:
        entries = _entries(county)
    except OSError:
        return  # what cannot be looked into is told by discover
    for entry in entries:
        if not (YEAR_FOLDER.fullmatch(entry.name) and _is_folder(entry)):
            why: Why = "no_school_year" if _is_folder(entry) else "beside_school_years"
            yield from _told(entry, raw, county.name, why)


def _told(entry: Path, raw: Path, county_code: str, why: Why) -> Iterator[Misplaced]:
    files = sum(1 for _ in _files(entry)) if _is_folder(entry) else 1
    if files:
        yield Misplaced(readable(str(entry.relative_to(raw))), county_code, why, files)


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, or may be one, as far as the operating system lets it be seen."""
    try:
        return path.is_dir()
    except OSError:
        return True


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith(PASSED_OVER))


def _files(folder: Path) -> Iterator[str]:
    for _, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(PASSED_OVER)]
        yield from (name for name in names if not name.startswith(PASSED_OVER))
