"""`python -m tests.benchmarks.showing HOME FOLDER [COUNTS…]`: what the pages and documents of a version cost.

Versions of so many counties (1, 10 and 136) are made like those of a home; the pages and documents of all are
written, then those of a version after it in which one county is another. A line each, in Markdown. What does
not belong here: what a browser makes of the pages (tests/browser, many_counties).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.orchestration.papers import KINDS
from pipelines.settings import Settings
from pipelines.simulate.rehearsal import rehearse
from pipelines.warehouse.county_build import county_builds
from pipelines.warehouse.versions import Version

SIZES = (1, 10, 136)
SHOWN = ("文档 · documents", "网页 · pages")
"""What each kind of papers is called."""


def after(version: Version) -> Version:
    """The version after it: the same figures in a folder of its own."""
    path = version.path.with_name(f"{version.name}_after")
    path.mkdir()
    os.link(version.database, path / version.database.name)
    return replace(version, path=path)


def kept(folder: Path) -> tuple[int, int]:
    """How many files and bytes a folder holds that no other folder shares."""
    own = [found for path in folder.rglob("*") if path.is_file() and (found := path.stat()).st_nlink == 1]
    return len(own), sum(one.st_size for one in own)


def main(words: Sequence[str]) -> None:
    """Write and count."""
    like, folder = Settings(home=Path(words[0])), Path(words[1])
    for size in map(int, words[2:] or SIZES):
        print(f"{size} …", file=sys.stderr)
        version = rehearse(like, folder / str(size), size, seed=1)
        codes = sorted(county_builds(version.manifest))
        later = after(version)
        for kind, name in zip(KINDS, SHOWN, strict=True):
            cells = []
            for one, before, changed in ((version, None, codes), (later, version, codes[:1])):
                started = time.process_time()
                kind.write_counties(one, before, kind.share(one, before, changed))
                kind.write_over_all(one)
                seconds = time.process_time() - started
                files, size_of = kept(one.path / kind.folder)
                cells += [f"{seconds:.1f}", f"{files}", f"{size_of / 1e6:.1f}"]
            print(f"| {size} | {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
