"""A file of more bytes than are taken into memory is refused with a sentence, without being read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from pipelines.contracts import check
from pipelines.ingest import text
from pipelines.ingest.model import Unreadable
from pipelines.landing import reading
from pipelines.landing.land import land
from pipelines.settings import Settings
from tests.landed import landed


def test_a_text_that_is_too_large_is_refused_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LARGEST_TEXT", 2 * 1024**2)
    with pytest.raises(Unreadable) as told:
        text.read_text(b"a,b\n" * 1024**2)
    assert told.value.finding.message == "文件有 4 MB，应为不超过 2 MB 的文件。"


def test_a_file_that_is_too_large_lands_as_refused_and_is_not_taken_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (check, reading):
        monkeypatch.setattr(module, "LARGEST_FILE", 1024**2)
    settings = Settings(raw=tmp_path / "raw", home=tmp_path / "home", settle_seconds=0)
    folder = settings.raw / "990101" / "2024"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(b"a,b\n" * 1024**2)
    monkeypatch.setattr(reading, "read", None)
    report = land(settings, refresh_id="r1", now=datetime(2024, 11, 1))
    assert report.files_refused == 1
    with landed(settings) as connection:
        told = connection.execute("select reason from landing.ledger.file_version").fetchall()
    assert told == [("文件有 4 MB，应为不超过 1 MB 的文件。",)]
