"""Notes beside the versions of a home that cannot be read stop nothing, and tokens are not written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.county_rows.own_rows import last_good
from pipelines.postgres.nightly import last_try
from pipelines.serving.tokens import tokens_as_read
from pipelines.settings import Settings
from pipelines.warehouse.versions import Version
from tests.unit.command.conftest import Junheng

GARBAGE = (b"", b"null", b"\xff\xfe\xfd", b'{"a": 7}', b'[{"number": 7}]')
NOTES = (
    "postgres.json",
    "held.json",
    "affirmed.json",
    "notices.json",
    "county_rows.json",
    "drop_tokens.json",
)
CALLS = (["status"], ["notify", "--dry-run"])


@pytest.mark.parametrize("content", GARBAGE)
def test_notes_that_cannot_be_read_stop_nothing(content: bytes, published: Version, junheng: Junheng) -> None:
    for note in NOTES:
        Path("warehouse", note).write_bytes(content)
    for call in CALLS:
        said = junheng(*call)
        assert said.code == 0, (call, said.err)


def test_of_a_damaged_note_nothing_is_taken_over(folder: Path) -> None:
    Path("warehouse").mkdir()
    settings = Settings()
    for content in GARBAGE:
        for note in NOTES:
            Path("warehouse", note).write_bytes(content)
        assert last_try(settings) is None
        assert last_good(settings) == {}
        assert tokens_as_read(settings) == []


def test_tokens_that_cannot_be_read_are_not_written_over(folder: Path, junheng: Junheng) -> None:
    Path("warehouse").mkdir()
    kept = Path("warehouse", "drop_tokens.json")
    for content in GARBAGE:
        kept.write_bytes(content)
        for call in (
            ["list"],
            ["add", "--county", "990101", "--year", "2024", "--school", "2137399001"],
            ["revoke", "7"],
        ):
            said = junheng("serve", "tokens", *call)
            assert (said.code, "读不出" in said.err) == (1, True), (content, call)
        assert kept.read_bytes() == content
