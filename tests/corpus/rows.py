# ruff: noqa: E501  (a sample stays on as few lines as it can)
"""Samples of rows that are no data, of merged cells, of keys that stand twice."""

from __future__ import annotations

from tests.corpus.packing import Table, book
from tests.corpus.sample import CLASS_HEADINGS, CLASSES, OTHER, SCHOOL, Sample, class_text

STATISTICS = (
    *(
        "学校标识码",
        "学段",
        "在校生数",
        "专任教师数",
        "博士研究生",
        "硕士研究生",
        "本科",
        "专科",
        "县级以上骨干教师",
    ),
    *("体育与健康", "教学及辅助用房面积", "室内体育用房面积", "运动场地面积", "教学仪器设备资产值（万元）"),
    "网络多媒体教室数",
)


def samples() -> list[Sample]:
    """Every sample of this kind."""
    sections = class_text(
        ("历山街道（9所）",),
        *CLASSES[:2],
        (SCHOOL, "小计", None, None, 81),
        ("示例镇（1所）", None, None, None, 38),
        CLASSES[2],
        (None,) * 5,
        ("合计（2所）", None, None, None, 119),
        ("平均", None, None, None, 39.7),
        ("备注：本表为合成数据",),
        ("填表人：某", None, "负责人：某"),
    )
    down: Table = [
        CLASS_HEADINGS,
        (SCHOOL, "小学", "一年级", "1班", 40),
        (None, None, None, "2班", 41),
        (None, None, "二年级", "1班", 38),
        (OTHER, "初中", "七年级", "1班", 45),
    ]
    mixed = (40, 0, 2, 30, 6, 9, 3, 3000, 400, 5000, 123.45, 20)
    figures: Table = [
        STATISTICS,
        (SCHOOL, "小学", 500, *mixed),
        (SCHOOL, "初中", None, *mixed),
        (OTHER, "初中", 700, *mixed),
    ]
    return [
        Sample(
            "行_合计小计分区备注.csv",
            "分区、小计、合计、平均、备注和签名行：跳过并计数",
            "sections, subtotals, totals, means, remarks and signatures: passed over and counted",
            sections.encode(),
            (("class_roster", 3, 0, 8),),
            lands={"pupils": (40, 41, 38)},
        ),
        Sample(
            "合并_竖向的名称和代码.xlsx",
            "代码、学段、年级竖向合并：工作簿写明了合并范围，逐行补上",
            "codes, stages and grades merged downwards: the workbook says how far, so each row has them",
            book({"表": down}, merges=("A2:A4", "B2:B4", "C2:C3")),
            (("class_roster", 4, 0, 0),),
            lands={"school_code": (SCHOOL, SCHOOL, SCHOOL, OTHER), "grade": (1, 1, 2, 7)},
        ),
        Sample(
            "合并_竖向的数字.xlsx",
            "两行的在校生数合并成一格：分不清各行的数，两行的这一格都不采用",
            "one figure merged over two rows: neither row has it",
            book({"表": figures}, merges=("C2:C3",)),
            (("school_statistics", 3, 0, 0),),
            (("pupils|merged", 2, "在校生数"), ("pupils|merged", 3, "在校生数")),
        ),
        Sample(
            "合并_横向的数字.xlsx",
            "本科和专科合并成一格：分不清各列的数",
            "one figure merged over two columns: neither column has it",
            book({"表": [STATISTICS, (SCHOOL, "小学", 500, 40, 0, 2, 36, None, *mixed[5:]), figures[3]]}, merges=("G2:H2",)),
            (("school_statistics", 2, 0, 0),),
            (("teachers_bachelor|merged", 2, "本科"), ("teachers_college|merged", 2, "专科")),
        ),
        Sample(
            "合并_取消后留空.csv",
            "取消合并后只有第一行有代码：没有依据补上，缺代码的行不采用",
            "unmerged cells leave only the first row its code: nothing proves the others",
            class_text(*down[1:]).encode(),
            (("class_roster", 2, 2, 0),),
            (
                ("school_code|nullability", 3, "学校标识码"),
                ("school_code|nullability", 4, "学校标识码"),
                ("stage|nullability", 3, "学段"),
                ("stage|nullability", 4, "学段"),
                ("grade|nullability", 3, "年级"),
            ),
        ),
        Sample(
            "主键_同一学校两次.csv",
            "同一所学校的同一个班出现两次：都不采用，互相指明",
            "the same class of a school twice: neither is taken, each names the other",
            class_text(*CLASSES, (SCHOOL, "小学", "一年级", "１班", "44")).encode(),
            (("class_roster", 2, 2, 0),),
            (("primary_key", 2, "学校标识码"), ("primary_key", 5, "学校标识码")),
        ),
        Sample(
            "行_超过一成不合格.csv",
            "超过一成的行不合格：整个文件退回",
            "more than a tenth of the rows set aside: the whole file is refused",
            class_text(*CLASSES, (SCHOOL, "小学", "十一年级", "3班", 40)).encode(),
            (("class_roster", 3, 1, 0),),
            (("grade|unreadable", 5, "年级"), ("too_many_rejected", None, None)),
            state="refused",
            limit=0.1,
        ),
    ]  # fmt: skip
