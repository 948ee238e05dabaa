"""Files that look as they did when they were last read: size, times and inode are those that are remembered.

They are not read again, but a few of them every night, so that a clock, a copy or a disk that lies is found
out. What does not belong here: remembering (index), and what is said of a lie (county).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from pipelines.ingest.discover import RawFile
from pipelines.landing.in_the_folder import InTheFolder, PathInFolder, place_in_folder
from pipelines.landing.index import Remembered, Seen
from pipelines.landing.tables import layout


@dataclass(frozen=True)
class Unmoved:
    """What is believed of a county without reading it.

    Attributes:
        contents: the sha256 by place of files that need not be read.
        lying: files of the sample whose content is another, though they look the same; then none is believed.
        is_quiet: whether nothing at all has moved in the county, nor in what it is read by.
    """

    contents: Mapping[PathInFolder, str] = field(default_factory=dict)
    lying: tuple[RawFile, ...] = ()
    is_quiet: bool = False

    def but_not_of(self, school_years: Collection[int]) -> Unmoved:
        """The same without belief in the files of some school years, or of all where none is named."""
        believed = {
            place: sha256
            for place, sha256 in self.contents.items()
            if school_years and place[0] not in school_years
        }
        return replace(self, contents=believed, is_quiet=False)


def unmoved(
    found: InTheFolder, remembered: Remembered | None, *, rules: str, sample: int, seed: str
) -> Unmoved:
    """Hold a county's folder against what is remembered of it.

    Args:
        found: what lies in the folder.
        remembered: the county as it last landed; None where that is not known.
        rules: by what files are read today.
        sample: how many of the files that look the same are read all the same.
        seed: chooses which; another one every night.
    """
    if remembered is None:
        return Unmoved()
    before = {(seen.school_year, seen.path): seen for seen in remembered.files}
    same = [file for file in found.files if _looks_as(file, before)]
    contents = {place_in_folder(file): before[place_in_folder(file)].sha256 for file in same}
    lying = []
    # which files are looked at must not be told by their order
    for file in random.Random(seed).sample(same, min(sample, len(same))):
        try:
            with file.path.open("rb") as opened:
                sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            del contents[place_in_folder(file)]  # what cannot be read is told when the county lands
            continue
        if sha256 != contents[place_in_folder(file)]:
            lying.append(file)
    if lying:
        return Unmoved(lying=tuple(lying))
    return Unmoved(contents, is_quiet=_is_quiet(found, remembered, contents, rules))


def _looks_as(file: RawFile, before: Mapping[PathInFolder, Seen]) -> bool:
    seen = before.get(place_in_folder(file))
    return seen is not None and seen.look == file.look


def _is_quiet(
    found: InTheFolder, remembered: Remembered, contents: Mapping[PathInFolder, str], rules: str
) -> bool:
    said = remembered.said
    return (
        len(contents) == len(found.files) == len(remembered.files)
        and found.others == remembered.others
        and remembered.layout == layout()
        and not said.held
        and (not said.refused or remembered.rules == rules)
    )
