"""Which known word is the nearest to one that is not known, and how long a sheet of unknown words takes."""

from __future__ import annotations

import random
import time

import polars as pl
import pytest

from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.recognising.whole_file import Unknown, kinds_of
from pipelines.contracts.telling.nearest import nearest
from pipelines.contracts.telling.unrecognised import unrecognised
from pipelines.ingest.model import Sheet

SIGNS = "教师学生班级数量面积校舍体育音乐美术专任本科硕士编号"


@pytest.mark.parametrize(
    ("word", "least", "expected"),
    [
        ("学校标识号", 0.75, "学校标识码"),  # four of five signs: 0.8
        ("学校编码", 0.75, None),  # three of nine signs stand in both: 0.67
        ("学校编码", 0.5, "学校标识码"),
        ("别的", 0.5, None),
    ],
)
def test_the_nearest_word_shares_enough_signs_in_their_order(
    word: str, least: float, expected: str | None
) -> None:
    assert nearest(word, ["专任教师数", "学校标识码", "学段"], least) == expected


def test_a_wide_sheet_of_unknown_words_is_told_in_less_than_a_second(book: AliasBook) -> None:
    choose = random.Random(1)
    words = ["".join(choose.choices(SIGNS, k=choose.randint(4, 9))) for _ in range(15_000)]
    grid = pl.DataFrame(
        {f"column_{at}": [*words[at * 50 : at * 50 + 50], *["1"] * 4_950] for at in range(300)}
    )
    sheet = Sheet("别的", grid, label="别的")
    began = time.process_time()
    assert [type(kind) for kind in kinds_of([sheet], book, 2024)] == [Unknown]
    assert unrecognised(sheet, book).rule == "unrecognised"
    assert time.process_time() - began < 1
