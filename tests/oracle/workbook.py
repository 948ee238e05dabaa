"""Reads the statistics workbook of one school (教基 forms) by the labels of rows and columns.

Cells move from year to year, so no address stands here. What the figures mean is `schools.py`.
"""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl

from .sheets import Grid, heading

Row = dict[str, str]
DEGREES = {"doctor": "博士研究生", "master": "硕士研究生", "bachelor": "本科", "college": "专科"}
SUBJECTS = {"pe": "体育与健康", "music": "音乐", "fine_art": "美术", "arts": "艺术"}
CLASSES = {"小学": "教基2106", "初中": "教基2107"}
PUPILS = {"小学": "教基3112", "初中": "教基3115"}
OLD_TEACHERS = {"小学": "教基4155", "初中": "教基4156"}


def statistics_of(file: Path) -> list[Row]:
    """One row per stage, in the words of `headings.STATISTICS`; none when the file is no such workbook."""
    forms = _forms(file)
    if "教基1001" not in forms:
        return []
    row, column = _place(forms["教基1001"], r"学校\(机构\)标识码")
    school = next(str(cell) for cell in forms["教基1001"][row][column + 1 :] if cell is not None)
    plant = {
        "teaching_area": _crossing(forms["教基5170"], ".*教学及辅助用房", "计"),
        "indoor_area": _crossing(forms["教基5170"], "室内体育用房", "计"),
        "outdoor_area": _crossing(forms["教基5176"], "运动场地面积", "数量"),
        "equipment": _crossing(forms["教基5176"], "教学仪器设备资产值", "数量"),
        "multimedia": _crossing(forms["教基5176"], "网络多媒体教室", "数量"),
    }
    return [
        {
            "school_code": school,
            "stage": stage,
            "pupils": _crossing(forms[form], "总计", "在校生数"),
            "backbone": _crossing(forms["教基1102"], rf"县级以上骨干教师\({stage}\)", "数量"),
            **_teachers(forms, stage),
            **plant,
            **_classes(forms.get(CLASSES[stage], [])),
        }
        for stage, form in PUPILS.items()
        if form in forms
    ]


def _forms(file: Path) -> dict[str, Grid]:
    if file.suffix.lower() != ".xlsx":
        return {}
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        if not all(name.startswith("教基") for name in book.sheetnames):
            return {}
        return {
            sheet.title.split("_")[0]: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _classes(form: Grid) -> Row:
    """Classes in all and by size, the smallest first; nothing when the form is not there."""
    if not form:
        return {}
    first, _ = _place(form, r"25人及以下")
    _, column = _place(form, "班数")
    sizes = [str(row[column]) for row in form[first : first + 10]]
    return {"classes": _crossing(form, "总计", "班数"), "class_sizes": " ".join(sizes)}


def _teachers(forms: dict[str, Grid], stage: str) -> Row:
    """The 2021 forms have a row per degree and a column per course, the later form a row per stage."""
    recent = forms.get("教基4155", [])
    if any(heading(cell) == stage for row in recent for cell in row):
        across = {**DEGREES, "pe": SUBJECTS["pe"], "arts_subtotal": "艺术"}
        return {name: _crossing(recent, stage, word) for name, word in across.items()}
    form = forms[OLD_TEACHERS[stage]]
    degrees = {name: _crossing(form, word, "合计") for name, word in DEGREES.items()}
    return {**degrees, **{name: _crossing(form, "总计", word) for name, word in SUBJECTS.items()}}


def _crossing(grid: Grid, label: str, head: str) -> str:
    row, _ = _place(grid, label)
    _, column = _place(grid, head)
    return str(grid[row][column])


def _place(grid: Grid, label: str) -> tuple[int, int]:
    for number, row in enumerate(grid):
        for column, cell in enumerate(row):
            if re.fullmatch(label, heading(cell)):
                return number, column
    raise ValueError(f"no cell says {label}")
