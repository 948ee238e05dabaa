"""Waivers: a blocking failure that a named person answers for until a day only warns.

The rows stand in `expectations/waivers.toml` (its format is in `expectations/README.md`) and among what
counties wrote (county_rows). What does not belong here: what a gate is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.county_rows.own_rows import FOR_ALL, OwnRows
from pipelines.errors import Trouble
from pipelines.quality.suites import Stage, Suite
from pipelines.sentences import Sentence

TABLE = "waivers"
"""What counties write waivers in."""


class WaiverFault(Trouble):
    """`waivers.toml` cannot be used."""


class Waiver(BaseModel):
    """One waived expectation: why, who answers for it, its last day, and for which county, if one."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1, strict=True)

    suite: str = Field(pattern=r"^(landing|marts)\.")
    expectation: str
    reason: str
    owner: str
    until: date
    county: str | None = Field(default=None, pattern=r"^[0-9]{6}$")


Waivers = Mapping[tuple[str, str, str | None], Waiver]
"""By suite, expectation and county; without a county it is for all."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    waiver: list[Waiver] = []


def read_waivers(path: Path) -> list[Waiver]:
    """The rows of a waiver file; none where there is no file.

    Raises:
        WaiverFault: a row lacks something, or has something unknown.
    """
    if not path.exists():
        return []
    try:
        return _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).waiver
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise WaiverFault(
            Sentence(
                "{path} 读不懂：{error}。每行要有 suite、expectation、reason、owner、until。",
                path=path,
                error=error,
            )
        ) from error


def waivers_of(rows: OwnRows, counties: Sequence[str]) -> list[Waiver]:
    """The waivers that counties wrote themselves, with those for all.

    Raises:
        WaiverFault: a row names no suite of ours.
    """
    written = [*rows.by_county.get(FOR_ALL, {}).get(TABLE, [])]
    written += [row for county in counties for row in rows.by_county.get(county, {}).get(TABLE, [])]
    try:
        return [
            Waiver(
                suite=str(row["suite"]),
                expectation=str(row["expectation"]),
                reason=str(row["reason"]),
                owner=str(row["owner"]),
                until=date.fromisoformat(str(row["until"])),
                county=row["county_code"],
            )
            for row in written
        ]
    except ValidationError as error:
        raise WaiverFault(
            Sentence(
                "county/{table}.csv 读不懂：{error}。suite 以 landing. 或 marts. 开头。",
                table=TABLE,
                error=error,
            )
        ) from error


def waivers_in_force(
    waivers: Iterable[Waiver], suites: Iterable[Suite], *, stage: Stage, today: date
) -> Waivers:
    """The waivers of a stage that hold today, by suite, expectation and county.

    Raises:
        WaiverFault: a waiver names a suite or an expectation that there is not.
    """
    known = {suite.name: suite.expectations for suite in suites}
    in_force = {}
    for waiver in waivers:
        if not waiver.suite.startswith(f"{stage}."):
            continue
        if waiver.expectation not in known.get(waiver.suite, {}):
            raise WaiverFault(
                Sentence(
                    "waivers.toml 或 county/waivers.csv 豁免的“{suite} / {expectation}”不存在；"
                    "请核对名称或删去该行。",
                    suite=waiver.suite,
                    expectation=waiver.expectation,
                )
            )
        if today <= waiver.until:
            in_force[waiver.suite, waiver.expectation, waiver.county] = waiver
    return in_force


def waived_for(waivers: Iterable[Waiver], county: str, today: date) -> list[str]:
    """What is waived for a county on a day, for a fingerprint."""
    return sorted(
        one.model_dump_json() for one in waivers if one.county in (None, county) and today <= one.until
    )
