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
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.walking import entries_below, is_link

COUNTY_FOLDER = re.compile(r"[0-9]{6}")
YEAR_FOLDER = re.compile(r"([0-9]{4})(?:-[0-9]{4})?")
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


@dataclass(frozen=True, slots=True)
class Hidden:
    """A place below `raw/` that the operating system does not show: what lies there is not known.

    Attributes:
        county_code: the county.
        school_year: the school year; None for the whole county.
        relative: the folder or file below the school year's folder; empty for all of it.
        why: what the operating system says.
    """

    county_code: str
    school_year: int | None
    relative: str
    why: str


def discover(
    raw: Path, counties: Sequence[str] = (), hidden: Callable[[Hidden], None] = lambda _: None
) -> list[RawFile]:
    """Every file below `raw/<county>/<school year>/`, sorted by county, year and path.

    Names that begin with `.`, `~$` or `_` are passed over; links that lead out of `raw/` are not followed.

    Args:
        raw: the folder of the counties.
        counties: only of these; of all when empty.
        hidden: called with every place that cannot be looked into.

    Raises:
        OSError: `raw/` itself cannot be looked into.
    """
    found = []
    for county, year, folder in _year_folders(raw, set(counties), hidden):
        for path in _files(folder, raw.resolve(), _hiding(hidden, county, year, folder)):
            try:
                seen = _looked_at_again(raw_file(path, county, year, folder))
            except OSError as error:
                _hiding(hidden, county, year, folder)(error)
                continue
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


class Settled(NamedTuple):
    """Files that rest, and those that still changed when there was no more time to wait for them."""

    files: list[RawFile]
    restless: list[RawFile]


def settle(files: Sequence[RawFile], seconds: float, at_most: float) -> Settled:
    """Wait until size and time of every file have been unchanged for `seconds`, as they are then.

    Only files changed within the last `seconds` are waited for; a clock that runs ahead holds nobody for
    longer than that. Files that vanish meanwhile are dropped.

    Args:
        files: what was found.
        seconds: how long a file must rest.
        at_most: after so many seconds those that rest go on without the others.
    """
    began = time.monotonic()
    changed = dict.fromkeys((file.path for file in files), began)
    now = list(files)
    while waiting := [one for one in now if _is_restless(one, seconds, changed[one.path])]:
        if time.monotonic() - began >= at_most:
            return Settled([one for one in now if one not in waiting], waiting)
        time.sleep(min(seconds, LONGEST_NAP))
        again = [fresh for file in now if (fresh := _now(file)) is not None]
        changed |= {one.path: time.monotonic() for one in set(again).difference(now)}
        now = again
    return Settled(now, [])


def _is_restless(file: RawFile, seconds: float, changed_at: float) -> bool:
    return time.time() - file.modified_at < seconds and time.monotonic() - changed_at < seconds


def look_at(path: Path) -> Look:
    """How a file looks.

    Raises:
        FileNotFoundError: it is not there.
    """
    facts = path.stat()
    return Look(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


def _now(file: RawFile) -> RawFile | None:
    """The same; one that cannot be looked at any more is as it was, so that it is not taken for gone."""
    try:
        return _looked_at_again(file)
    except OSError:
        return file


def _looked_at_again(file: RawFile) -> RawFile | None:
    """The file as it is now; None where it has gone.

    Raises:
        OSError: it is there and cannot be looked at.
    """
    try:
        look = look_at(file.path)
    except FileNotFoundError:
        return None
    return replace(file, size=look.size, modified_at=look.modified_ns / NANOSECONDS, look=look)


def _year_folders(
    raw: Path, counties: set[str], hidden: Callable[[Hidden], None]
) -> Iterator[tuple[str, int, Path]]:
    if not raw.is_dir():
        return
    for county in sorted(raw.iterdir()):
        if not COUNTY_FOLDER.fullmatch(county.name) or (counties and county.name not in counties):
            continue
        try:
            years = sorted(county.iterdir()) if county.is_dir() and _lies_in(county, raw) else []
        except OSError as error:
            hidden(Hidden(county.name, None, "", error.strerror or type(error).__name__))
            continue
        for year in years:
            match = YEAR_FOLDER.fullmatch(year.name)
            try:
                is_year = bool(match) and year.is_dir() and _lies_in(year, raw)
            except OSError as error:
                hidden(Hidden(county.name, None, "", error.strerror or type(error).__name__))
                break
            if match and is_year:
                yield county.name, int(match.group(1)), year


def _files(folder: Path, raw: Path, hiding: Callable[[OSError], None]) -> Iterator[Path]:
    for entry in entries_below(folder, hiding):
        path = Path(entry.path)
        try:
            is_file = path.is_file() and _lies_in(path, raw) if is_link(entry) else entry.is_file()
        except OSError as error:
            hiding(error)
            continue
        if is_file:
            yield path


def _hiding(
    hidden: Callable[[Hidden], None], county: str, year: int, folder: Path
) -> Callable[[OSError], None]:
    """Tells of a folder or file in a school year's folder that cannot be looked into."""

    def tell(error: OSError) -> None:
        place = raw_file(Path(os.fsdecode(error.filename)), county, year, folder).relative
        relative = "" if place == "." else place
        hidden(Hidden(county, year, relative, error.strerror or type(error).__name__))

    return tell


def _lies_in(path: Path, raw: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(raw.resolve())
