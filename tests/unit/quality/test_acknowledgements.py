"""A county says that a finding is right: rows that people write, and what is told of one that is wrong."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from pipelines.quality.acknowledgements import (
    Acknowledgement,
    AcknowledgementFault,
    acknowledged,
    read_acknowledgements,
)
from pipelines.settings import Settings

HEADING = "县代码,核实号,理由,责任人,最后一天"
ROW = '370399,ABCDEFGH,"合并办班,属实",王某,2025-06-30'


def table(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "acknowledged.csv"
    path.write_text("\n".join([HEADING, *rows]), encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_row_is_read_however_a_spreadsheet_saves_it(tmp_path: Path, encoding: str) -> None:
    path = table(
        tmp_path, ROW, "", ROW.replace("GH", "QR").replace("2025-06-30", "2025/7/1"), encoding=encoding
    )
    assert read_acknowledgements(path) == [
        Acknowledgement("370399", "ABCDEFGH", "合并办班,属实", "王某", date(2025, 6, 30)),
        Acknowledgement("370399", "ABCDEFQR", "合并办班,属实", "王某", date(2025, 7, 1)),
    ]


def test_without_the_file_nothing_is_acknowledged(tmp_path: Path) -> None:
    assert read_acknowledgements(tmp_path / "acknowledged.csv") == []


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("37039,ABCDEFGH,属实,王某,2025-06-30", "“县代码”列是“37039”，应为6 位县代码"),
        ("370399,abc,属实,王某,2025-06-30", "“核实号”列是“abc”"),
        ("370399,ABCDEFGH,,王某,2025-06-30", "“理由”列是空的，应为为什么属实"),
        ("370399,ABCDEFGH,属实,,2025-06-30", "“责任人”列是空的"),
        ("370399,ABCDEFGH,属实,王某,2025-02-30", "“最后一天”列是“2025-02-30”"),
        ("370399,ABCDEFGH,属实,王某,明年", "应为这条说明有效的最后一天，如 2025-06-30"),
        ("370399,ABCDEFGH,电话 13800000000,王某,2025-06-30", "“理由”列里有证件号、电话一类的号码"),
        ("370399,ABCDEFGH,属实", "“责任人”列是空的"),
        (ROW, "核实号 ABCDEFGH 在第 2 行已有"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, row: str, what: str) -> None:
    path = table(tmp_path, ROW, row)
    with pytest.raises(AcknowledgementFault) as told:
        read_acknowledgements(path)
    assert f"{path} 第 3 行" in str(told.value) and what in str(told.value)
    assert "请改正或删去该行" in str(told.value)


def test_a_file_without_its_columns_is_named_with_them(tmp_path: Path) -> None:
    path = tmp_path / "acknowledged.csv"
    path.write_text("县代码,核实号\n370399,ABCDEFGH\n", encoding="utf-8")
    with pytest.raises(AcknowledgementFault, match="缺“理由”“责任人”“最后一天”列"):
        read_acknowledgements(path)


@pytest.mark.parametrize(
    ("known_on", "is_over"),
    [("2025-06-30T15:59:00", False), ("2025-06-30T16:00:00", True)],
    ids=["last minute", "next day in Beijing"],
)
def test_the_last_day_ends_on_the_clocks_of_the_county(tmp_path: Path, known_on: str, is_over: bool) -> None:
    settings = Settings(home=tmp_path, acknowledged=table(tmp_path, ROW))
    (told,) = json.loads(acknowledged(settings, datetime.fromisoformat(known_on)))
    assert told["is_over"] is is_over
    assert told["last_day"] == "2025-06-30" and told["finding_number"] == "ABCDEFGH"
