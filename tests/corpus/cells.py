# ruff: noqa: E501  (a sample stays on as few lines as it can)
"""Samples of cells: figures, codes, dates and what spreadsheets make of them."""

from __future__ import annotations

from datetime import datetime

from tests.corpus.packing import Cell, book, package, row_xml
from tests.corpus.sample import CLASS_HEADINGS, CLASSES, SCHOOL, Sample, class_text, text

REGISTER = (
    "学校标识码",
    "学校名称",
    "办学类型码",
    "举办者类型码",
    "城乡分类码",
    "镇街代码",
    "是否寄宿制学校",
)
PUPIL = (
    *("学籍号", "姓名", "身份证件号", "性别", "出生日期", "学校标识码", "学段", "年级", "班级", "入学年月"),
    *("就读方式", "是否随迁子女", "是否留守儿童", "是否划片就近入学"),
)
ROOMS = ("学校标识码", "教室编号", "教室类别", "使用面积（平方米）")


def pupil(
    number: int, *, birth: Cell = "2014-01-01", entry: Cell = "2020-09", identity: Cell = None
) -> list[Cell]:
    """An invented pupil."""
    own = f"G37039920140101{number:04}"
    return [
        own, "某某", identity, "女", birth, SCHOOL, "小学", "五年级", "1班", entry, "走读", "否", "×", "是",
    ]  # fmt: skip


def samples() -> list[Sample]:
    """Every sample of this kind."""
    return [*_figures(), *_codes(), *_dates(), *_formulas()]


def _figures() -> list[Sample]:
    statistics = ("学校标识码", "教室编号", "教室类别", "使用面积（平方米）")
    return [
        Sample(
            "数字_全角和千分位.csv",
            "全角数字、文本里的千分位和空格",
            "full-width digits, thousands separators in text, blanks",
            text(
                statistics,
                (SCHOOL, "音１", "音乐", '"1,218"'),
                (SCHOOL, "音2", "音乐", "９６．５"),
                (SCHOOL, "美1", "美术", " 90 "),
            ).encode(),
            (("special_rooms", 3, 0, 0),),
            lands={"area": (1218.0, 96.5, 90.0), "room_number": ("音1", "音2", "美1")},
        ),
        Sample(
            "数字_表示空的写法.csv",
            "—、/、无、…、空白都表示没有数据，绝不当作 0",
            "—, /, 无, … and blank all mean unknown, never 0",
            text(
                ROOMS,
                *(
                    (SCHOOL, f"音{at}", "音乐", cell)
                    for at, cell in enumerate(("—", "/", "无", "…", "　", "-", None))
                ),
            ).encode(),
            (("special_rooms", 7, 0, 0),),
            lands={"area": (None,) * 7},
        ),
        Sample(
            "数字_带文字.csv",
            "“40人”“四十”“45.5”不是人数：该格不采用",
            "“40人”, “四十” and “45.5” are no number of pupils",
            class_text(
                (SCHOOL, "小学", "一年级", "1班", "40人"),
                (SCHOOL, "小学", "一年级", "2班", "四十"),
                (SCHOOL, "小学", "一年级", "3班", "45.5"),
                *CLASSES[2:],
            ).encode(),
            (("class_roster", 4, 0, 0),),
            tuple(("pupils|unreadable", row, "学生数（人）") for row in (2, 3, 4)),
        ),
    ]


def _codes() -> list[Sample]:
    school = ("示例小学", "211", "7", "111", "370399001", "否")
    cut = 370399201401010000
    return [
        Sample(
            "代码_科学计数法.csv",
            "学校标识码变成 2.137E+09：数字已丢失，该行不采用",
            "a school's code as 2.137E+09: its digits are gone",
            text(REGISTER, ("2.137E+09", *school), (SCHOOL, *school)).encode(),
            (("school_register", 1, 1, 0),),
            (("school_code|unreadable", 2, "学校标识码"),),
        ),
        Sample(
            "代码_丢失前导零.csv",
            "学校标识码少一位：没有依据，不补零；代码表里唯一的 07→7 则认得",
            "a school's code one digit short: not padded, nothing proves it; 07 is 7, as the code list has no other",
            text(
                REGISTER,
                ("137039901", *school),
                (SCHOOL, "示例小学", "211", "07", "111", "370399001", "否"),
            ).encode(),
            (("school_register", 1, 1, 0),),
            (("school_code|regex", 2, "学校标识码"),),
            {"provider_type_code": ("7",)},
        ),
        Sample(
            "代码_数字单元格.xlsx",
            "代码是数字单元格，文本单元格带撇号：都还原成代码",
            "codes in number cells, and text cells with an apostrophe: both are read as codes",
            book(
                {
                    "表": [
                        CLASS_HEADINGS,
                        (2137039901, "小学", 1, "1班", 40),
                        ("'2137039901", "小学", 2, "1班", 41),
                    ]
                }
            ),
            (("class_roster", 2, 0, 0),),
            lands={"school_code": (SCHOOL, SCHOOL), "grade": (1, 2)},
        ),
        Sample(
            "代码_身份证号丢失末位.xlsx",
            "身份证件号是数字单元格，Excel 只保留 15 位：该格不采用",
            "identity numbers in number cells keep only 15 digits: these are not taken",
            book({"表": [PUPIL, pupil(11, identity=cut), pupil(28, identity=cut + 1000)]}),
            (("student_roster", 2, 0, 0),),
            tuple(("id_number_hash|unreadable", row, "身份证件号") for row in (2, 3)),
        ),
    ]


