"""A text whose lines are looked at in pieces reads as one that is looked at as a whole."""

from __future__ import annotations

import pytest

from pipelines.ingest import text, text_lines
from pipelines.ingest.model import Unreadable
from pipelines.ingest.text import read_text

TEXTS = {
    "plain": "标题\n甲,乙,丙\n" + "一,二,三\n" * 9,
    "quoted": "甲,乙\n" + '"一,1","二"\n' * 9,
    "a cell of two lines": "甲,乙\n" + '"一\n1","二"\n' * 9,
    "a short line": "甲,乙,丙\n" + "一,二,三\n" * 20 + "一,二\n" + "一,二,三\n" * 20,
    "no end of the last line": "甲,乙\n" + "一,二\n" * 9 + "一,二",
    "empty": "",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("piece", [1, 7, 40])
def test_a_text_read_in_pieces_reads_as_a_whole(
    name: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = TEXTS[name].encode()
    whole = read_text(content)
    monkeypatch.setattr(text_lines, "PIECE", piece)
    assert read_text(content).equals(whole)


def test_two_tables_of_other_separators_are_refused_wherever_the_pieces_meet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = ("甲,乙,丙,丁\n" + "1,2,3,4\n" * 60 + "1;2;3;4\n" * 2).encode()
    for piece in range(1, 60):
        monkeypatch.setattr(text_lines, "PIECE", piece)
        with pytest.raises(Unreadable) as told:
            read_text(content)
        assert "第 62 行起却是“;”" in told.value.finding.message


def test_a_text_of_more_cells_than_are_read_is_refused_with_rows_and_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text, "MOST_CELLS", 1000)
    with pytest.raises(Unreadable) as told:
        read_text(b"," * 99 + b"\n" * 11)
    assert "第 12 行、第 100 列" in told.value.finding.message
