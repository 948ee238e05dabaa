"""A raw folder from night to night, with files that say no more than for which scope they speak.

A file is lines of a scope and a number, `A 1`: a row of that scope in every dataset at once. `refuse` is a
file that is refused. What does not belong here: what real files look like (contracts), and which rows are in
force (staging).
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.model import Finding
from pipelines.landing import land as landing
from pipelines.settings import Settings
from tests.integration.staging import Staging

FIRST_NIGHT = datetime(2024, 11, 1, 18)
YEAR = "2024"
InForce = dict[tuple[str, str], list[str]]
"""By county and dataset the rows in force, sorted, as they stand in the files."""


@dataclass
class Nights:
    """A raw folder, its landing store, and the SQL that says which rows of it are in force."""

    settings: Settings
    staging: Staging
    ended: list[datetime] = field(default_factory=list)

    def put(self, county: str, path: str, content: str | bytes, *, minute: int = 0) -> None:
        """Hand in a file, modified in that minute; a path may begin with another school year."""
        target = self.settings.raw / county / (path if "/" in path else f"{YEAR}/{path}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(target, (minute * 60, minute * 60))

    def take(self, county: str, path: str) -> None:
        """Take a file away."""
        (self.settings.raw / county / YEAR / path).unlink()

    def pass_one(self) -> None:
        """One refresh, a day after the last one."""
        now = FIRST_NIGHT + timedelta(days=len(self.ended))
        landing.land(self.settings, refresh_id=f"r{len(self.ended)}", now=now)
        self.ended.append(now)

    def in_force(self, known_on: datetime = datetime.max) -> InForce:
        """The rows in force, as known at a time."""
        found: InForce = defaultdict(list)
        with self.staging.on(self.settings, known_on) as connection:
            for dataset in DATASETS:
                rows = connection.execute(
                    f"select county_code, split_part(scope_key, '|', 3) || ' ' || row_number"
                    f" from staging.stg_{dataset} order by all"
                ).fetchall()
                for county, row in rows:
                    found[county, dataset].append(row)
        return found


def check_content(
    content: bytes, name: str, *, county_code: str, school_year: int, **_: object
) -> FileResult:
    """Checks a file of such lines, in the place of contracts.check."""
    text = content.decode()
    if text == "refuse":
        finding = Finding(
            rule="bad", severity="refuse", found="文件不对", expected="对的文件", remedy="请改正。"
        )
        return FileResult([], [finding], "refused", "文件不对")
    rows = pl.DataFrame(
        [
            (int(number), f"{county_code}|{school_year}|{scope}")
            for scope, number in (line.split() for line in text.splitlines())
        ],
        schema={"row_number": pl.Int64, "scope_key": pl.String},
        orient="row",
    )
    return FileResult([_sheet(dataset, rows) for dataset in DATASETS], [], "accepted")


def _sheet(dataset: str, rows: pl.DataFrame) -> SheetResult:
    blank = (pl.lit(None, kind).alias(column) for column, kind in DATASETS[dataset].landed_columns().items())
    return SheetResult(
        dataset,
        dataset,
        "accepted",
        accepted=rows.with_columns(blank),
        rows_read=rows.height,
        rows_accepted=rows.height,
    )
