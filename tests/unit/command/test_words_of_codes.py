"""What the command line calls a code is what the published word for it is.

The command says how a home stands before anything was published and where no version opens, so it cannot
read these words from one. What does not belong here: what it says about them (test_status).
"""

from __future__ import annotations

import csv

import pytest

from pipelines.command.outcome import VERDICT
from pipelines.command.status import FILE_STATE, STATE
from pipelines.contracts.telling.phrases import SEVERITY
from pipelines.settings import Settings

PASSES = {"true": True, "false": False, "unknown": None}


def published(kind: str) -> dict[str, str]:
    with (Settings().dbt_project / "seeds" / "codes" / "code_words.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["word"] for row in csv.DictReader(file) if row["word_kind"] == kind}


def test_a_county_passes_or_not_in_the_published_words() -> None:
    assert {PASSES[code]: word for code, word in published("pass").items()} == VERDICT


@pytest.mark.parametrize(
    ("said", "kind"), [(STATE, "county_status"), (FILE_STATE, "file_state"), (SEVERITY, "severity")]
)
def test_every_word_is_the_published_one(said: dict[str, str], kind: str) -> None:
    words = published(kind)
    assert {code: words[code] for code in said} == dict(said)
