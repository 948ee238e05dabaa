"""Every query that the pages show runs on the published warehouse as it stands on the page.

What does not belong here: what the figures are (test_oracle).
"""

from __future__ import annotations

from typing import Protocol

import duckdb
import pytest

from pipelines.warehouse.reading import SHUT_OFF
from tests.unit.docs.pages import calls, fences, name, pages


class CountyVersion(Protocol):
    """What the fixture `county_version` gives, as far as it is read here."""

    database: object


QUERIES = [
    pytest.param(query, id=f"{name(page)}-{number}")
    for page in pages()
    for number, query in enumerate(
        [
            *(query for block in fences(page, "sql") for query in block.split(";\n") if query.strip()),
            *(
                next(word for word in words if " " in word)
                for command, *words in calls(page, "junheng")
                if command == "query" and any(" " in word for word in words)
            ),
        ],
        start=1,
    )
]


def test_there_are_queries_to_run() -> None:
    assert len(QUERIES) > 20


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_pages_runs_as_it_stands(query: str, county_version: CountyVersion) -> None:
    database = str(county_version.database)
    with duckdb.connect(database, read_only=True, config=SHUT_OFF) as warehouse:
        assert warehouse.execute(query).description
