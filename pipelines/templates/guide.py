"""The sheet 填报说明 of a template: how to fill it in, every column, and the words to choose from.

A sheet of this name is passed over when read. What does not belong here: the sheet that is filled in
(table, form).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.templates.fields import Field
from pipelines.templates.look import Look

NAME = "填报说明"
HOW = (
    "请在另一张工作表中填写，不要改动表头和“模板编号”一行；“示例”一行不会读取，可以保留。",
    "不知道的留空，不要填 0；没有的填 0。日期写成 2024-09-01，号码按文字填写，不要丢掉前面的 0。",
    "一行也没有填的表会退回，不会当作“没有”。",
)
NONE_MAY_BE = "确实没有的，在表上方“确无”的格内选“√”，不填任何行。"
COLUMNS = ("列", "要求", "填写内容", "单位", "示例")
WIDTHS = (34, 16, 40, 8, 20)
FIRST_LIST = len(COLUMNS) + 1


def write_guide(
    book: xlsxwriter.Workbook, look: Look, dataset: Dataset, all_fields: Sequence[Field]
) -> Mapping[tuple[str, ...], str]:
    """Write the sheet; for each list of words the cells in which it stands, as a formula."""
    sheet = book.add_worksheet(NAME)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, f"{dataset.title}：{NAME}", look.title)
    how = [*HOW, *([NONE_MAY_BE] if dataset.may_be_none else [])]
    if dataset.how_it_comes:
        how.append(f"{dataset.how_it_comes}。")
    for row, sentence in enumerate(how, start=1):
        sheet.write_string(row, 0, sentence, look.note)
    top = len(how) + 2
    sheet.write_row(top, 0, COLUMNS, look.heading)
    for row, field in enumerate(all_fields, start=top + 1):
        must = "主键，每行必填" if field.is_key else "必需的列" if field.is_required else "可以没有"
        sheet.write_row(
            row, 0, (field.heading, must, field.expected, field.unit, str(field.example)), look.label
        )
    return _write_lists(sheet, look, top, dict.fromkeys(field.words for field in all_fields if field.words))


def _write_lists(
    sheet: xlsxwriter.worksheet.Worksheet, look: Look, top: int, lists: Mapping[tuple[str, ...], None]
) -> Mapping[tuple[str, ...], str]:
    """The lists of words side by side, right of the columns."""
    where = {}
    for at, words in enumerate(lists, start=FIRST_LIST):
        sheet.write_string(top, at, "可选", look.heading)
        sheet.write_column(top + 1, at, words, look.label)
        column = xl_col_to_name(at, col_abs=True)
        where[words] = f"='{NAME}'!{column}${top + 2}:{column}${top + 1 + len(words)}"
    return where
