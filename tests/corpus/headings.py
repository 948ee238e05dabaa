# ruff: noqa: E501  (a sample stays on as few lines as it can)
"""Samples of headings: titles above, merged rows, units, unknown, missing and doubled columns."""

from __future__ import annotations

from tests.corpus.packing import Cell, book
from tests.corpus.sample import CLASS_HEADINGS, CLASSES, SCHOOL, Sample, class_text, text
from tests.corpus.sample import OTHER as JUNIOR

ROOMS = ("学校标识码", "教室编号", "教室类别", "使用面积（平方米）")
FUNDS = ("公用经费预算", "公用经费决算", "公用经费实际拨付", "教师培训经费预算", "教师培训经费决算")
WIDE: tuple[tuple[str, Cell], ...] = (
    ("学校标识码", SCHOOL),
    ("在校生数>合计", 500),
    ("在校生数>#女", 240),
    ("专任教师>合计", 40),
    ("专任教师>#按学历分>博士研究生", 0),
    ("专任教师>#按学历分>硕士研究生", 2),
    ("专任教师>#按学历分>本科", 30),
    ("专任教师>#按学历分>专科", 6),
    ("专任教师>#按授课课程分>体育与健康", 3),
    ("专任教师>#按授课课程分>艺术>计", 4),
    ("教基1102>县级以上骨干教师(小学)", 9),
    ("教基5170>本学年校舍建筑面积>教学及辅助用房>计", 3000.5),
    ("教基5170>本学年校舍建筑面积>教学及辅助用房>室内体育用房", 400),
    ("教基5176>占地面积及其他办学条件>占地面积（平方米）>其中>运动场地面积", 5000),
    ("教学仪器设备资产值(万元)", 123.45),
    ("网络多媒体教室", 20),
)
DEPTH = 5


