"""The wide export of the statistics is read by the paths of its headings; a part is never the whole."""

from __future__ import annotations

from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import SCHOOL
from tests.unit.ingest.building import Cell, Merge, lines, workbook

WIDE: list[tuple[str, Cell]] = [
    ("学校名称", "示例小学"),
    ("学校标识码", SCHOOL),
    ("统计三级", "示例镇"),
    ("办学类型", "小学"),
    ("是否计校数", "是"),
    ("在校生数>合计", 500),
    ("在校生数>#女", 240),
    ("专任教师>合计", 40),
    ("专任教师>#女>本科", 25),
    ("专任教师>#按学历分>博士研究生", 0),
    ("专任教师>#按学历分>硕士研究生", 2),
    ("专任教师>#按学历分>本科", 30),
    ("专任教师>#按学历分>专科", 6),
    ("专任教师>#按授课课程分>体育与健康", 3),
    ("专任教师>#按授课课程分>艺术>计", 4),
    ("专任教师>#按授课课程分>艺术>音乐", 2),
    ("教基1102>县级以上骨干教师(小学)", 9),
    ("教基1102>县级以上骨干教师(初中)", 7),
    ("教基5170>本学年校舍建筑面积>计", 4000),
    ("教基5170>本学年校舍建筑面积>教学及辅助用房>计", 3000.5),
    ("教基5170>本学年校舍建筑面积>教学及辅助用房>室内体育用房", 400),
    ("教基5176>占地面积及其他办学条件>占地面积（平方米）>总计", 20000),
    ("教基5176>占地面积及其他办学条件>占地面积（平方米）>其中>运动场地面积", 5000),
    ("教学仪器设备资产值(万元)", 123.45),
    ("网络多媒体教室", 20),
]
EXPECTED = {
    "school_code": SCHOOL, "pupils": 500, "teachers": 40, "teachers_bachelor": 30, "teachers_college": 6,
    "teachers_pe": 3, "teachers_arts_subtotal": 4, "teachers_music": 2, "teachers_arts": None,
    "teachers_backbone": 9,
    "teaching_area": 3000.5, "indoor_sports_area": 400.0, "outdoor_sports_area": 5000.0,
    "equipment_value": 123.45, "multimedia_rooms": 20,
}  # fmt: skip
DEPTH = 5


def merged(columns: list[tuple[str, Cell]], top: int) -> list[Merge]:
    """Heading rows as the wide export has them: equal neighbours merged across, the last word of a path
    down.
    """
    paths = [path.split(">") for path, _ in columns]
    areas: list[Merge] = []
    for level in range(DEPTH):
        left = 0
        while left < len(paths):
            right = left
            while right + 1 < len(paths) and paths[right + 1][: level + 1] == paths[left][: level + 1]:
                right += 1
            if level < len(paths[left]):
                is_last = level == len(paths[left]) - 1
                areas.append(
                    (top + level, left, top + (DEPTH - 1 if is_last else level), right, paths[left][level])
                )
            left = right + 1
    return areas


def wide(columns: list[tuple[str, Cell]], *, sheet: str = "小学", titles: int = 2) -> bytes:
    title: list[list[Cell]] = [
        ["示例县办学条件统计（合成）"],
        ["统计时点：9月1日", None, "单位：人、平方米、万元"],
    ][:titles]
    blank: list[list[Cell]] = [[] for _ in range(DEPTH)]
    values = [cell for _, cell in columns]
    body: list[list[Cell]] = [["示例街道（1所）"], values, ["合计", None, *values[2:]], ["填表人：某"]]
    return workbook({sheet: [*title, *blank, *body]}, merges={sheet: merged(columns, titles)})


def test_the_wide_export_is_read_by_its_heading_paths(check: Check) -> None:
    result = check(wide(WIDE))
    assert result.state == "accepted", result.findings
    (found,) = result.sheets
    assert (found.dataset, found.rows_read, found.rows_accepted, found.rows_passed_over) == (
        "school_statistics",
        4,
        1,
        3,
    )
    row = found.accepted.row(0, named=True)
    assert {name: row[name] for name in EXPECTED} == EXPECTED
    assert (row["stage"], row["row_number"]) == ("小学", 9)


def test_the_backbone_teachers_are_those_of_the_sheets_stage(check: Check) -> None:
    (found,) = check(wide(WIDE, sheet="初中")).sheets
    assert found.accepted.select("stage", "teachers_backbone").row(0) == ("初中", 7)


def test_the_wide_export_as_text_keeps_its_paths(check: Check) -> None:
    rows = [["" for _ in WIDE] for _ in range(DEPTH)]
    for top, left, _, _, word in merged(WIDE, 0):
        rows[top][left] = word
    rows.append([str(cell) for _, cell in WIDE])
    content = lines("小学办学条件统计（合成）", *(",".join(row) for row in rows))
    row = check(content, "a.csv").sheets[0].accepted.row(0, named=True)
    assert {name: row[name] for name in EXPECTED} == EXPECTED


def test_a_part_of_a_column_never_stands_for_the_whole(check: Check) -> None:
    columns = [(path, cell) for path, cell in WIDE if not path.endswith(("按学历分>本科", "在校生数>合计"))]
    result = check(wide(columns))
    assert result.state == "refused"
    assert {f.column for f in result.findings if f.rule == "missing_column"} == {"本科", "在校生数"}
    assert all("列可以空着" in f.expected for f in result.findings if f.rule == "missing_column")
