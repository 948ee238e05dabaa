"""The oracle reads real shapes by heading text, and takes the newest file for each scope."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.oracle.raw import number, read_counties


def wide_export(path: Path) -> None:
    """A statistics export: a title, merged headings of three rows, one school, a sum, a signature."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "小学"
    sheet.append(["示例县2024年小学办学条件统计(合成数据)"])
    sheet.append(
        ["学校标识码", "在校生数", None, "专任教师", None, "本学年校舍建筑面积", None, "网络多媒体教室"]
    )
    sheet.append([None, "合计", "其中:女", "#按学历分", None, "教学及辅助用房", None, None])
    sheet.append([None, None, None, "本科", "专科", "计", "室内体育用房", None])
    sheet.append(["2137000001", 120, 50, 8, 3, 900.5, 60, 6])
    sheet.append(["合计", 120, 50, 8, 3, 900.5, 60, 6])
    sheet.append(["填表人", "某某"])
    for area in ("A1:H1", "A2:A4", "B2:C2", "D2:E2", "F2:G2", "H2:H4", "B3:B4", "C3:C4", "D3:E3", "F3:G3"):
        sheet.merge_cells(area)
    book.save(path)


def test_a_wide_export_is_read_by_its_heading_paths_and_its_stage_by_its_title(tmp_path: Path) -> None:
    folder = tmp_path / "990101" / "2024"
    folder.mkdir(parents=True)
    wide_export(folder / "任意名.xlsx")
    (row,) = read_counties(tmp_path)["990101", 2024].of("school_statistics")
    figures = {
        name: row[name] for name in ("stage", "pupils", "bachelor", "teaching_area", "indoor_area", "pe")
    }
    assert figures == {
        "stage": "小学",
        "pupils": "120",
        "bachelor": "8",
        "teaching_area": "900.5",
        "indoor_area": "60",
        "pe": "",
    }


def test_gb18030_text_is_read_and_the_newest_file_speaks_for_its_grade(tmp_path: Path) -> None:
    folder = tmp_path / "990101" / "2024-2025"
    folder.mkdir(parents=True)
    heads = "学校标识码,学段,年级,班级,学生数\n"
    old, new = folder / "乙.csv", folder / "甲.csv"
    old.write_bytes(
        f"{heads}3137000001,初中,六年级,1班,40\n3137000001,初中,七年级,1班,41\n".encode("gb18030")
    )
    new.write_text(f'{heads}3137000001,初中,七年级,1班,"１,042"\n')
    os.utime(old, (1_700_000_000, 1_700_000_000))
    os.utime(new, (1_700_000_100, 1_700_000_100))
    rows = read_counties(tmp_path)["990101", 2024].of("class_roster")
    assert {row["grade"]: number(row["pupils"]) for row in rows} == {"六年级": 40, "七年级": 1042}


def test_a_schools_form_is_read_item_by_item_and_the_stage_it_lacks_stays_blank(tmp_path: Path) -> None:
    folder = tmp_path / "990101" / "2024"
    folder.mkdir(parents=True)
    items = [
        ("学校代码", "", "2137000001"),
        ("小学学生人数", "人", "120"),
        ("初中学生人数", "人", "/"),
        ("教学及辅助用房总面积", "平方米", "900.5"),
        ("本科学历教师人数（小学）", "人", "8"),
    ]
    lines = [f"{number},组,{item},{unit},{cell}" for number, (item, unit, cell) in enumerate(items, start=1)]
    (folder / "表.csv").write_text("\n".join(["序号,类别,填报项目,单位,填报值", *lines]), encoding="utf-8")
    (row,) = read_counties(tmp_path)["990101", 2024].of("school_form")
    assert (row["school_code"], row["pupils_primary"], row["bachelor_primary"]) == ("2137000001", "120", "8")
    assert number(row["pupils_junior"]) is None
    assert number(row["teaching_area"]) == Fraction("900.5")


def test_a_schools_statistics_workbook_is_read_by_its_labels_wherever_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "990101" / "2024"
    folder.mkdir(parents=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    forms = {
        "教基1001": [["学校（机构）标识码", None, "3137000001"]],
        "教基1102": [["指标名称", "代码", "数量"], ["县级以上骨干教师（初中）", "03", 2]],
        "教基3115": [["指标名称", "在校生数", "预计毕业生数"], ["#女", 40, None], ["总计", 90, 20]],
        "教基4155": [
            ["指标", "本科", "硕士研究生", "博士研究生", "专科", "体育与健康", "艺术"],
            ["初中", 7, 2, 0, 1, 3, 4],
        ],
        "教基5170": [["指标名称", "计"], ["一、教学及辅助用房", 800], ["室内体育用房", 50]],
        "教基5176": [
            ["指标", "数量"],
            ["#运动场地面积", 900],
            ["#网络多媒体教室", 5],
            ["#教学仪器设备资产值", 30.5],
        ],
    }
    for form, cells in forms.items():
        sheet = book.create_sheet(f"{form}_初级中学")
        for line in [["标题"], *cells]:
            sheet.append([None, *line])
    book.save(folder / "本校.xlsx")
    (row,) = read_counties(tmp_path)["990101", 2024].of("statistics_workbook")
    assert row == {
        "school_code": "3137000001",
        "stage": "初中",
        "pupils": "90",
        "backbone": "2",
        "doctor": "0",
        "master": "2",
        "bachelor": "7",
        "college": "1",
        "pe": "3",
        "arts_subtotal": "4",
        "teaching_area": "800",
        "indoor_area": "50",
        "outdoor_area": "900",
        "equipment": "30.5",
        "multimedia": "5",
    }


def test_a_sheet_without_a_known_heading_is_never_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "990101" / "2024"
    folder.mkdir(parents=True)
    (folder / "x.csv").write_text("甲,乙\n1,2\n")
    with pytest.raises(ValueError, match="no known heading"):
        read_counties(tmp_path)