def samples() -> list[Sample]:
    """Every sample of this kind."""
    finance = ("学校标识码", "财政年度", "核定公用经费学生数")
    yuan = [f"{fund}（元）" for fund in FUNDS]
    money = (SCHOOL, 2024, 500, 360_000, 350_000, 360_000, 20_000, 18_000)
    right = ("class_roster", 3, 0, 0)
    classes = [list(row) for row in CLASSES]
    return [
        Sample(
            "表头_标题和说明在上.xlsx",
            "表头上方有标题、填表说明和单位",
            "title, instructions and unit above the heading",
            book({"表": [["示例县班级名册（合成）"], ["填表说明：按实际填写"], ["单位：人", None, "统计时点：9月1日"], CLASS_HEADINGS, *CLASSES]}),
            (right,),
            lands={"row_number": (5, 6, 7)},
        ),
        Sample(
            "表头_多层合并.xlsx",
            "五层合并的表头，学段写在工作表名称里",
            "a heading of five merged rows, the stage in the sheet's name",
            _wide_book(),
            (("school_statistics", 1, 0, 1),),
            (("unknown_column", None, "在校生数>#女"),),
            lands={"pupils": (500,), "teachers_bachelor": (30,), "teachers_arts_subtotal": (4,), "teachers_backbone": (9,), "teaching_area": (3000.5,), "outdoor_sports_area": (5000.0,), "stage": ("小学",)},
        ),
        Sample(
            "表头_写法不同.csv",
            "全角括号、空格、星号和“（必填）”",
            "full-width brackets, blanks, stars and “required” marks",
            text(("*学 校标识码", "学段（必填）", "年　级", "*班级*", "学生数［人］"), *CLASSES).encode(),
            (right,),
        ),
        Sample(
            "单位_元换算为万元.csv",
            "表头里写的是元：按别名表的系数换算为万元",
            "the heading says 元: converted to 万元 by the alias row's factor",
            text((*finance, *yuan), money).encode(),
            (("school_finance", 1, 0, 0),),
            lands={"public_funds_budget": (36.0,), "training_final": (1.8,)},
        ),
        Sample(
            "单位_写在表上方.csv",
            "单位写在表的上方而不在表头里",
            "the unit stands above the table and not in the heading",
            text(("单位：元",), (*finance, *FUNDS), money).encode(),
            (("school_finance", 1, 0, 0),),
            lands={"public_funds_budget": (36.0,), "training_final": (1.8,)},
        ),
        Sample(
            "单位_无法换算.csv",
            "面积以亩为单位：没有换算系数，退回",
            "an area in 亩, which nothing converts: refused",
            text((*ROOMS[:3], "使用面积（亩）"), (SCHOOL, "音1", "音乐", 0.15)).encode(),
            (("special_rooms", 0, 0, 0),),
            (("wrong_unit", None, "使用面积（亩）"),),
            state="refused",
        ),
        Sample(
            "表头_多余的列.csv",
            "不认识的列：提示，不采用",
            "an unknown extra column: a note",
            text((*CLASS_HEADINGS, "教室朝向"), *([*row, "南"] for row in classes)).encode(),
            (right,),
            (("unknown_column", None, "教室朝向"),),
        ),
        Sample(
            "表头_缺必需的列.csv",
            "缺少必需的列：退回，并指出最接近的表头",
            "a required column missing: refused, the nearest heading named",
            text((*CLASS_HEADINGS[:4], "学生数统计"), *CLASSES).encode(),
            (("class_roster", 0, 0, 0),),
            (("missing_column", 1, "学生数"), ("unknown_column", None, "学生数统计")),
            state="refused",
        ),
        Sample(
            "表头_两列对一项.csv",
            "两列指同一项内容：退回",
            "two columns for one: refused",
            text((*CLASS_HEADINGS, "班级人数"), *([*row, 40] for row in classes)).encode(),
            (("class_roster", 0, 0, 0),),
            (("two_columns_for_one", None, "班级人数"),),
            state="refused",
        ),
        Sample(
            "表头_每页重复.csv",
            "打印每页都重复的表头，和一行栏次",
            "the heading repeated on each printed page, and a row of column numbers",
            class_text(("甲", "乙", "丙", 1, 2), *CLASSES[:2], CLASS_HEADINGS, CLASSES[2]).encode(),
            (("class_roster", 3, 0, 2),),
            lands={"row_number": (3, 4, 6)},
        ),
        Sample(
            "表头_竖式填报表.xlsx",
            "竖式填报表：每个项目一行，单位写在旁边",
            "a vertical form: an item a row, its unit beside it",
            _form(),
            (("county_finance", 1, 0, 0),),
            lands={"education_expenditure": (90_000.0,), "primary_quota": (720.0,), "special_public_funds": (80.0,)},
        ),
        Sample(
            "表头_没有认出.csv",
            "没有任何已知表头的表",
            "a table without any known heading",
            text(("项目一", "项目二"), (JUNIOR, 1)).encode(),
            ((None, 0, 0, 0),),
            (("unrecognised", None, None), ("nothing_recognised", None, None)),
            state="refused",
        ),
    ]  # fmt: skip


def _wide_book() -> bytes:
    """The wide export: equal neighbours of a heading row are merged, the last word of a path reaches down."""
    paths = [path.split(">") for path, _ in WIDE]
    rows: list[list[Cell]] = [["示例县小学办学条件统计（合成）"], *([None] * len(WIDE) for _ in range(DEPTH))]
    for column, path in enumerate(paths):
        for level, word in enumerate(path):
            before = paths[column - 1][: level + 1] if column else []
            if before != path[: level + 1]:
                rows[1 + level][column] = word
    values = [cell for _, cell in WIDE]
    return book({"小学": [*rows, values, ["合计", *values[1:]]]})


def _form() -> bytes:
    items = (
        ("财政年度", "年", 2024), ("一般公共预算教育支出", "万元", 90_000),
        ("小学生均一般公共预算教育支出", "元", 12_910), ("初中生均一般公共预算教育支出", "元", 17_520),
        ("小学生均公用经费基准定额", "元", 720), ("初中生均公用经费基准定额", "元", 940),
        ("特教学校公用经费", "元", 800_000), ("特教学校学生数", "人", 90),
        ("教师年平均工资收入", "元", 99_800), ("公务员年平均工资收入", "元", 99_100),
    )  # fmt: skip
    rows = [[at, "经费", item, unit, value] for at, (item, unit, value) in enumerate(items, start=1)]
    return book(
        {"填报表": [["县级教育财政填报表（合成）"], ["序号", "类别", "填报项目", "单位", "填报值"], *rows]}
    )
