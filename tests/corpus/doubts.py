# ruff: noqa: E501  (a sample stays on as few lines as it can)
"""Samples of what must not be guessed: two numbers in a cell, footnotes, shifted rows, what is hidden, merged figures."""

from __future__ import annotations

import io
from datetime import datetime

import xlwt

from tests.corpus.cells import PUPIL, ROOMS, pupil
from tests.corpus.packing import Cell, book, open_document, package, row_xml
from tests.corpus.sample import CLASS_HEADINGS, CLASSES, SCHOOL, Sample, class_text, refused, text


def samples() -> list[Sample]:
    """Every sample of this kind."""
    return [*_figures(), *_texts(), *_dates(), *_books()]


def one_class(number: int, pupils: Cell) -> tuple[Cell, ...]:
    """A class of an invented school."""
    return (SCHOOL, "小学", "一年级", f"{number}班", pupils)


def unreadable(*rows: int) -> tuple[tuple[str, int, str], ...]:
    """Findings about the figure of so many rows."""
    return tuple(("pupils|unreadable", row, "学生数（人）") for row in rows)


def _figures() -> list[Sample]:
    odd = ("23\n22", "50 51", "45①", "45²", "4½", "45 ⑴")
    rows = [one_class(number, cell) for number, cell in enumerate(odd, start=1)]
    raised = '<c t="inlineStr"><is><r><t>42</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is></c>'
    unseen = [
        ["\u200b" + heading for heading in CLASS_HEADINGS],
        one_class(1, "40\u200b"),
        (*one_class(2, "41")[:3], "2\u2060班", "41"),
    ]
    return [
        Sample(
            "拿不准_一格两个数和注号.xlsx",
            "一格里有两个数、数字后面有注号、上标或分数：不合成一个数",
            "two numbers in a cell, footnote signs, raised digits, fractions: never one number",
            book({"表": [CLASS_HEADINGS, *rows, one_class(7, 40)]}),
            (("class_roster", 7, 0, 0),),
            unreadable(*range(2, 8)),
            {"pupils": (*[None] * 6, 40)},
        ),
        Sample(
            "拿不准_上标文字.xlsx",
            "42 后面有设成上标的 1：不是 421",
            "42 with a raised 1 behind it is not 421",
            package(
                row_xml(1, *CLASS_HEADINGS)
                + row_xml(2, *one_class(1, raised))
                + row_xml(3, *one_class(2, 41))
            ),
            (("class_roster", 2, 0, 0),),
            unreadable(2),
            {"pupils": (None, 41)},
        ),
        Sample(
            "拿不准_看不见的字符.xlsx",
            "表头、班级和数字里有看不见的字符（零宽空格等）：一律去掉",
            "signs that nobody sees in headings, classes and figures are dropped",
            book({"表": unseen}),
            (("class_roster", 2, 0, 0),),
            lands={"class_name": ("1班", "2班"), "pupils": (40, 41)},
        ),
        Sample(
            "拿不准_编号超过15位.xlsx",
            "学籍号是 17 位的数字单元格：末几位已丢失，该行不采用",
            "a pupil's number of 17 digits in a number cell has lost its last ones",
            book({"表": [PUPIL, [12345678901234567, *pupil(1)[1:]], pupil(2)]}),
            (("student_roster", 1, 1, 0),),
            (("student_hash|unreadable", 2, "学籍号"),),
        ),
    ]


def _texts() -> list[Sample]:
    return [
        Sample(
            "拿不准_没加引号的千分位.csv",
            "1,218 没有加引号，该行比表头多一个单元格：整行不采用",
            "an unquoted 1,218 gives its row one cell more than there are headings: the row is not taken",
            text(ROOMS, (SCHOOL, "音1", "音乐", "1,218"), (SCHOOL, "音2", "音乐", 96)).encode(),
            (("special_rooms", 1, 1, 0),),
            (("extra_cells", 2, None),),
            {"area": (96.0,)},
        ),
        refused("拿不准_全角逗号.csv", "单元格之间是全角逗号", "full-width commas between cells", class_text(separator="，").encode(), "wide_separator"),
        refused(
            "拿不准_BIG5.csv",
            "繁体中文的 BIG5 编码",
            "traditional Chinese in BIG5",
            text(("學校識別碼", "學段", "年級", "班級", "學生數"), (SCHOOL, "小學", "一年級", "1班", 40)).encode("big5"),
            "big5_text",
        ),
    ]  # fmt: skip


