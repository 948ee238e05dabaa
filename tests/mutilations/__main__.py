"""Spoil a home and its raw files and call every command: `python -m tests.mutilations HOME RAW FOLDER`.

Each time one to three files of a copy of the home and its raw folder are spoilt, and a command is called on
it. Whatever it finds, it must leave with one of its exit codes and a sentence: no traceback, no name of an
exception, nothing that hangs. `--refreshes N` of the calls are refreshes: of two small counties, two nights
old, by copies of a process that has loaded everything. `--by-persons N` of the others are made in a new
interpreter, the rest in this one. `--at-most N` ends after so many; the same call then goes on. Ends with 1
where a person saw one; `--seed` spoils in other ways.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from pipelines.settings import Settings
from tests.mutilations.calling import as_a_person_does, here, refresh, told
from tests.mutilations.calls import reading
from tests.mutilations.harm import HARMS
from tests.soak.refreshing import Refresh, load_once, small_counties

AS_IT_IS = ("cp", "-a")
SHARED = ("cp", "-al")
"""What only reads may share the files that are not spoilt."""


class Progress:
    """How far it has come, kept in a file, so that it goes on where it ended."""

    def __init__(self, file: Path) -> None:
        self._file = file
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        self.done: int = kept.get("done", 0)
        self.seconds: float = kept.get("seconds", 0.0)
        self.seen, self.calls = Counter[str](kept.get("seen")), Counter[str](kept.get("calls"))

    def keep(self) -> None:
        """Write it down."""
        self._file.write_text(
            json.dumps({k: v for k, v in vars(self).items() if k[0] != "_"}), encoding="utf-8"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("folder", type=Path, help="is made; where it stands, the same call goes on")
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--refreshes", type=int, default=100)
    parser.add_argument("--by-persons", type=int, default=40)
    parser.add_argument("--at-most", type=int, default=100_000, help="calls of this one")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = asked.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    progress, small = Progress(folder / "mutilations.json"), _two_nights(folder / "small")
    for number in range(progress.done, min(asked.number, progress.done + asked.at_most)):
        began, dice = time.monotonic(), random.Random(f"{asked.seed} {number}")
        by_person = number * asked.by_persons % asked.number < asked.by_persons
        if number * asked.refreshes % asked.number < asked.refreshes:
            name, said = _refreshed(small, dice)
        else:
            name, said = _called(asked.home, asked.raw, folder / "spoilt", dice, by_person=by_person)
        progress.calls[name] += 1
        if said:
            progress.seen[said.splitlines()[0]] += 1
            print(f"--- {number} {said}", flush=True)
        progress.done, progress.seconds = number + 1, progress.seconds + time.monotonic() - began
        progress.keep()
        if number % 50 == 49:
            print(f"{number + 1}/{asked.number} {progress.seconds:.0f} s", flush=True)
    print(*(f"{times} {name}" for name, times in sorted(progress.calls.items())), sep="\n")
    print(*(f"{times} times: {words}" for words, times in progress.seen.most_common()), sep="\n")
    wrong = sum(progress.seen.values())
    print(f"{progress.done} mutilations, {wrong} times a person saw what no person is to see")
    return 1 if wrong else 0


def _two_nights(folder: Path) -> Settings:
    """Two small counties and a home with two versions of theirs, below `folder/as_it_is`; made once.

    Returns:
        The settings of the copies that are spoilt.
    """
    counties = small_counties(folder / "spoilt")
    load_once(counties.settings, JUNHENG_SETTLE_AT_MOST_SECONDS="2")
    if not (folder / "as_it_is").exists():
        for name in ("甲校", "乙校"):
            for county in ("990101", "990102"):
                counties.call(name, county)
            night = Refresh(counties.settings, loads=False)
            assert night.wait() == 0, night.says()
        shutil.copytree(folder / "spoilt", folder / "as_it_is", symlinks=True)
    return counties.settings


def _refreshed(settings: Settings, dice: random.Random) -> tuple[str, str]:
    """Spoil a copy of the small counties and refresh it."""
    folder = settings.home.parent
    for path in (settings.home, settings.raw):
        shutil.rmtree(path, ignore_errors=True)
        subprocess.run([*AS_IT_IS, folder.parent / "as_it_is" / path.name, path], check=True)
    spoilt = [_spoil(settings.home, settings.raw, dice) for _ in range(dice.choice((1, 1, 2, 3)))]
    said = refresh(settings)
    return "refresh", f"{said}\nrefresh after {spoilt}" if said else ""


def _called(home: Path, raw: Path, folder: Path, dice: random.Random, *, by_person: bool) -> tuple[str, str]:
    """Spoil a copy and call a command that reads it; its name and what was wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, name in ((home, "home"), (raw, "raw")):
        subprocess.run([*SHARED, path, folder / name], check=True)
    (out := folder / "out").mkdir()
    at_home, at_raw = folder / "home", folder / "raw"
    spoilt = [_spoil(at_home, at_raw, dice) for _ in range(dice.choice((1, 1, 2, 3)))]
    call = reading(at_home, at_raw, out, dice)
    before = dict(os.environ)
    try:
        told(Settings(home=at_home, raw=at_raw), JUNHENG_PLAN_SECONDS="1")
        said = as_a_person_does(call) if by_person else here(call)
    finally:
        os.environ.clear()
        os.environ.update(before)
    name = " ".join(call[: 2 if call[:1] in (["report"], ["bi"]) else 1]) or "alone"
    return name, f"{said}\n{' '.join(call)} after {spoilt}" if said else ""


def _spoil(home: Path, raw: Path, dice: random.Random) -> str:
    """Spoil one file; the small ones that say what is what are as likely as the many large ones."""
    folder = dice.choice((home, home, home, raw))
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    by_kind: dict[tuple[str, str], list[Path]] = {}
    for path in files:
        place = path.relative_to(folder)
        by_kind.setdefault((place.parts[0], path.suffix), []).append(path)
    if not by_kind:
        return "nothing is left"
    path = dice.choice(sorted(by_kind[dice.choice(sorted(by_kind))]))
    harm = dice.choice(HARMS)
    own = shutil.copy2(path, path.with_name(f"{path.name}.own"))
    own.replace(path)
    harm(path, dice)
    return f"{harm.__name__} {path.relative_to(home.parent)}"


if __name__ == "__main__":
    sys.exit(main())
