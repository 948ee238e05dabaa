"""The calls that are tried on a spoilt home. What does not belong here: how they are made (calling)."""

from __future__ import annotations

import random
from pathlib import Path

SELECT = "select count(*) as n from marts.dim_school"
A_FIGURE = ("fct_county_balance", "indicator_code=R1", "stage=小学", "school_year=2024")
OFTEN = 4
"""How much likelier a call is that takes little."""


def reading(home: Path, raw: Path, out: Path, dice: random.Random) -> list[str]:
    """A call that reads a home, or puts another of its versions in force; the quick ones are likelier."""
    where = ["--home", str(home)]
    versions = sorted(path.name for path in (home / "versions").glob("2*"))
    version = dice.choice(versions) if versions else "20240101T000000Z"
    files = sorted(path for path in raw.rglob("*") if path.is_file()) or [raw / "gone.csv"]
    county = next((path.name for path in sorted(raw.glob("[0-9]*"))), "370399")
    to = [*where, "--out", str(out)]
    quick = [
        ["status", *where, *dice.choice(([], ["--json"], ["--files"], ["--county", county]))],
        ["query", *where, SELECT, *dice.choice(([], ["--csv"], ["--json"]))],
        ["query", *where, "from bi.缺口清单 limit 3"],
        ["trace", *A_FIGURE, *where, "--raw", str(raw)],
        ["check", str(dice.choice(files)), *dice.choice(([], ["--json"]))],
        ["rollback", version, *where],
        ["prune", *where],
        ["doctor", *dice.choice(([], ["--json"]))],
        ["notify", "--dry-run", *where],
        ["serve", "tokens", "list", *where],
        [],  # junheng alone: what comes next
    ]
    slow = [
        ["plan", *where, "--county", county],
        ["backup", str(out / "backup"), *where],
        ["bi", "superset", *to],
        *(
            ["report", name, *to]
            for name in ("application", "shortfall", "dictionary", "changes", "briefing")
        ),
        *(["report", name, *to] for name in ("plan", "school")),
    ]
    return dice.choice([*quick * OFTEN, *slow])
