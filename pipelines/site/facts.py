"""What the version says of one county: every table its pages read, read once and looked up by key.

What does not belong here: the SQL (queries), and how anything is shown (pages).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from pipelines.site.queries import COUNTY, QUERIES
from pipelines.warehouse.reading import records

Row = dict[str, Any]
NOTHING: Sequence[Row] = ()


@dataclass(frozen=True)
class County:
    """A county and the newest school year it is judged for (the year it starts in)."""

    county_code: str
    county_name: str
    school_year: int

    @property
    def years(self) -> str:
        """The school year as people write it."""
        return f"{self.school_year}-{self.school_year + 1}学年"


def counties(connection: duckdb.DuckDBPyConnection, county_code: str | None = None) -> list[County]:
    """The counties that the version judges, or one of them, by code."""
    return [County(**row) for row in records(connection, COUNTY, {"county_code": county_code})]


class Facts:
    """The rows behind the pages of a county, as the queries name them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, county: County) -> None:
        self.county = county
        of_county = {"county_code": county.county_code, "school_year": county.school_year}
        self._tables = {
            name: records(connection, sql, {key: of_county[key] for key in of_county if f"${key}" in sql})
            for name, sql in QUERIES.items()
        }
        self._found: dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]] = {}

    def __getitem__(self, name: str) -> list[Row]:
        """Every row of a query, in its order."""
        return self._tables[name]

    def where(self, name: str, **key: Any) -> Sequence[Row]:
        """The rows of a query with these values in these columns, in its order."""
        by = (name, *key)
        if by not in self._found:
            found: dict[tuple[Any, ...], list[Row]] = {}
            for row in self[name]:
                found.setdefault(tuple(row[column] for column in key), []).append(row)
            self._found[by] = found
        return self._found[by].get(tuple(key.values()), NOTHING)

    def one(self, name: str, **key: Any) -> Row | None:
        """The only row, or the first, with these values."""
        return next(iter(self.where(name, **key)), None)

    def word(self, kind: str, code: str | None) -> str:
        """What people read for a code; the code itself where it has no word."""
        row = self.one("words", word_kind=kind, code=code)
        return row["word"] if row else str(code or "")

    def verdict(self, code: str) -> str:
        """The word for a verdict."""
        return self.word("verdict", code)

    @cached_property
    def main(self) -> Row:
        """The ruleset that speaks first: one that names the county, else the first of all."""
        return self["rulesets"][0]

    @cached_property
    def indicators(self) -> dict[str, Row]:
        """Indicators by code, in their order."""
        return {row["indicator_code"]: row for row in self["indicators"]}

    @cached_property
    def schools(self) -> dict[str, Row]:
        """The schools of the year by code."""
        return {row["school_code"]: row for row in self["schools"]}

    def name_of(self, school_code: str) -> str:
        """The name of a school, or its code where the register lacks it."""
        row = self.schools.get(school_code)
        return row["school_name"] if row else school_code

    def codes_of(self, item: Row) -> list[str]:
        """The indicators that a row of items speaks of; those of every resource for "every school passes"."""
        found = [row["indicator_code"] for row in self.where("indicators", item_code=item["item_code"])]
        return found or [row["indicator_code"] for row in self.resources]

    @cached_property
    def resources(self) -> list[Row]:
        """The indicators whose coefficients of variation are judged."""
        judged = {row["indicator_code"] for row in self["balance"]}
        return [row for row in self["indicators"] if row["indicator_code"] in judged]

    def departments_of(self, indicator_code: str) -> str:
        """Who answers for an indicator."""
        names = [row["department_name"] for row in self.where("answering", indicator_code=indicator_code)]
        return "、".join(dict.fromkeys(names))

    def dataset(self, dataset: str | None) -> str:
        """The name of a dataset."""
        row = self.one("datasets", dataset=dataset)
        return row["dataset_name"] if row else str(dataset or "")

    def of_ruleset(self, name: str, ruleset: Row | None = None, **key: Any) -> Sequence[Row]:
        """The rows of a query under a ruleset, the main one when none is given."""
        return self.where(name, ruleset_code=(ruleset or self.main)["ruleset_code"], **key)

    def stages(self) -> Iterator[str]:
        """The stages in which schools are judged, primary first."""
        return iter(dict.fromkeys(row["stage"] for row in self["compliance"]))
