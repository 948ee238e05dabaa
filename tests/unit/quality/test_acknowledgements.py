"""A county says that a finding is right: as what a build is told it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.county_rows.own_rows import OwnRows, own_rows
from pipelines.quality.acknowledgements import acknowledged
from pipelines.settings import Settings

TABLE = '县代码,核实号,理由,责任人,最后一天\n370399,ABCDEFGH,"合并办班,属实",王某,2025/6/30\n'


def test_without_the_file_nothing_is_acknowledged(tmp_path: Path) -> None:
    assert acknowledged(Settings(home=tmp_path), OwnRows()) == "[]"


@pytest.mark.parametrize(
    ("known_on", "is_over"),
    [("2025-06-30T15:59:00", False), ("2025-06-30T16:00:00", True)],
    ids=["last minute", "next day in Beijing"],
)
def test_the_last_day_ends_on_the_clocks_of_the_county(tmp_path: Path, known_on: str, is_over: bool) -> None:
    (tmp_path / "acknowledged.csv").write_text(TABLE, encoding="utf-8")
    settings = Settings(home=tmp_path, county=tmp_path)
    (told,) = json.loads(acknowledged(settings, own_rows(settings), datetime.fromisoformat(known_on)))
    assert told == {
        "county_code": "370399",
        "finding_number": "ABCDEFGH",
        "reason": "合并办班,属实",
        "owner": "王某",
        "last_day": "2025-06-30",
        "is_over": is_over,
    }