def _dates() -> list[Sample]:
    built = (*ROOMS, "建成年份")
    return [
        Sample(
            "拿不准_年份设成日期.xlsx",
            "年份 2015 所在的单元格设成了日期格式，显示为 1905-07-07：不当作 1905 年",
            "the year 2015 in a cell formatted as a date shows as 1905-07-07: not taken for 1905",
            book({"表": [built, (SCHOOL, "音1", "音乐", 96, datetime(1905, 7, 7)), (SCHOOL, "音2", "音乐", 96, 2015)]}),
            (("special_rooms", 2, 0, 0),),
            (("built_year|unreadable", 2, "建成年份"),),
            {"built_year": (None, 2015)},
        ),
        Sample(
            "拿不准_将来的日期.csv",
            "出生日期在今天之后",
            "born after today",
            text(PUPIL, pupil(1, birth="2085-01-01"), pupil(2)).encode(),
            (("student_roster", 2, 0, 0),),
            (("birth_month|unreadable", 2, "出生日期"),),
        ),
        Sample(
            "拿不准_文本1985.10与数字1985.1.xlsx",
            "1985.10 是文本，旁边的 1985.1 是数字单元格：可能是 10 月，不猜",
            "1985.10 as text, and beside it 1985.1 in a number cell, which may be October: not guessed",
            book({"表": [PUPIL, pupil(1, entry="2020.10"), pupil(2, entry=2020.1), pupil(3, entry="2020.1")]}),
            (("student_roster", 3, 0, 0),),
            (("entry_month|unreadable", 3, "入学年月"),),
            {"entry_month": ("2020-10", None, "2020-01")},
        ),
    ]  # fmt: skip


def _books() -> list[Sample]:
    hidden = book(
        {"表": [CLASS_HEADINGS, *CLASSES], "去年": [CLASS_HEADINGS, one_class(9, 9)]},
        hidden=("去年",),
        hidden_rows=(2,),
    )
    return [
        Sample(
            "隐藏_工作表和行.xlsx",
            "隐藏的工作表不读取，隐藏的行照常读取，都会说明",
            "hidden sheets are not read, hidden rows are; both are named",
            hidden,
            (("class_roster", 3, 0, 0),),
            (("hidden_sheets", None, None), ("hidden_rows", None, None)),
            {"pupils": (40, 41, 38)},
        ),
        Sample(
            "合并_人数.ods",
            "OpenDocument：人数合并了两行，分不清各是多少；代码合并则逐行填上",
            "OpenDocument: a figure merged over two rows is nobody's; a merged code holds for each row",
            open_document(_merged_table()),
            (("class_roster", 3, 0, 0),),
            tuple(("pupils|merged", row, "学生数（人）") for row in (2, 3)),
            {"school_code": (SCHOOL,) * 3, "pupils": (None, None, 42)},
        ),
        Sample(
            "公式_未计算.xls",
            "旧版工作簿：公式从未计算，人数合并了两行",
            "a legacy workbook: a formula never computed, a figure merged over two rows",
            _legacy(),
            (("class_roster", 4, 0, 0),),
            (*unreadable(2), *(("pupils|merged", row, "学生数（人）") for row in (3, 4))),
            {"pupils": (None, None, None, 42)},
        ),
    ]  # fmt: skip


def _merged_table() -> str:
    def cell(word: Cell, attributes: str = "") -> str:
        kind = (
            f'office:value-type="float" office:value="{word}"'
            if isinstance(word, int)
            else 'office:value-type="string"'
        )
        return f"<table:table-cell {attributes} {kind}><text:p>{word}</text:p></table:table-cell>"

    covered, down = "<table:covered-table-cell/>", 'table:number-rows-spanned="{}"'
    first, second, third = one_class(1, 80), one_class(2, None), one_class(3, 42)
    rows = (
        "".join(map(cell, CLASS_HEADINGS)),
        cell(first[0], down.format(3)) + "".join(map(cell, first[1:4])) + cell(first[4], down.format(2)),
        covered + "".join(map(cell, second[1:4])) + covered,
        covered + "".join(map(cell, third[1:])),
    )
    return f'<table:table table:name="表">{"".join(f"<table:table-row>{row}</table:table-row>" for row in rows)}</table:table>'


def _legacy() -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    for at, row in enumerate([CLASS_HEADINGS, *(one_class(number, None) for number in range(1, 5))]):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(at, column, cell)
    sheet.write(1, 4, xlwt.Formula("20*2"))
    sheet.write_merge(2, 3, 4, 4, 80)
    sheet.write(4, 4, 42)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
