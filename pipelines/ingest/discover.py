"""What lies below `raw/`: which files, of which county and school year, handed in by whom.

Also whether they have settled.

Nothing is told by a file's name (datasets.md); its folders tell county, school year and provider. What does
not belong
here: opening a file.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

COUNTY_FOLDER = re.compile(r"[0-9]{6}")
YEAR_FOLDER = re.compile(r"([0-9]{4})(?:-[0-9]{4})?")
PASSED_OVER = (".", "~$", "_")
NANOSECONDS = 1e9
LONGEST_NAP = 0.5
"""Seconds between two looks at files that may still be written."""
COUNTY_OFFICE = "县级"
"""The provider of a file that lies in no folder of its own below the school year."""


class Look(NamedTuple):
    """How a file looks without opening it: bytes; when content and entry last changed, in ns; its inode."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int


NOT_LOOKED_AT = Look(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file as it lies below `raw/`.

    `relative` is its path below the school year's folder, `modified_at` epoch seconds.
    """

    path: Path
    county_code: str
    school_year: int
    relative: str
    provider: str
    size: int
    modified_at: float
    look: Look = NOT_LOOKED_AT


def discover(raw: Path, counties: Sequence[str] = ()) -> list[RawFile]:
    """Every file below `raw/<county>/<school year>/`, sorted by county, year and path.

    Names that begin with `.`, `~$` or `_` are passed over; links that lead out of `raw/` are not followed.
    """
    found = []
    for county, year, folder in _year_folders(raw, set(counties)):
        for path in _files(folder, raw.resolve()):
            seen = _looked_at_again(raw_file(path, county, year, folder))
            found += [seen] if seen else []
    return sorted(found, key=lambda file: (file.county_code, file.school_year, file.relative))


def raw_file(path: Path, county: str, year: int, folder: Path) -> RawFile:
    """A file of a county and school year, whose folder is given; not yet looked at."""
    parts, inside = [], folder
    for name in path.relative_to(folder).parts:
        parts.append(_readable_beside(name, inside))
        inside = inside / name
    provider = parts[0] if len(parts) > 1 else COUNTY_OFFICE
    return RawFile(path, county, year, "/".join(parts), provider, 0, 0.0)


def place_of(path: Path) -> tuple[str | None, int | None]:
    """County and school year of a file that lies below `…/<six digits>/<year>/`; unknown elsewhere."""
    folders = path.resolve().parent.parts
    for county, year in zip(folders[-2::-1], folders[:0:-1], strict=True):
        if COUNTY_FOLDER.fullmatch(county) and (match := YEAR_FOLDER.fullmatch(year)):
            return county, int(match.group(1))
    return None, None


def readable(name: str) -> str:
    """A name or path as people read it: one unpacked from a Chinese Windows archive is often in GB18030."""
    written = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return written.decode(encoding)
    return written.decode("utf-8", "backslashreplace")


def _readable_beside(name: str, folder: Path) -> str:
    """The same, unless another file of the folder is really called so."""
    shown = readable(name)
    if shown != name and os.path.lexists(folder / shown):
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    return shown


def settle(files: Sequence[RawFile], seconds: float) -> list[RawFile]:
    """Wait until size and time of every file have been unchanged for `seconds`, as they are then.

    Only files changed within the last `seconds` are waited for; a clock that runs ahead holds nobody for
    longer than that.
    Files that vanish meanwhile are dropped.
    """
    settled, quiet_since = list(files), time.monotonic()
    while _is_fresh(settled, seconds) and time.monotonic() - quiet_since < seconds:
        time.sleep(min(seconds, LONGEST_NAP))
        again = [fresh for file in settled if (fresh := _looked_at_again(file)) is not None]
        if again != settled:
            settled, quiet_since = again, time.monotonic()
    return settled


def _is_fresh(files: Sequence[RawFile], seconds: float) -> bool:
    return any(time.time() - file.modified_at < seconds for file in files)


def look_at(path: Path) -> Look:
    """How a file looks.

    Raises:
        FileNotFoundError: it is not there.
    """
    facts = path.stat()
    return Look(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


def _looked_at_again(file: RawFile) -> RawFile | None:
    try:
        look = look_at(file.path)
    except FileNotFoundError:
        return None
    return replace(file, size=look.size, modified_at=look.modified_ns / NANOSECONDS, look=look)


def _year_folders(raw: Path, counties: set[str]) -> Iterator[tuple[str, int, Path]]:
    if not raw.is_dir():
        return
    for county in sorted(raw.iterdir()):
        if not (COUNTY_FOLDER.fullmatch(county.name) and county.is_dir()):
            continue
        if counties and county.name not in counties:
            continue
        for year in sorted(county.iterdir()) if _lies_in(county, raw) else ():
            match = YEAR_FOLDER.fullmatch(year.name)
            if match and year.is_dir() and _lies_in(year, raw):
                yield county.name, int(match.group(1)), year


def _files(folder: Path, raw: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(PASSED_OVER))
        for name in names:
            path = Path(parent) / name
            if name.startswith(PASSED_OVER) or not path.is_file():
                continue
            if _lies_in(path, raw):
                yield path


def _lies_in(path: Path, raw: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(raw.resolve())
