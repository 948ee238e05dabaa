# ruff: noqa: E501  (a row of a form stays on one line)
"""One invented school's workbook of 教基 forms, nine years of schooling, laid out as the statistics print them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.contracts.world import OTHER
from tests.unit.ingest.building import Cell, workbook

Rows = list[list[Cell]]
KIND = "九年一贯制学校"


def titled(title: str, *rows: Sequence[Cell]) -> Rows:
    """A form: its title, a line about the school, then the table."""
    return [[title], ["学校（机构）名称：示例学校", None, None, "单位：人、个"], *(list(row) for row in rows)]


def classes(*counts: int) -> Rows:
    """教基2106 / 2107: the total first, then the ten bands."""
    bands = ["25人及以下", *(f"{low}－{low + 4}人" for low in range(26, 66, 5)), "66人及以上"]
    rows = [[name, f"{at:02}", count] for at, (name, count) in enumerate(zip(bands, counts, strict=True), 2)]
    return titled("班数、班额情况", ["", "编号", "合计"], ["甲", "乙", 1], ["总计", "01", sum(counts)], *rows)


def pupils(total: int, girls: int, years: int) -> Rows:
    """教基3112 / 3115: pupils of a stage by year, girls below."""
    names = ["一年级", "二年级", "三年级", "四年级", "五年级"][:years]
    of_years = [total // years] * (years - 1)
    row: list[Cell] = ["总计", "01", 90, 100, total, *of_years, total - sum(of_years), 95]
    part: list[Cell] = ["其中：女", "02", 44, 48, girls, *[girls // years] * years, 46]
    return titled(
        "学生数",
        ["", "编号", "毕业生数", "招生数", "在校生数", *[None] * years, "预计毕业生数"],
        [None, None, None, None, "合计", *names],
        row,
        part,
    )


def teachers(total: int, degrees: Sequence[int], pe: int, music: int, fine_art: int, arts: int) -> Rows:
    """教基4155 / 4156 as of 2021: subjects across, degrees down, music, fine art and arts side by side."""
    rest = total - pe - music - fine_art - arts
    names = ["博士研究生", "硕士研究生", "本科", "专科"]
    down = [
        [f"按学历分：{name}" if at < 0 else name, f"{at + 3:02}", count, count // 2]
        for at, (name, count) in enumerate(zip(names, degrees, strict=True))
    ]
    return titled(
        "专任教师分课程、分学历情况",
        ["", "编号", "合计", "按授课课程分", None, None, None, None],
        [None, None, None, "语文", "体育与健康", "音乐", "美术", "艺术"],
        ["总计", "01", total, rest, pe, music, fine_art, arts],
        ["其中：女", "02", total // 2, rest // 2, 0, 1, 1, 0],
        *down,
    )


FORMS: dict[str, Rows] = {
    f"教基1001_{KIND}": [
        ["学校（机构）基本情况"],
        [],
        ["学校（机构）名称", "01", "示例学校"],
        ["学校（机构）标识码", "02", OTHER],
        ["办学类型", "03", "九年一贯制学校"],
    ],
    f"教基1102续_{KIND}": titled(
        "其他情况", ["", "编号", "小学", "初中", "高中"], ["县级以上骨干教师", "11", 9, 7, None], ["其他", "12", 1, 1, None]
    ),
    "教基2106_小学": classes(0, 1, 2, 3, 6, 1, 0, 0, 0, 0),
    "教基2107_初级中学": classes(0, 0, 0, 1, 3, 4, 1, 0, 0, 0),
    "教基3112_小学": pupils(520, 250, 5),
    "教基3115_初级中学": pupils(400, 190, 4),
    f"教基4149_{KIND}": titled("教职工数", ["", "编号", "教职工数", None], [None, None, "计", "专任教师"], ["总计", "01", 88, 80]),
    "教基4155_小学": teachers(42, [0, 3, 30, 8], pe=3, music=2, fine_art=2, arts=1),
    "教基4156_初级中学": teachers(38, [1, 5, 32, 0], pe=2, music=1, fine_art=1, arts=0),
    f"教基5170_{KIND}": titled(
        "校舍情况",
        ["", None, "编号", "学校产权校舍建筑面积", None, "非学校产权独立使用"],
        [None, None, None, "计", "危房", None],
        ["总计", None, "01", 12000, 0, 0],
        ["一、教学及辅助用房", "计", "02", 6200.5, 0, 0],
        [None, "教室", "03", 4100, 0, 0],
        [None, "室内体育用房", "04", 800, 0, 0],
        ["二、行政办公用房", "计", "05", 700, 0, 0],
    ),
    f"教基5176_{KIND}": titled(
        "占地面积及其他办学条件",
        ["指标名称", "计量单位", "编号", "数量"],
        ["占地面积", "平方米", "01", 30000],
        ["其中：运动场地面积", "平方米", "02", 9000],
        ["网络多媒体教室", "间", "03", 30],
        ["教学仪器设备资产值", "万元", "04", 310.25],
    ),
}  # fmt: skip


def school_workbook(**changes: Rows | None) -> bytes:
    """The school's workbook; a form named by its number is replaced, or left out where None is given."""
    forms = {name: changes.get(name.split("_")[0].removesuffix("续"), rows) for name, rows in FORMS.items()}
    return workbook({name: rows for name, rows in forms.items() if rows is not None})
