"""Kill refreshes at random moments and look at what is left: `python -m tests.soak FOLDER [--kills 200]`.

Each round hands in something new for two small counties, begins a refresh and kills it (SIGKILL) at a moment
drawn from the whole of a refresh; every third kill waits until it publishes. Then the home is held against
what must be: the version in force is whole and says what was handed in before or now, for each county one of
the two; nothing landed twice and nothing that had landed is gone. The next refresh must say exactly what was
handed in. Ends with 1 where anything was lost, doubled or wrong; `--seed` gives the same moments again.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from pipelines.settings import Settings
from tests.soak.look import Handed, after_a_kill, after_a_refresh
from tests.soak.refreshing import PUBLISHING, begin, small_counties

COUNTIES = ("990101", "990102")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is made, and removed at the end unless something is wrong")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice, began = random.Random(asked.seed), time.monotonic()
    asked.folder.mkdir(parents=True)
    counties = small_counties(asked.folder)
    handed = Handed(counties.settings)
    handed.in_now({county: "开始" for county in COUNTIES})
    lasts = _refresh(handed)
    wrong: list[str] = []
    at = Counter[str]()
    for number in range(asked.kills):
        handed.in_now({county: f"{number}" for county in COUNTIES if dice.random() < 0.7})
        stage = _kill(counties.settings, dice, lasts, while_publishing=number % 3 == 2)
        at[stage] += 1
        found = after_a_kill(counties.settings, handed)
        # now and then a second kill meets what the first one left
        if dice.random() < 0.8:
            lasts = _refresh(handed)
            found += after_a_refresh(counties.settings, handed)
        wrong += [f"kill {number} ({stage}): {one}" for one in found]
        print(f"{number + 1}/{asked.kills} {stage} {time.monotonic() - began:.0f} s", *found, flush=True)
    _refresh(handed)
    wrong += [f"at the end: {one}" for one in after_a_refresh(counties.settings, handed)]
    print(*(f"killed while {stage}: {times}" for stage, times in at.most_common()), sep="\n")
    print(*wrong, sep="\n")
    print(f"{asked.kills} kills, {len(wrong)} times something lost, doubled or wrong")
    if not wrong:
        shutil.rmtree(asked.folder)
    return 1 if wrong else 0


def _refresh(handed: Handed) -> float:
    """A refresh that is left alone; returns its seconds."""
    began = time.monotonic()
    refresh = begin(handed.settings)
    said, complained = refresh.communicate()
    assert refresh.returncode == 0, said + complained
    handed.published()
    return time.monotonic() - began


def _kill(settings: Settings, dice: random.Random, lasts: float, *, while_publishing: bool) -> str:
    """Begin a refresh and kill it; returns the stage it was at, as it said last."""
    refresh = begin(settings)
    assert refresh.stderr
    stage = "beginning"
    if while_publishing:
        for line in refresh.stderr:
            if line.startswith(PUBLISHING):
                stage = "publish"
                break
        time.sleep(dice.random() * lasts * 0.15)
    else:
        time.sleep(dice.random() * lasts)
    refresh.send_signal(signal.SIGKILL)
    said = refresh.stderr.read()
    refresh.wait()
    stages = [line[1:].partition("]")[0] for line in said.splitlines() if line.startswith("[")]
    ended = "ended before" if refresh.returncode != -signal.SIGKILL else ""
    return ended or (stages[-1] if stages else stage)


if __name__ == "__main__":
    sys.exit(main())
