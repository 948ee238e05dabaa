"""`junheng serve tokens …`: tokens of the drop box."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pipelines.serving.tokens import read_tokens, token_of
from pipelines.settings import Settings
from tests.unit.command.conftest import Junheng

SCHOOL = "2137399001"


def test_tokens_are_given_listed_and_taken_back_by_command(junheng: Junheng) -> None:
    given = json.loads(
        junheng(
            *("serve", "tokens", "add", "--county", "990101", "--year", "2024", "--school", SCHOOL, "--json")
        ).out
    )
    settings = Settings()
    assert token_of(settings, SCHOOL, given["token"], datetime.now(UTC)) == read_tokens(settings)[0]
    assert junheng("serve", "tokens", "revoke", given["number"]).code == 0
    (listed,) = json.loads(junheng("serve", "tokens", "list", "--json").out)
    assert (listed["school"], listed["holds"]) == (SCHOOL, False)
    assert junheng("serve", "tokens", "revoke", "nothing").code == 64
    wrong = junheng("serve", "tokens", "add", "--county", "99", "--year", "2024", "--school", SCHOOL)
    assert (wrong.code, "六位" in wrong.err) == (64, True)
