"""What the last refresh said of what lies beside the counties: it is in no county's store.

It is written anew by every refresh, so it is safe to lose. What does not belong here: what is said
(lying_elsewhere), and who is told (warehouse).
"""

from __future__ import annotations

import os

import polars as pl

from pipelines.landing.ledger import FINDING_TYPES
from pipelines.landing.store import make_folder
from pipelines.settings import Settings

FILE = "beside_counties.json"


def write_beside(settings: Settings, findings: pl.DataFrame) -> None:
    """Keep these findings, rows as in `ledger.finding`, in place of the former ones."""
    make_folder(settings)
    partial = settings.landing / f".{FILE}.partial"
    partial.write_text(findings.write_json(), encoding="utf-8")
    os.replace(partial, settings.landing / FILE)


def read_beside(settings: Settings) -> pl.DataFrame:
    """The findings of the last refresh; no row before the first, or where they cannot be read."""
    path = settings.landing / FILE
    try:
        return pl.read_json(path.read_bytes(), schema=FINDING_TYPES)
    except (OSError, pl.exceptions.PolarsError):
        return pl.DataFrame(schema=FINDING_TYPES)
