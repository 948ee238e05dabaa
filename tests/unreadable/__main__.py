"""`python -m tests.unreadable`: many cells of synthetic counties are changed; which verdicts became better?

Two refreshes: of the counties as they are, and of the same with the changes. With `--fillings N` every
verdict is also held against what the open cells could have held; files that are refused, or of which a
heading is changed, are left as they were then. It ends with 1 if any verdict became better or does not
follow. With `--folder DIR` the same call goes on with what was published there.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from pipelines.orchestration.run import refresh
from pipelines.settings import Settings
from pipelines.simulate.county import simulate
from pipelines.simulate.plan import county_codes
from tests.unreadable.bounds import misjudged
from tests.unreadable.changing import Change, change_cells, put_back
from tests.unreadable.originals import Originals
from tests.unreadable.search import still_too_careful
from tests.unreadable.verdicts import better


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.unreadable", description=__doc__)
    parser.add_argument("--cells", type=int, default=500, help="changes in all")
    parser.add_argument("--counties", type=int, default=5)
    parser.add_argument("--scale", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fillings", type=int, default=0, help="so many with all cells alike and at random")
    parser.add_argument("--folder", help="where the files and homes are kept; thrown away without it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = chosen.folder or thrown_away
        as_it_was, changed = Path(folder, "as_it_was"), Path(folder, "changed")
        rng, counties = random.Random(chosen.seed), county_codes(chosen.counties)
        kept = Path(folder, "changes.json")
        if not kept.exists():
            kept.write_text(json.dumps([asdict(one) for one in _publish(as_it_was, changed, chosen, rng)]))
        changes = [Change(**one) for one in json.loads(kept.read_text())]
        published = [home / "warehouse" / "current" / "warehouse.duckdb" for home in (as_it_was, changed)]
        found = better(published[0], published[1], counties)
        for change in changes:
            print(change)
        for one in found:
            print("BETTER", one)
        print(f"{len(changes)} changes, {len(found)} verdicts became better")
        if not chosen.fillings:
            return 1 if found else 0
        wrong = misjudged(as_it_was / "raw", changes, published[1], fillings=chosen.fillings, rng=rng)
        careful = [one for one in wrong if one.is_too_careful]
        wrong = [one for one in wrong if not one.is_too_careful]
        wrong += still_too_careful(as_it_was / "raw", changes, careful, rng)
        for one in wrong:
            print("DOES NOT FOLLOW", one)
        print(f"{2 * chosen.fillings} fillings, {len(wrong)} verdicts do not follow from what is known")
        return 1 if found or wrong else 0


def _publish(as_it_was: Path, changed: Path, chosen: argparse.Namespace, rng: random.Random) -> list[Change]:
    """Make the counties and publish them as they are and changed; returns what was changed."""
    for home in (as_it_was, changed):
        shutil.rmtree(home, ignore_errors=True)
    simulate(as_it_was / "raw", counties=chosen.counties, scale=chosen.scale)
    shutil.copytree(as_it_was / "raw", changed / "raw")
    changes = [
        change
        for county in county_codes(chosen.counties)
        for change in change_cells(changed / "raw", county, chosen.cells // chosen.counties, rng)
    ]
    if chosen.fillings:
        is_label = Originals(as_it_was / "raw").is_label
        changes = put_back(as_it_was / "raw", changed / "raw", changes, is_label)
    for home in (as_it_was, changed):
        outcome = refresh(Settings(raw=home / "raw", home=home / "warehouse", settle_seconds=0))
        print(home.name, outcome.outcome, *outcome.reasons, sep="\n  ")
    return changes


sys.exit(main())
