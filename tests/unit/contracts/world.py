# ruff: noqa: E501  (a row of a table stays on as few lines as it can)
"""One small world of invented sheets: for each dataset its headings and a row that is right in every cell."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.ingest.building import Cell, workbook

SCHOOL, OTHER = "2137039901", "3137039902"
RIGHT: dict[str, dict[str, Cell]] = {
    "school_register": {
        "学校标识码": SCHOOL, "学校名称": "示例小学", "办学类型码": "211", "举办者类型码": "7", "城乡分类码": "111",
        "镇街代码": "370399001", "建校年份": 1998, "是否寄宿制学校": "否", "是否计校数": "是", "年级数": 5,
    },
    "school_statistics": {
        "学校标识码": SCHOOL, "学段": "小学", "在校生数": 500, "班数": 12, "专任教师数": 40, "博士研究生": 0,
        "硕士研究生": 2, "本科": 30, "专科": 6, "县级以上骨干教师": 9, "体育与健康": 3, "音乐": 2, "美术": 2,
        "教学及辅助用房面积": 3000.5, "室内体育用房面积": 400, "运动场地面积": 5000,
        "教学仪器设备资产值（万元）": 123.45, "网络多媒体教室数（间）": 20,
    },
    "class_roster": {"学校标识码": SCHOOL, "学段": "小学", "年级": "一年级", "班级": "1班", "学生数（人）": 40},
    "special_rooms": {
        "学校标识码": SCHOOL, "教室编号": "音1", "教室类别": "音乐", "使用面积（平方米）": 96.5, "建成年份": 2018
    },
    "student_roster": {
        "学籍号": "G370399201401010011", "姓名": "某某甲", "身份证件号": "37039920140101001x", "性别": "女",
        "出生日期": "2014-01-01", "学校标识码": SCHOOL, "学段": "小学", "年级": "五年级", "班级": "1班",
        "入学年月": "2020.9", "就读方式": "走读", "是否随迁子女": "否", "是否符合随迁就读条件": "",
        "是否留守儿童": "×", "残疾类型": "无", "安置形式": "普通", "是否政府购买学位": "否", "是否划片就近入学": "是",
    },
    "teacher_roster": {
        "教师编号": "T001", "身份证件号": "370399198501010022", "姓名": "某某乙", "性别": "男", "出生年月": "1985-03",
        "学校标识码": SCHOOL, "任教学段": "小学", "任教课程": "音乐", "最高学历": "大学本科", "是否专任教师": "是",
        "骨干教师级别": "无", "是否持有教师资格证": "有", "五年培训学时": 366.5, "是否在编": "是",
        "进入本校年月": "2010-08", "是否符合交流条件": "是", "本年度是否交流轮岗": "否", "交流形式": "", "原学校标识码": "",
    },
    "school_finance": {
        "学校标识码": SCHOOL, "财政年度": 2024, "核定公用经费学生数": 500, "公用经费预算（万元）": 36, "公用经费决算（万元）": 36,
        "公用经费实际拨付（万元）": 36, "教师培训经费预算（万元）": 2, "教师培训经费决算（万元）": 2,
    },
    "county_finance": {
        "财政年度": 2024, "一般公共预算教育支出(万元)": 90000, "小学生均一般公共预算教育支出(元)": 12910,
        "初中生均一般公共预算教育支出(元)": 17520, "小学生均公用经费基准定额(元)": 720, "初中生均公用经费基准定额(元)": 940,
        "特教学校公用经费(万元)": 80, "特教学校学生数": 90, "教师年平均工资收入(元)": 99800, "公务员年平均工资收入(元)": 99100,
    },
    "exam_scores": {
        "考试名称": "期末", "考试日期": "2025-01-10", "学校标识码": SCHOOL, "学籍号": "G370399201401010011",
        "年级": "五年级", "班级": "1班", "语文(120)": 96.5, "数学": 100,
    },
}  # fmt: skip
NEXT: dict[str, dict[str, Cell]] = {
    "special_rooms": {"教室编号": "音2"},
    "class_roster": {"班级": "2班"},
    "student_roster": {"学籍号": "G370399201401010028", "身份证件号": "370399201401010028"},
    "teacher_roster": {"教师编号": "T002", "身份证件号": "370399198501010049"},
    "county_finance": {"财政年度": 2023},
    "exam_scores": {"学籍号": "G370399201401010028"},
}
"""What a second row has other than the first; a school's code where nothing is said."""

Row = dict[str, Cell]


def second(dataset: str) -> Row:
    """Another right row, with a key of its own."""
    return {**RIGHT[dataset], **NEXT.get(dataset, {"学校标识码": OTHER})}


def sheet(dataset: str, *rows: Row, titles: Sequence[str] = ("合成数据，非真实",), name: str = "表") -> bytes:
    """A workbook with one sheet of a dataset: title rows, the heading row, the rows."""
    headings = list(dict.fromkeys(key for row in (RIGHT[dataset], *rows) for key in row))
    body = [[row.get(heading) for heading in headings] for row in rows]
    return workbook({name: [*([title] for title in titles), headings, *body]})


def changed(dataset: str, **cells: Cell) -> Row:
    """The right row with other cells; a heading is found by how it begins."""
    row = dict(RIGHT[dataset])
    for start, cell in cells.items():
        row[next(heading for heading in row if heading.startswith(start))] = cell
    return row


def without(dataset: str, heading: str) -> Row:
    """The right row without a column."""
    return {key: cell for key, cell in RIGHT[dataset].items() if key != heading}
