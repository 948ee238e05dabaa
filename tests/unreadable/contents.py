"""What cells that cannot be read could have held, by the words of their file and the lists of datasets.md.

Not by the project's contracts: what is concluded from it is held against what these make of the files. What
does not belong here: laying contents over the files (originals), which verdicts come of it (bounds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.unreadable.changing import tells_apart

Grid = list[list[object]]
Place = tuple[str, str, int, int]
"""A cell: its file below `raw/`, its sheet, its row and column, counted from zero."""
Filling = Mapping[Place, object]
LISTS = (
    ("是", "否"),
    ("达标", "不达标", "待核"),
    ("优秀", "良好", "合格", "不合格"),
    ("属实", "不属实", "核查中"),
    ("满意", "基本满意", "一般", "不满意"),
    ("无", "校级", "县级", "市级", "省级", "国家级"),
    ("特教学校", "随班就读", "特教班", "送教上门", "未入学"),
    ("音乐", "美术"),
    ("专科", "本科", "硕士研究生", "博士研究生"),
)
"""Lists of datasets.md: a cell with one of their words could have held any of them."""
TOTALS = ("合计", "总计", "小计", "计")
"""Words that make a row a total: no content of a row of data."""
NAMES = ("教室编号", "班级", "高中学校", "材料名称", "考试名称", "事项编号", "教师编号")
"""Headings of names that people give as they like: words there are read as one, whatever they say."""
NO_NAMES = ("#", "①")
"""Signs by which nothing is read, a name neither: an error, a footnote."""
PERSONS = ("身份证件号", "学籍号", "问卷编号", "教师编号")
"""Headings of numbers of persons and answers: another one than of any other row, so no figure hangs on it."""
SETS_ASIDE = (
    "学段", "年级", "办学类型码", "教室类别", "学科", "指标代码", "主体类型", "主体代码", "事项代码",
    "异动类型", "异动日期", "材料日期", "学校标识码",
)  # fmt: skip
"""Headings of columns, beside keys, by which a row has its meaning ("When in doubt" 1)."""
UNHEARD = "9999999999"
"""The code of a school of which no other file says anything."""
FEW = 8
"""Of so many different words of a column that is no such list one is tried."""
MUCH = 50
"""What a figure could have been at most, as a multiple of what it is."""
HEADINGS = 12
"""Rows at the top in which the headings stand."""


@dataclass(frozen=True)
class Open:
    """A cell whose content is open, and what it could have held; the first is what it held."""

    place: Place
    contents: Sequence[object]
    is_figure: bool = False


def contents(grid: Grid, row: int, column: int, word: str = "") -> list[object]:
    """What a cell could have held, what it did hold first.

    Args:
        grid: its sheet.
        row: its row, counted from zero.
        column: its column, counted from zero.
        word: what stands there instead.
    """
    cell = grid[row][column]
    told = str(cell).strip()
    if is_name(grid, row, column, word):
        return [word]
    for words in LISTS:
        if told in words:
            return [cell, *(word for word in words if word != told)]
    if is_amount(grid, row, column):
        least = 1 if _counts_pupils(grid, row, column) else 0
        number = figure(told) or 0
        # no multiple of nothing is more
        most = round(number * MUCH) or MUCH
        return [cell, *(_as(cell, one) for one in (least, most, 1, round(number / 2)))]
    if is_headed(grid, row, column, ("学校标识码",)) and _is_register(grid):
        return [cell, UNHEARD]
    if is_headed(grid, row, column, PERSONS):
        return [cell]
    if is_key(grid, row, column):
        return [cell, *_other_keys(grid, row, column)]
    return [cell, *_spread([one for one in _of_column(grid, row, column) if str(one).strip() != told])]


def is_name(grid: Grid, row: int, column: int, word: str) -> bool:
    """Whether what stands in a cell instead is read as a name like any other."""
    has_letters = any(sign.isalpha() for sign in word) and not any(sign in word for sign in NO_NAMES)
    return has_letters and is_headed(grid, row, column, NAMES)


def is_headed(grid: Grid, row: int, column: int, headings: Sequence[str]) -> bool:
    """Whether one of these words stands above a cell as its heading."""
    return any(str(cell).strip() in headings for cell in _above(grid, row, column))


def is_key(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell tells its row from others."""
    return tells_apart([str(cell) for cell in _above(grid, row, column)])


def is_amount(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell holds a figure that is no code, year or day."""
    no_amounts = ("码", "编号", "序号", "年份", "年度", "年月", "日期")
    told = str(grid[row][column]).strip()
    headings = [str(line[column]) for line in grid[:HEADINGS] if column < len(line)]
    return figure(told) is not None and not any(word in one for one in headings for word in no_amounts)


def figure(told: str) -> float | None:
    """A text as a number; None where it is none."""
    try:
        return float(told)
    except ValueError:
        return None


def is_empty(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or str(cell).strip() == ""


def is_of_classes(grid: Grid) -> bool:
    """Whether its rows are classes, and not pupils of one."""
    headings = {str(cell).strip() for line in grid[:HEADINGS] for cell in line}
    return "班级" in headings and not headings & set(PERSONS)


def _is_register(grid: Grid) -> bool:
    """Whether its rows are schools."""
    return any("办学类型码" in map(str, line) for line in grid[:HEADINGS])


def _above(grid: Grid, row: int, column: int) -> list[object]:
    lines = grid[: min(row, HEADINGS)]
    return [line[column] for line in lines if column < len(line) and line[column] is not None]


def _of_column(grid: Grid, row: int, column: int) -> list[object]:
    """The different words of a column below its heading; of a total, or the heading again, there are none."""
    heading = next((at for at in range(row) if tells_apart([str(cell) for cell in grid[at]])), row)
    lines = [line for line in grid[heading + 1 :] if not any(str(cell).strip() in TOTALS for cell in line)]
    seen = {str(line[column]).strip(): line[column] for line in lines if column < len(line)}
    headings = {str(cell).strip() for cell in _above(grid, heading + 1, column)}
    return [one for word, one in sorted(seen.items()) if not is_empty(one) and word not in headings]


def _other_keys(grid: Grid, row: int, column: int) -> list[object]:
    """Keys of other rows that would not make this one the second of its key."""
    keys = [at for at in range(len(grid[row])) if is_key(grid, row, at)]

    def key(line: Sequence[object], content: object) -> tuple[str, ...]:
        return tuple(str(content if at == column else line[at]) for at in keys if at < len(line))

    there = {key(line, line[column]) for line in grid if column < len(line)}
    free = [one for one in _of_column(grid, row, column) if key(grid[row], one) not in there]
    return _spread([one for one in free if str(one) != str(grid[row][column])])


def _spread(words: Sequence[object]) -> list[object]:
    """A few of them, from the first to the last."""
    return list(words[:: max(1, len(words) // FEW)])[:FEW]


def _counts_pupils(grid: Grid, row: int, column: int) -> bool:
    """Whether it is a number of pupils: a school without any is another kind of school."""
    above = [line[column] for line in grid[:HEADINGS] if column < len(line)]
    return any(word in str(cell) for cell in (*above, *grid[row]) for word in ("在校生", "学生"))


def _as(cell: object, number: int) -> object:
    """A figure as the cell had it: a text in a file of text."""
    return str(number) if isinstance(cell, str) else number
