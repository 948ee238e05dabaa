"""What lies in the folders of the counties: files, links that are not followed, files nobody reads.

What does not belong here: finding them (ingest, links), and what is done about them (county).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.ingest.discover import RawFile, discover, settle
from pipelines.ingest.misplaced import Misplaced
from pipelines.landing.links import links_not_followed
from pipelines.settings import Settings

PathInFolder = tuple[int, str]
"""School year, path below the school year's folder."""


@dataclass
class InTheFolder:
    """What lies in the folder of one county."""

    county_code: str
    files: list[RawFile] = field(default_factory=list)
    links: list[RawFile] = field(default_factory=list)
    misplaced: list[Misplaced] = field(default_factory=list)

    @property
    def paths(self) -> set[PathInFolder]:
        """Where anything lies that has a version of its own."""
        return {place_in_folder(file) for file in (*self.files, *self.links)}

    @property
    def others(self) -> str:
        """The hash, in hex, of what lies there beside files that are read."""
        told = [f"{link.school_year} {link.relative} {os.readlink(link.path)!r}" for link in self.links]
        told += [f"{one.path} {one.why} {one.files}" for one in self.misplaced]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def place_in_folder(file: RawFile) -> PathInFolder:
    """Where a file lies within its county."""
    return file.school_year, file.relative


def look_into(
    settings: Settings, counties: Sequence[str], elsewhere: Sequence[Misplaced]
) -> list[InTheFolder]:
    """What lies in the folders of these counties, once it has settled.

    Args:
        settings: where `raw/` is, and how long files settle.
        counties: which; one without a folder is empty.
        elsewhere: what lies where nobody reads.
    """
    folders = {county_code: InTheFolder(county_code) for county_code in counties}
    for file in settle(discover(settings.raw, counties), settings.settle_seconds):
        folders[file.county_code].files.append(file)
    for link in links_not_followed(settings.raw, counties):
        folders[link.county_code].links.append(link)
    for one in elsewhere:
        if one.county_code:
            folders[one.county_code].misplaced.append(one)
    return list(folders.values())
