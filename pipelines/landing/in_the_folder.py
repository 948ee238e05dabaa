"""What lies in the folders of the counties: files, links that are not followed, files nobody reads.

What does not belong here: finding them (ingest, links), and what is done about them (county).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.ingest.discover import Hidden, RawFile, discover, settle
from pipelines.ingest.misplaced import Misplaced
from pipelines.landing.links import links_not_followed
from pipelines.settings import Settings

PathInFolder = tuple[int, str]
"""School year, path below the school year's folder."""


@dataclass
class InTheFolder:
    """What lies in the folder of one county.

    Attributes:
        county_code: its code.
        files: that are read.
        links: that are not followed.
        misplaced: what lies where nobody reads.
        hidden: places that cannot be looked into: what was known of them stays as it was.
        restless: files that went on changing, so that they are left for the next night.
    """

    county_code: str
    files: list[RawFile] = field(default_factory=list)
    links: list[RawFile] = field(default_factory=list)
    misplaced: list[Misplaced] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    restless: list[RawFile] = field(default_factory=list)

    @property
    def paths(self) -> set[PathInFolder]:
        """Where anything lies that has a version of its own."""
        return {place_in_folder(file) for file in (*self.files, *self.links, *self.restless)}

    def may_hide(self, place: PathInFolder) -> bool:
        """Whether a file could lie at a place without being seen."""
        year, path = place
        return any(
            one.school_year in (None, year)
            and (not one.relative or path == one.relative or path.startswith(f"{one.relative}/"))
            for one in self.hidden
        )

    @property
    def others(self) -> str:
        """The hash, in hex, of what lies there beside files that are read."""
        told = [f"{link.school_year} {link.relative} {os.readlink(link.path)!r}" for link in self.links]
        told += [f"{one.path} {one.why} {one.files}" for one in self.misplaced]
        told += [f"{one.school_year} {one.relative} {one.why}" for one in self.hidden]
        told += [f"{one.school_year} {one.relative} {one.look}" for one in self.restless]
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
    found = discover(settings.raw, counties, lambda one: folders[one.county_code].hidden.append(one))
    settled = settle(found, settings.settle_seconds, settings.settle_at_most_seconds)
    for file in settled.files:
        folders[file.county_code].files.append(file)
    for file in settled.restless:
        folders[file.county_code].restless.append(file)
    for link in links_not_followed(settings.raw, counties):
        folders[link.county_code].links.append(link)
    for one in elsewhere:
        if one.county_code:
            folders[one.county_code].misplaced.append(one)
    return list(folders.values())
