"""The files whose reading is timed: rosters of invented classes and pupils in every format.

What does not belong here: timing (reading).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from tests.corpus.packing import ods

Row = Sequence[str | int]
CLASSES = ("学校标识码", "学段", "年级", "班级", "学生数（人）")
PUPILS = (
    *("学籍号", "姓名", "身份证件号", "性别", "出生日期", "学校标识码", "学段", "年级", "班级", "入学年月"),
    *("就读方式", "是否随迁子女", "是否留守儿童", "是否划片就近入学"),
)
GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级")


def classes(rows: int) -> Iterator[Row]:
    """A class roster: no personal column."""
    yield CLASSES
    for number in range(rows):
        yield f"{2137000000 + number // 50}", "小学", GRADES[number % 5], f"{number % 50 // 5 + 1}班", 40


def pupils(rows: int) -> Iterator[Row]:
    """A pupil roster: two hashed columns of fourteen."""
    yield PUPILS
    for number in range(rows):
        yield (
            *(f"G370399{number:012}", "某某", f"370399{number:011}X", "女" if number % 2 else "男"),
            *(f"2014-{number % 12 + 1:02}-{number % 28 + 1:02}", f"{2137000000 + number // 500}", "小学"),
            *(GRADES[number % 5], f"{number % 10 + 1}班", "2020-09", "走读", "否", "否", "是"),
        )


Table = Callable[[int], Iterator[Row]]


@dataclass(frozen=True)
class Kind:
    """One file: what it is called, what is in it, how it is written."""

    title: str
    table: Table
    suffix: str
    write: Callable[[Path, Iterator[Row]], None]


def write_file(name: str, rows: int, folder: Path) -> Path:
    """Write one of the files with so many rows."""
    kind = FILES[name]
    path = folder / f"{name}{kind.suffix}"
    kind.write(path, kind.table(rows))
    return path


def many_workbooks(raw: Path, number: int) -> None:
    """One small workbook for each school of a county: a title, a heading, ten classes."""
    for school in range(number):
        folder = raw / "370399" / "2024" / f"学校{school:04}"
        folder.mkdir(parents=True)
        body = ((f"{2137000000 + school}", *row[1:]) for row in list(classes(10))[1:])
        _xlsx(folder / "班级名册.xlsx", iter([("示例县班级名册（合成）",), CLASSES, *body]))


def _xlsx(path: Path, table: Iterator[Row]) -> None:
    with xlsxwriter.Workbook(path, {}) as book:
        sheet = book.add_worksheet("名册")
        for at, row in enumerate(table):
            sheet.write_row(at, 0, row)


def _text(separator: str, encoding: str) -> Callable[[Path, Iterator[Row]], None]:
    def write(path: Path, table: Iterator[Row]) -> None:
        lines = (separator.join(map(str, row)) + "\r\n" for row in table)
        path.write_bytes("".join(lines).encode(encoding))

    return write


def _quoted(path: Path, table: Iterator[Row]) -> None:
    lines = (",".join(f'"{cell}"' for cell in row) + "\r\n" for row in table)
    path.write_bytes("".join(lines).encode("utf-8-sig"))


def _ods(path: Path, table: Iterator[Row]) -> None:
    path.write_bytes(ods("名册", list(table)))


FILES = {
    "xlsx": Kind("班级名册 .xlsx · classes", classes, ".xlsx", _xlsx),
    "xlsx_hashed": Kind("学籍名册 .xlsx（两列加密）· pupils, two hashed columns", pupils, ".xlsx", _xlsx),
    "ods": Kind("班级名册 .ods · classes", classes, ".ods", _ods),
    "csv": Kind("班级名册 .csv UTF-8 · classes", classes, ".csv", _text(",", "utf-8")),
    "csv_gb18030": Kind("班级名册 .csv GB18030 · classes", classes, ".csv", _text(",", "gb18030")),
    "csv_quoted": Kind("班级名册 .csv，每格带引号 · classes, every cell quoted", classes, ".csv", _quoted),
    "csv_hashed": Kind(
        "学籍名册 .csv（两列加密）· pupils, two hashed columns", pupils, ".csv", _text(",", "utf-8")
    ),
    "tsv": Kind("班级名册 .tsv · classes", classes, ".tsv", _text("\t", "utf-8")),
}
