"""Lines of Chinese text as a reader expects them: nothing torn apart, no stop at the beginning."""

from __future__ import annotations

import pytest

from pipelines.documents.breaking import broken


def half_widths(text: str) -> float:
    return sum(1 if sign.isascii() else 2 for sign in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("未达标、缺数据", 8, ["未达标、", "缺数据"]),
        ("时限2024-12-31已过", 12, ["时限", "2024-12-31已", "过"]),
        ("全部学校达标。", 12, ["全部学校达", "标。"]),
        ("占99.6%，达标", 10, ["占99.6%，", "达标"]),
        ("一\n二三", 8, ["一", "二三"]),
        ("", 8, [""]),
    ],
)
def test_a_line_breaks_where_a_reader_expects_it(text: str, width: float, lines: list[str]) -> None:
    assert broken(text, width, half_widths).split("\n") == lines


def test_a_word_wider_than_a_line_is_torn_and_nothing_is_lost() -> None:
    said = broken("ABCDEFGHIJ和", 4, half_widths)
    assert said.replace("\n", "") == "ABCDEFGHIJ和"
    assert max(half_widths(line) for line in said.split("\n")) <= 4