def _dates() -> list[Sample]:
    births = ("2014-01-05", "2014/1/5", "2014.1.5", "2014年1月5日", "20140105", 41644, "2014-01-05 00:00:00")
    entries = ("2020-09", "2020.9", "2020年9月", "202009", 44075, "2020/9/1", "２０２０－０９")
    pupils = [pupil(at, birth=b, entry=e) for at, (b, e) in enumerate(zip(births, entries, strict=True))]
    typed = [pupil(90, birth=datetime(2014, 1, 5), entry=datetime(2020, 9, 1))]
    return [
        Sample(
            "日期_各种写法.xlsx",
            "日期的各种写法：文本、序列号、2020.9、日期单元格",
            "dates in every form: text, serials, 2020.9, date cells",
            book({"表": [PUPIL, *pupils, *typed]}),
            (("student_roster", 8, 0, 0),),
            (("serial_day", 7, "出生日期"), ("serial_day", 6, "入学年月")),
            lands={"birth_month": ("2014-01",) * 8, "entry_month": ("2020-09",) * 8},
        ),
        Sample(
            "日期_2024.1分不清.csv",
            "数字单元格里的 2020.1 可能是 1 月也可能是 10 月：不猜",
            "2020.1 in a number cell may be January or October: not guessed",
            text(PUPIL, pupil(1, entry="2020.1"), pupil(2, entry="2020.9")).encode(),
            (("student_roster", 2, 0, 0),),
            (("entry_month|unreadable", 2, "入学年月"),),
        ),
        Sample(
            "日期_不存在的日期.csv",
            "历法里没有的日期",
            "days the calendar lacks",
            text(PUPIL, pupil(1, birth="2014年13月45日"), pupil(2, birth="2015-02-29"), pupil(3)).encode(),
            (("student_roster", 3, 0, 0),),
            (("birth_month|unreadable", 2, "出生日期"), ("birth_month|unreadable", 3, "出生日期")),
        ),
        Sample(
            "日期_班级变成日期.csv",
            "输入 9-12 变成了 12-Sep 或 9月12日：不猜，该行不采用",
            "09-12 was typed and became 12-Sep or 9月12日: not guessed",
            class_text(
                (SCHOOL, "小学", "一年级", "12-Sep", 40),
                (SCHOOL, "小学", "一年级", "9月12日", 40),
                *CLASSES[2:],
            ).encode(),
            (("class_roster", 1, 2, 0),),
            (("class_name|unreadable", 2, "班级"), ("class_name|unreadable", 3, "班级")),
        ),
        Sample(
            "日期_班级是日期单元格.xlsx",
            "输入 1-2 变成了日期单元格",
            "1-2 was typed and became a date cell",
            book({"表": [CLASS_HEADINGS, (SCHOOL, "小学", "一年级", datetime(2024, 1, 2), 40), *CLASSES]}),
            (("class_roster", 3, 1, 0),),
            (("class_name|unreadable", 2, "班级"),),
        ),
    ]


def _formulas() -> list[Sample]:
    def row(number: int, cell: str) -> str:
        return row_xml(number, SCHOOL, "小学", "一年级", f"{number}班", cell)

    cells = (
        "<c ><f>20*2</f><v>40</v></c>",
        '<c t="e"><f>A99*2</f><v>#REF!</v></c>',
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "<c ><f>SUM(A1:A2)</f></c>",
        "<c ><f>SUM(A1:A2)</f><v></v></c>",
        '<c t="str"><f>IF(1=1,"","x")</f><v></v></c>',
    )
    rows = [row(number, cell) for number, cell in enumerate(cells, start=2)]
    return [
        Sample(
            "公式_结果错误和未计算.xlsx",
            "公式：有结果的采用结果；#REF!、#DIV/0! 和从未计算的不采用；结果为空文本的是空",
            "formulas: a cached result counts; #REF!, #DIV/0! and never computed do not; an empty text is blank",
            package(row_xml(1, *CLASS_HEADINGS) + "".join(rows)),
            (("class_roster", 6, 0, 0),),
            tuple(("pupils|unreadable", number, "学生数（人）") for number in (3, 4, 5, 6)),
            {"pupils": (40, None, None, None, None, None)},
        ),
    ]
