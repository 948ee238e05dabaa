"""Files as people hand them in, written from a few words: registers, statistics, forms; rows of seeds.

What does not belong here: which county has which (edge_counties, test_worked_examples).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

YEAR = 2024
REGISTER = [
    "学校标识码",
    "学校名称",
    "办学类型码",
    "举办者类型码",
    "城乡分类码",
    "镇街代码",
    "建校年份",
    "是否寄宿制学校",
]
STATISTICS = [
    *("学校标识码", "学段", "在校生数", "专任教师数"),
    *("博士研究生", "硕士研究生", "本科", "专科", "县级以上骨干教师", "体育与健康"),
    *(
        "教学及辅助用房面积",
        "室内体育用房面积",
        "运动场地面积",
        "教学仪器设备资产值(万元)",
        "网络多媒体教室数",
    ),
]
Cells = Mapping[str, str]


def write(path: Path, headings: Sequence[str], rows: Sequence[Cells]) -> None:
    """A csv file; a column a row lacks stays blank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)


def register_row(county: str, code: str, name: str, kind: str, area: str = "111") -> dict[str, str]:
    """A public school that does not board, in the county's first town."""
    values = [code, name, kind, "7", area, f"{county}001", "2000", "否"]
    return dict(zip(REGISTER, values, strict=True))


def write_form(path: Path, items: Mapping[str, object]) -> None:
    """A vertical form, one item a row."""
    rows = [
        {"序号": str(number), "填报项目": item, "填报值": str(value)}
        for number, (item, value) in enumerate(items.items(), start=1)
    ]
    write(path, ["序号", "类别", "填报项目", "单位", "填报值"], rows)


def append_row(path: Path, **cells: str) -> None:
    """Adds one row to a csv by column name; the columns it does not name stay blank."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader(file))
    unknown = cells.keys() - set(headings)
    assert not unknown, f"{path.name} has no column {sorted(unknown)}; it has {headings}"
    text = path.read_text(encoding="utf-8")
    with path.open("a", encoding="utf-8", newline="") as file:
        if not text.endswith("\n"):
            file.write("\n")
        csv.DictWriter(file, headings, restval="", lineterminator="\n").writerow(cells)


def change_row(path: Path, column: str, value: str, **key: str) -> None:
    """Changes one cell of the one row of a csv that has these cells."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [row for row in rows if key.items() <= row.items()]
    assert len(found) == 1, f"{path.name} has {len(found)} rows with {key}"
    found[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
