"""Spoil a home and its raw files and call every command: `python -m tests.mutilations HOME RAW FOLDER`.

Each time one to three files of a copy of the home and its raw folder are spoilt, and a command is called on
it. Whatever it finds, it must leave with one of its exit codes and a sentence: no traceback, no name of an
exception, nothing that hangs. `--number`, `--seed`; `--only WORD` takes the commands whose name holds the
word; `--refreshes N` of the calls are refreshes, which take longest. Ends with 1 where a person saw one.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from pipelines.command.main import main as junheng
from tests.mutilations.harm import HARMS

CODES = {0, 1, 2, 3, 4, 64}
RAW_WORDS = re.compile(r"Traceback \(most recent|\b[A-Z][A-Za-z]*(?:Error|Exception)\b")
"""What no person is to read."""
SELECT = "select count(*) as n from marts.dim_school"
A_LONG_TIME = 300.0


def commands(home: Path, raw: Path, out: Path, dice: random.Random) -> dict[str, list[str]]:
    """The calls that are tried, by name."""
    where = ["--home", str(home)]
    versions = sorted(path.name for path in (home / "versions").glob("2*"))
    version = dice.choice(versions) if versions else "20240101T000000Z"
    files = sorted(path for path in raw.rglob("*") if path.is_file()) or [raw / "gone.csv"]
    county = next((path.name for path in sorted(raw.iterdir()) if path.name.isdigit()), "370399")
    return {
        "status": ["status", *where, *dice.choice(([], ["--json"], ["--files"], ["--county", county]))],
        "query": ["query", *where, SELECT, *dice.choice(([], ["--csv"], ["--json"]))],
        "query view": ["query", *where, "from bi.缺口清单 limit 3"],
        "trace": [
            "trace",
            "fct_county_balance",
            "indicator_code=R1",
            "stage=小学",
            *where,
            "--raw",
            str(raw),
        ],
        "plan": ["plan", *where, "--county", county],
        "check": ["check", str(dice.choice(files))],
        "rollback": ["rollback", version, *where],
        "prune": ["prune", *where],
        "report application": ["report", "application", *where, "--out", str(out)],
        "report shortfall": ["report", "shortfall", *where, "--out", str(out)],
        "report dictionary": ["report", "dictionary", *where, "--out", str(out)],
        "backup": ["backup", str(out / "backup"), *where],
        "refresh": ["refresh", *where, "--raw", str(raw)],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("folder", type=Path, help="is made, and emptied after every call")
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--refreshes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    os.environ["JUNHENG_SETTLE_SECONDS"] = "0"
    os.environ["JUNHENG_SETTLE_AT_MOST_SECONDS"] = "2"
    seen, codes = Counter[str](), Counter[str]()
    began = time.monotonic()
    for number in range(asked.number):
        dice = random.Random(f"{asked.seed} {number}")
        is_refresh = number * asked.refreshes % asked.number < asked.refreshes
        for name, told in _one(asked, dice, is_refresh=is_refresh):
            codes[name] += 1
            if told:
                seen[told.splitlines()[0]] += 1
                print(f"--- {number} {told}", flush=True)
        if number % 50 == 49:
            print(f"{number + 1}/{asked.number} {time.monotonic() - began:.0f} s", flush=True)
    print(*(f"{times} {name}" for name, times in sorted(codes.items())), sep="\n")
    print(*(f"{times} times: {words}" for words, times in seen.most_common()), sep="\n")
    print(f"{asked.number} mutilations, {sum(seen.values())} times a person saw what no person is to see")
    return 1 if seen else 0


def _one(asked: argparse.Namespace, dice: random.Random, *, is_refresh: bool) -> Iterator[tuple[str, str]]:
    """Spoil a copy and call one command, or a refresh; yields its name and what was wrong."""
    shutil.rmtree(asked.folder, ignore_errors=True)
    # what only reads may share the files that are not spoilt
    copy = shutil.copy2 if is_refresh else os.link
    home = shutil.copytree(asked.home, asked.folder / "home", symlinks=True, copy_function=copy)
    raw = shutil.copytree(asked.raw, asked.folder / "raw", copy_function=copy)
    (out := asked.folder / "out").mkdir()
    spoilt = [_spoil(home, raw, dice) for _ in range(dice.choice((1, 1, 2, 3)))]
    calls = commands(home, raw, out, dice)
    names = [name for name in calls if asked.only in name and (name == "refresh") == is_refresh]
    if names:
        name = dice.choice(names)
        wrong = _call(calls[name])
        yield name, f"{wrong}\n{' '.join(calls[name])} after {spoilt}" if wrong else ""


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


def _call(arguments: list[str]) -> str:
    """Call a command; what a person saw that he is not to see, or nothing."""
    out, err, began = io.StringIO(), io.StringIO(), time.monotonic()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            junheng(arguments)
    except SystemExit as left:
        said = err.getvalue() + ("" if left.code == 0 else out.getvalue())
        if left.code not in CODES:
            return f"left with {left.code}: {said[-300:]}"
        if found := RAW_WORDS.search(said):
            line = next((one for one in said.splitlines() if found.group(0) in one), "")
            return f"said {line[:300]}"
        if left.code and not said.strip():
            return f"left with {left.code} without a word"
    except BaseException as error:
        at = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in at if "/pipelines/" in frame.filename][-1:]
        where = "".join(f" at {frame.filename.rpartition('/pipelines/')[2]}:{frame.lineno}" for frame in ours)
        return f"raised {type(error).__name__}{where}: {str(error)[:200]!r}"
    if time.monotonic() - began > A_LONG_TIME:
        return f"took {time.monotonic() - began:.0f} s"
    return ""


if __name__ == "__main__":
    sys.exit(main())
