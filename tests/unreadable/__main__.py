"""`python -m tests.unreadable`: many cells of synthetic counties are changed; which verdicts became better?

Two refreshes: of the counties as they are, and of the same with the changes. It ends with 1 if any became
better.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from pipelines.orchestration.run import refresh
from pipelines.settings import Settings
from pipelines.simulate.county import simulate
from pipelines.simulate.plan import county_codes
from tests.unreadable.changing import change_cells
from tests.unreadable.verdicts import better


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.unreadable", description=__doc__)
    parser.add_argument("--cells", type=int, default=500, help="changes in all")
    parser.add_argument("--counties", type=int, default=5)
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where the files and homes are kept; thrown away without it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = chosen.folder or thrown_away
        as_it_was, changed = Path(folder, "as_it_was"), Path(folder, "changed")
        simulate(as_it_was / "raw", counties=chosen.counties, scale=chosen.scale)
        shutil.copytree(as_it_was / "raw", changed / "raw")
        rng = random.Random(chosen.seed)
        counties = county_codes(chosen.counties)
        changes = [
            change
            for county in counties
            for change in change_cells(changed / "raw", county, chosen.cells // chosen.counties, rng)
        ]
        published = []
        for home in (as_it_was, changed):
            outcome = refresh(Settings(raw=home / "raw", home=home / "warehouse", settle_seconds=0))
            print(home.name, outcome.outcome, *outcome.reasons, sep="\n  ")
            published.append(home / "warehouse" / "current" / "warehouse.duckdb")
        found = better(published[0], published[1], counties)
        for change in changes:
            print(change)
        for one in found:
            print("BETTER", one)
        print(f"{len(changes)} changes, {len(found)} verdicts became better")
        return 1 if found else 0


sys.exit(main())
