"""Of what a report speaks: a county, a school year and a ruleset that the version holds.

What does not belong here: what a report says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.errors import WrongCall
from pipelines.sentences import Listed, Sentence
from pipelines.warehouse.reading import records
from pipelines.warehouse.words import ALL_AREAS

SCOPES = f"""
select
    county_code,
    coalesce(counties.county_name, county_code) as county_name,
    school_year,
    ruleset_code,
    rulesets.name as ruleset_name
from marts.fct_recognition as judged
inner join marts.dim_ruleset as rulesets using (ruleset_code)
left join marts.dim_county as counties using (county_code)
where
    judged.area = {ALL_AREAS}
    and ($county is null or county_code = $county)
    and ($ruleset is null or ruleset_code = $ruleset)
    and (
        school_year = $school_year
        or $school_year is null and school_year = (
            select max(of_county.school_year) from marts.fct_recognition as of_county
            where of_county.county_code = judged.county_code
        )
    )
order by county_code, ruleset_code
"""


@dataclass(frozen=True)
class Scope:
    """A county, a school year (the year it starts in) and a ruleset."""

    county_code: str
    county_name: str
    school_year: int
    ruleset_code: str
    ruleset_name: str

    @property
    def years(self) -> str:
        """The school year as people write it."""
        return f"{self.school_year}-{self.school_year + 1}学年"

    @property
    def heading(self) -> str:
        """What a sheet speaks of, in one line below its title."""
        return f"{self.county_name}（{self.county_code}）　{self.years}　{self.ruleset_name}"

    @property
    def of_year(self) -> dict[str, Any]:
        """The parameters of a query that no ruleset changes."""
        return {"county_code": self.county_code, "school_year": self.school_year}

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of a query."""
        return self.of_year | {"ruleset_code": self.ruleset_code}


class NothingToReport(WrongCall):
    """The version holds no such county, school year or ruleset."""

    def __init__(self, asked: dict[str, Any]) -> None:
        flags = [f"{name} {value}" for name, value in asked.items() if value is not None]
        said = Sentence("（{flags}）", flags=Listed(flags, "，")) if flags else ""
        super().__init__(
            Sentence(
                '这一版里没有要报告的内容{said}；有哪些县、学年、标准：junheng query "from bi.认定进度"。',
                said=said,
            )
        )


def scopes(
    connection: duckdb.DuckDBPyConnection,
    county: str | None = None,
    school_year: int | None = None,
    ruleset: str | None = None,
) -> list[Scope]:
    """What a version holds of what was asked for, by county and ruleset.

    Args:
        connection: the version.
        county: a county's code; every county when not given.
        school_year: the newest of each county when not given.
        ruleset: a ruleset's code; every ruleset that serves the county when not given.

    Raises:
        NothingToReport: it holds nothing of it.
    """
    asked = {"county": county, "school_year": school_year, "ruleset": ruleset}
    found = [Scope(**row) for row in records(connection, SCOPES, asked)]
    if not found:
        raise NothingToReport({f"--{name}": asked[key] for name, key in NAMES.items()})
    return found


NAMES = {"county": "county", "year": "school_year", "ruleset": "ruleset"}
"""The flags of the command."""


def by_county_year(found: Sequence[Scope]) -> list[list[Scope]]:
    """Scopes that differ by ruleset only, together; in the order of their counties."""
    together: dict[tuple[str, int], list[Scope]] = {}
    for scope in found:
        together.setdefault((scope.county_code, scope.school_year), []).append(scope)
    return list(together.values())
