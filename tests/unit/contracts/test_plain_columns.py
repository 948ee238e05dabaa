"""Columns written the plain way; what does not belong here: how any other cell is read (tests of ingest)."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.by_headings import Match, Recognised
from pipelines.contracts.recognising.column_values import parse
from pipelines.contracts.recognising.plain_columns import plainly_read
from pipelines.ingest.headings import Heading, HeadingBlock

HASHER = Hasher(b"k" * 32)
CELLS = (
    *("0", "7", "007", "-3", "+3", "45.0", "45.5", "1,218", "１２", "12 ", " 12", "5*", "5²", "1 2", "1E5"),
    *("9" * 16, "-0", "2137000001", "2137000001.0", "'2137000001", "A12", "a12b", "370399198001011234"),
    *("13800000000", "12-Sep", "2024", "2024年", "2024-09", "2024-13", "2024/9", "2024.1", "2024-09-01"),
    *("2024-02-30", "2099-01-01", "1905-07-07", "45170", "20240901", "2024-9-1", "9月1日", '="12"', "†"),
    *("小学", "初中", "一年级", "1班", "１班", "高一(3)班", "一年级　1班", "是", "否", "是 ", "Y", "女"),
    *("示例镇", "示例县第一小学", "语文", "音乐1", "Q7a", "370399-2022-02", "材料\n二", "锟斤拷", "#REF!"),
    *("无", "-", "—", "/", "空", "", " ", "学号 A12345", "电话13800000000", "a@b.cn", "#数字位数过多"),
)  # fmt: skip


@pytest.mark.parametrize("name", DATASETS)
def test_a_cell_that_is_plain_says_what_it_says_when_it_is_read_at_length(name: str) -> None:
    dataset = DATASETS[name]
    sheet = Recognised(dataset, HeadingBlock(0, 0, (), ()))
    at_length = {
        column: parse(pl.Series(CELLS), Match(Heading(0, (one.heading,), one.heading), column), sheet, HASHER)
        for column, one in dataset.columns.items()
    }
    for at, cell in enumerate(CELLS):
        plain = plainly_read(pl.DataFrame({column: [cell] for column in dataset.columns}), dataset)
        for column, found in plain.items():
            known = at_length[column]
            assert (found.values[0], found.bad[0]) == (known.values[at], known.bad[at]), (column, cell)
            assert found.values.dtype == known.values.dtype, column


def test_a_blank_cell_is_plain_and_one_other_cell_leaves_its_column_to_be_read_at_length() -> None:
    rows = {"subject_code": ["2137000001", None], "grade": ["1", "一 年级"]}
    dataset = next(one for one in DATASETS.values() if "grade" in one.columns and one.columns["grade"].is_key)
    code = next(column for column, one in dataset.columns.items() if one.digits == 10)
    cells = pl.DataFrame({code: rows["subject_code"], "grade": rows["grade"]})
    assert plainly_read(cells, dataset).keys() == {code}
    assert plainly_read(cells, dataset)[code].values.to_list() == ["2137000001", None]
