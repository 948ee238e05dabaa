"""How a cell and what its column expects are spoken of, in Chinese.

A cell is quoted only where it cannot be personal. What does not belong here: deciding what is a fault
(judging), and sentences about one kind of fault (the other modules here).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.datasets.columns import MOST_TAUGHT, Column
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.persons.numbers import HARMLESS
from pipelines.contracts.persons.plain import may_be_quoted
from pipelines.ingest.dates import FIRST_YEAR, looks_like_a_day
from pipelines.ingest.fold import shown_unit
from pipelines.ingest.model import Severity
from pipelines.ingest.oddities import saying as oddity

SEVERITY: Mapping[Severity, str] = {
    "refuse": "退回文件",
    "set_aside": "搁置该行",
    "unknown": "不采用该格",
    "warn": "提醒",
    "note": "说明",
}
"""As the seed `code_words` has them."""
CHECKED_STATE = {"accepted": "可以报送", "refused": "退回", "ignored": "略过", "unrecognised": "没有认出"}
"""What would become of a sheet that is checked before it is handed in."""
HIDDEN = "（内容不显示）"
LONGEST_QUOTE = 30
MOST_WORDS = 12


def quoted(cell: str | None, column: Column | None, dataset: Dataset) -> str:
    """A cell as it may be shown."""
    if cell is None or not cell.strip():
        return "空"
    text = " ".join(cell.split())
    if not may_be_quoted(text, column) or (dataset.has_persons and not HARMLESS.fullmatch(text)):
        return HIDDEN
    return f"“{text[:LONGEST_QUOTE]}{'…' if len(text) > LONGEST_QUOTE else ''}”"


def what_happened(cell: str | int | None, column: Column | None) -> str:
    """What a spreadsheet or a wrong encoding seems to have done to a cell, in brackets; else nothing."""
    text = str(cell or "").strip()
    told = oddity(text)
    if column is not None and column.kind in ("date", "month") and looks_like_a_day(text):
        told = f"日历上没有这一天，或早于 {FIRST_YEAR} 年、晚于今天，或是设成日期格式的年份"
    if told is None and column is not None and column.digits and text.isdigit():
        lacking = column.digits - len(text)
        told = f"少 {lacking} 位，可能丢失了前面的 0，但没有依据，没有补上" if lacking > 0 else None
    return f"（{told}）" if told else ""


def expected(column: Column | None) -> str:
    """What a cell of a column should be; a column taught by an alias row is a quantity."""
    if column is None:
        return "不小于 0 的数字"
    if column.expected:
        return column.expected
    words = canonical(column.words or "")
    return f"以下之一：{'、'.join(words[:MOST_WORDS])}{'等' if len(words) > MOST_WORDS else ''}"


def remedy(column: Column | None) -> str:
    """What to do about a cell that is not as expected."""
    if column is not None and column.kind == "secret":
        blank = "确实没有请留空" if column.may_be_blank else "该列不能留空"
        return f"请填写{expected(column)}，并把该列设为文本格式，以免变成科学计数法、丢失后几位；{blank}。"
    if column is None or column.may_be_blank:
        return f"请改为{expected(column)}；确实没有数据请留空，不要填 0 或文字。"
    if column.digits:
        return f"请填写完整的{column.heading}，并把该列设为文本格式，以免丢失前面的 0 或变成科学计数法。"
    return f"请填写{expected(column)}，该列不能留空；合并的单元格请取消合并后逐行填写。"


def not_more_than(column: Column | None) -> tuple[str, str]:
    """What a cell of a column should not exceed, and what to do where it does."""
    kind = "整数" if column is not None and column.kind == "whole" else "数字"
    most = MOST_TAUGHT if column is None or column.most is None else column.most
    unit = f"（{shown_unit(column.unit)}）" if column is not None and column.unit else ""
    return (
        f"不大于 {most:.0f} 的{kind}{unit}",
        "请核对是否填错了列，或把证件号、电话号码、别的单位的数填在了这里；改正后重新报送，没有数据请留空。",
    )


def no_number(column: Column) -> str:
    """What to do about a number of a person in a column of text."""
    return f"请填写{column.heading}本身；证件号、学籍号、电话、邮箱、微信号只填在它们自己的列，没有的不要填。"
