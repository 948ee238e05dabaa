"""The suite files in `expectations/`, read without Great Expectations: names, severities, what they say.

A suite is a file in Great Expectations' own JSON, `<stage>/<table>.json`. Beside what Great Expectations
needs, every expectation carries `meta.name`, unique in its suite, a `description` (what must hold) and
`notes` (what to do). SQL of more than a line stands in a file beside the suites. What does not belong here:
running them (validation).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipelines.errors import Trouble
from pipelines.sentences import Sentence

Stage = Literal["landing", "marts"]
Severity = Literal["block", "warn"]
SEVERITIES: Mapping[str, Severity] = {"critical": "block", "warning": "warn", "info": "warn"}
"""Great Expectations' word for how bad a failure is, and what it means for publishing."""
QUERY = "unexpected_rows_query"
SQL_FILE = ".sql"
TABLE_IN_SQL = "{table}"
"""Stands in a file of SQL for the suite's table, so that one file serves many suites."""


class SuiteFault(Trouble):
    """A suite file cannot be used."""


class Meta(BaseModel):
    """What an expectation is called."""

    name: str


class Expectation(BaseModel):
    """One expectation of a suite, as it stands in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    kwargs: dict[str, Any]
    severity_word: Literal["critical", "warning", "info"] = Field(alias="severity")
    meta: Meta
    description: str
    notes: str

    @property
    def name(self) -> str:
        """Its name, unique in the suite."""
        return self.meta.name

    @property
    def severity(self) -> Severity:
        """Whether a failure stops publishing."""
        return SEVERITIES[self.severity_word]

    @property
    def query(self) -> str | None:
        """The SQL that selects what must not be, where it is written in SQL."""
        return self.kwargs.get(QUERY)


@dataclass(frozen=True)
class Suite:
    """One suite file: the stage it belongs to, the table it judges, and the document as it stands."""

    stage: Stage
    table: str
    document: dict[str, Any]

    @property
    def name(self) -> str:
        """`<stage>.<table>`."""
        return f"{self.stage}.{self.table}"

    @cached_property
    def expectations(self) -> dict[str, Expectation]:
        """The expectations by name, in the order of the file."""
        expectations = map(Expectation.model_validate, self.document["expectations"])
        return {one.name: one for one in expectations}

    @property
    def place(self) -> list[str]:
        """The columns that tell a person which row is meant, where an expectation names rows."""
        place: list[str] = self.document.get("meta", {}).get("place", [])
        return place

    def only(self, names: Collection[str]) -> Suite:
        """The suite with no other expectations than these."""
        chosen = [one for one in self.document["expectations"] if one["meta"]["name"] in names]
        return Suite(self.stage, self.table, self.document | {"expectations": chosen})


def read_suites(directory: Path, stage: Stage) -> list[Suite]:
    """Every suite of a stage, by table.

    Args:
        directory: the folder `expectations`.
        stage: which gate.

    Raises:
        SuiteFault: a file is no suite, has another name than its place, names SQL that is not there, or lacks
            what people are to be told.
    """
    return [_read(path, stage) for path in sorted((directory / stage).glob("*.json"))]


def _read(path: Path, stage: Stage) -> Suite:
    try:
        suite = Suite(stage, path.stem, json.loads(path.read_text(encoding="utf-8")))
        for one in suite.document["expectations"]:
            _fetch_sql(one["kwargs"], path)
        names = list(suite.expectations)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SuiteFault(
            Sentence(
                "核查文件 {path} 读不懂（{error}）；写法见 expectations/README.md。", path=path, error=error
            )
        ) from error
    if suite.document.get("name") != suite.name:
        raise SuiteFault(Sentence("核查文件 {path} 的 name 应为 {name}。", path=path, name=suite.name))
    if len(names) != len(suite.document["expectations"]):
        raise SuiteFault(Sentence("核查文件 {path} 中有两条核查的 meta.name 相同。", path=path))
    return suite


def _fetch_sql(kwargs: dict[str, Any], suite: Path) -> None:
    """Put the text of a file of SQL where a suite only names it."""
    query = kwargs.get(QUERY, "")
    if query.endswith(SQL_FILE):
        text = (suite.parent / query).read_text(encoding="utf-8")
        kwargs[QUERY] = text.replace(TABLE_IN_SQL, suite.stem)
