"""A raw folder that changes from night to night, and a way of checking files that is as small as can be.

A file here is lines of `code,name`; a line that begins with `!` is set aside, a file beginning with `refuse`
is refused; a first line `+column` teaches a column that is 7 in every row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.result import FileResult, SheetResult
from pipelines.ingest.model import Finding
from pipelines.landing import land as landing
from pipelines.landing.report import LandingReport
from pipelines.settings import Settings
from tests.landed import landed

FIRST_NIGHT = datetime(2024, 11, 1, 18)
DATASET = "school_register"


@dataclass
class World:
    """A raw folder and the landing stores of its counties."""

    settings: Settings
    nights: int = 0
    read: list[str] = field(default_factory=list)

    def put(self, path: str, text: str, *, county: str = "990101", year: str = "2024") -> Path:
        target = self.settings.raw / county / year / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def take(self, path: str, *, county: str = "990101", year: str = "2024") -> None:
        (self.settings.raw / county / year / path).unlink()

    def night(
        self, *, counties: tuple[str, ...] = (), is_moving: Callable[[], None] | None = None
    ) -> LandingReport:
        """One refresh, a day after the last one."""
        self.nights += 1
        self.read.clear()
        now = FIRST_NIGHT + timedelta(days=self.nights - 1)
        refresh_id = f"r{self.nights}"
        return landing.land(
            self.settings, refresh_id=refresh_id, now=now, counties=counties, is_moving=is_moving
        )

    def sql(self, query: str) -> list[tuple[object, ...]]:
        """Ask all counties together, as `landing`."""
        with landed(self.settings) as connection:
            return connection.execute(query).fetchall()

    def speaking(self) -> list[object]:
        """The names in rows of accepted versions that are present."""
        rows = self.sql(f"""
            with presence as (
                select file_id, arg_max(present, noted_at) as present
                from landing.ledger.presence group by all
            )
            select school_name from landing.landing.{DATASET}
            inner join landing.ledger.file_version using (file_id) inner join presence using (file_id)
            where state = 'accepted' and present order by 1
        """)
        return [name for (name,) in rows]

    def rules(self) -> list[tuple[object, ...]]:
        """Rule and path of every finding, in order."""
        return self.sql("select rule, path from landing.ledger.finding order by found_at, path, rule")


def result_of(text: str, folder: str) -> FileResult:
    if text.startswith("refuse"):
        finding = Finding(
            rule="bad", severity="refuse", found="文件不对", expected="对的文件", remedy="请改正。"
        )
        return FileResult([], [finding], "refused", "文件不对")
    lines = list(enumerate(text.splitlines(), start=1))
    taught = [line[1:] for _, line in lines if line.startswith("+")]
    good = [(number, *line.split(",")) for number, line in lines if line[0] not in "!+"]
    bad = [(number, "key", "{}") for number, line in lines if line.startswith("!")]
    accepted = pl.DataFrame(
        good,
        schema={"row_number": pl.Int64, "school_code": pl.String, "school_name": pl.String},
        orient="row",
    ).with_columns(
        (folder + "|" + pl.col("school_code")).alias("scope_key"),
        *(pl.lit(7.0).alias(column) for column in taught),
    )
    missing = DATASETS[DATASET].landed_columns().keys() - set(accepted.columns)
    sheet = SheetResult(
        "Sheet1",
        DATASET,
        "accepted",
        accepted=accepted.with_columns(
            *(pl.lit(None, dtype=DATASETS[DATASET].landed_columns()[name]).alias(name) for name in missing)
        ),
        rejected=pl.DataFrame(
            bad, schema={"row_number": pl.Int64, "rules": pl.String, "content": pl.String}, orient="row"
        ),
        rows_read=len(good) + len(bad) + 1,
        rows_accepted=len(good),
        rows_rejected=len(bad),
        rows_passed_over=1,
    )
    findings = [
        Finding(
            rule="key",
            severity="set_aside",
            found="缺少代码",
            expected="代码",
            remedy="请补上。",
            sheet="Sheet1",
            row=number,
        )
        for number, *_ in bad
    ]
    return FileResult([sheet], findings, "accepted")
