"""Kill refreshes at random moments and look at what is left: `python -m tests.soak FOLDER [--kills 200]`.

Each round hands in something new for two small counties, begins a refresh and kills it (SIGKILL) at a moment
drawn from the whole of a refresh; every third kill waits until it publishes. Then the home is held against
what must be: the version in force is whole and says what was handed in before or now, for each county one of
the two; nothing landed twice and nothing that had landed is gone. The next refresh must say exactly what was
handed in. Every twentieth refresh is a new interpreter, the others are copies of one that has loaded
everything. `--at-most N` ends after so many kills; the same call then goes on. Ends with 1 where anything was
lost, doubled or wrong; `--seed` draws other moments.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from pipelines.settings import Settings
from tests.soak.look import Handed, after_a_kill, after_a_refresh
from tests.soak.progress import Progress
from tests.soak.refreshing import Refresh, load_once, small_counties

COUNTIES = ("990101", "990102")
LOADS_EVERY = 20
PUBLISHING_TAKES = 0.25
"""The share of a refresh from when it says that it publishes to its end."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is made, and removed at the end unless something is wrong")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--at-most", type=int, default=10_000, help="kills of this call")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    kept, done = asked.folder / "soak.json", Progress.of(asked.folder / "soak.json")
    settings = small_counties(asked.folder.absolute()).settings
    load_once(settings)
    handed = Handed(settings)
    if done.rounds:
        done.give(handed)
    else:
        handed.in_now({county: "开始" for county in COUNTIES})
        _refresh(handed, loads=True)
        done.lasts = {str(loads): _again(handed, loads=loads) for loads in (True, False, False)}
    enough = min(asked.kills, done.kills + asked.at_most)
    while done.kills < enough:
        number = done.rounds
        began = time.monotonic()
        stage, found = _round(settings, handed, done, number, random.Random(f"{asked.seed} {number}"))
        done.killed(stage)
        done.wrong += [f"round {number} ({stage}): {one}" for one in found]
        done.seconds += time.monotonic() - began
        done.keep(kept, handed)
        print(f"{done.kills}/{asked.kills} {stage or 'was done'} {done.seconds:.0f} s", *found, flush=True)
    _refresh(handed, loads=False)
    done.wrong += [f"at the end: {one}" for one in after_a_refresh(settings, handed)]
    done.keep(kept, handed)
    print(*(f"killed while {stage}: {times}" for stage, times in sorted(done.at.items())), sep="\n")
    print(*done.wrong, sep="\n")
    print(f"{done.kills} kills in {done.rounds} rounds, {done.seconds:.0f} s")
    print(f"{len(done.wrong)} times something lost, doubled or wrong")
    if not done.wrong and done.kills >= asked.kills:
        shutil.rmtree(asked.folder)
    return 1 if done.wrong else 0


def _round(
    settings: Settings, handed: Handed, done: Progress, number: int, dice: random.Random
) -> tuple[str | None, list[str]]:
    """Hand in, kill, look and mostly refresh again; the stage of the kill, if any, and what is wrong."""
    loads = number % LOADS_EVERY == LOADS_EVERY - 1
    handed.in_now({county: f"{number}" for county in COUNTIES if dice.random() < 0.7})
    lasts = done.lasts[str(loads)]
    stage = _kill(settings, dice, lasts, loads=loads, while_publishing=number % 3 == 2)
    found = after_a_kill(settings, handed)
    # now and then a second kill meets what the first one left
    if dice.random() < 0.8:
        done.lasts["False"] = _refresh(handed, loads=False)  # as busy as the machine is now
        found += after_a_refresh(settings, handed)
    return stage, found


def _again(handed: Handed, *, loads: bool) -> float:
    handed.in_now({county: f"{time.monotonic()}" for county in COUNTIES})
    return _refresh(handed, loads=loads)


def _refresh(handed: Handed, *, loads: bool) -> float:
    """A refresh that is left alone; returns its seconds."""
    began = time.monotonic()
    refresh = Refresh(handed.settings, loads=loads)
    code = refresh.wait()
    assert code == 0, refresh.says()
    handed.published()
    return time.monotonic() - began


def _kill(
    settings: Settings, dice: random.Random, lasts: float, *, loads: bool, while_publishing: bool
) -> str | None:
    """Begin a refresh and kill it; returns the stage it was at, as it said last; None where it was done."""
    refresh = Refresh(settings, loads=loads)
    if while_publishing:
        refresh.wait_until_it_publishes()
        time.sleep(dice.random() * lasts * PUBLISHING_TAKES)
    else:
        time.sleep(dice.random() * lasts)
    refresh.kill()
    code = refresh.wait()
    stages = [line[1:].partition("]")[0] for line in refresh.says().splitlines() if line.startswith("[")]
    if code != -signal.SIGKILL:
        return None
    return stages[-1] if stages else "beginning"


if __name__ == "__main__":
    sys.exit(main())
