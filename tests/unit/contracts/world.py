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
    "student_changes": {
        "学籍号": "G370399201001010011", "学校标识码": OTHER, "学段": "初中", "入学年月": "2021-09", "异动类型": "转出",
        "异动日期": "2024-11-05",
    },
    "disability_register": {
        "身份证件号": "37039920150303003X", "姓名": "某某戊", "出生日期": "2015-03-03", "残疾类别": "听力", "残疾等级": "二级",
        "安置方式": "随班就读", "学籍号": "G370399201503030033",
    },
    "high_school_quota": {
        "招生年度": 2024, "高中学校": "示例一中", "招生计划数": 600, "初中学校标识码": OTHER, "分配指标数": 80
    },
    "teacher_posts": {"学校标识码": SCHOOL, "核定编制数": 45, "在编人数": 42, "空编数": 3, "长期聘用编外教师数": 0},
    "national_monitoring": {
        "监测年度": 2023, "学段": "小学", "学科": "科学", "水平等级": "Ⅲ", "校际差异率": 0.149
    },
    "curriculum_hours": {
        "学校标识码": SCHOOL, "年级": "三年级", "综合实践活动课时": 70, "劳动实践课时": 36, "是否开齐开足": "是",
        "专职劳动教师数": 1, "兼职劳动教师数": 2, "是否有劳动实践基地": "是",
    },
    "satisfaction_survey": {
        "问卷编号": "W0001", "调查日期": "2025-03-12", "对象类别": "家长", "调查方式": "问卷", "镇街代码": "370399001",
        "学校标识码": SCHOOL, "总体评价": "基本满意", "是否有效": "是",
    },
    "evidence_register": {
        "指标代码": "G2a", "主体类型": "校", "主体代码": SCHOOL, "材料名称": "装备标准对照表", "材料日期": "2024-10-20",
        "评估结论": "达标", "评级": "",
    },
    "incident_register": {
        "事项编号": "2024-01", "事项代码": "V2", "发生日期": "2024-10-08", "主体代码": SCHOOL, "认定结论": "核查中",
        "整改状态": "整改中",
    },
}  # fmt: skip
FORMS: dict[str, dict[str, Cell]] = {
    "school_form": {
        "学校名称": "示例学校", "学校类型": "九年一贯制学校", "学校代码": OTHER, "建校时间": "1998年9月", "小学学生人数（人）": 620,
        "初中学生人数（人）": 380, "随迁子女在校生人数（人）": 51, "划片范围内在校学生人数（小学）": 600,
        "划片范围内在校学生人数（初中）": 370, "班级总数（个）": 24, "每班25人以下班级个数": 1, "每班26–30人班级个数": 2,
        "每班31–35人班级个数": 3, "每班36–40人班级个数": 4, "每班41–45人班级个数": 8, "每班46–50人班级个数": 3,
        "每班51–55人班级个数": 2, "每班56–60人班级个数": 1, "每班61–65人班级个数": 0, "每班66人以上班级个数": 0,
        "专任教师总人数": 80, "专科学历教师人数（小学）": 8, "专科学历教师人数（初中）": 1, "本科学历教师人数（小学）": 35,
        "本科学历教师人数（初中）": 30, "硕士学历教师人数（小学）": 2, "硕士学历教师人数（初中）": 3, "博士学历教师人数（小学）": 0,
        "博士学历教师人数（初中）": 1, "县级及以上骨干教师数": 12, "持有教师资格证的专任教师人数": 80,
        "近5年培训满360学时专任教师人数": 78, "体育专任教师人数": 5, "音乐专任教师人数": 3, "美术专任教师人数": 2,
        "艺术专任教师人数": 0, "体育交流轮岗/兼职/走教教师人数": 1, "音乐交流轮岗/兼职/走教教师人数": 0,
        "美术交流轮岗/兼职/走教教师人数": 1, "艺术交流轮岗/兼职/走教教师人数": 0, "教学及辅助用房总面积（㎡）": 6200.5,
        "室内体育用房面积（㎡）": 800, "学校体育馆面积（㎡）": 650, "校内体育场面积（㎡）": 9000,
        "教学仪器设备资产值（万元）": 310.25, "网络多媒体教室间数（间）": 30, "音乐教室总间数（间）": 3,
        "音乐教室96㎡以上间数": 1, "音乐教室73–96㎡间数": 1, "音乐教室61–73㎡间数": 1, "美术教室总间数（间）": 2,
        "美术教室90㎡以上间数": 1, "美术教室67–90㎡间数": 1, "美术教室61–67㎡间数": 0, "上一年度公用经费预算总额（万元）": 75,
        "上一年度公用经费决算总额（万元）": 74.5, "教师培训经费预算总额（万元）": 4, "本届毕业学生人数": 120,
        "毕业年级初一时在校学生数": 124, "毕业年级转入学生数": 2, "毕业年级转出学生数": 5, "毕业年级死亡学生数": 0,
    },
    "county_form": {
        "生均公用经费标准（小学）": 720, "生均公用经费标准（初中）": 940, "特殊教育学校经费总额（万元）": 88.5,
        "特殊教育学校学生人数": 96, "教师年平均工资（元）": 99800, "公务员年平均工资（元）": 99100, "符合交流条件教师总数": 900,
        "实际交流轮岗教师数": 120, "实际交流骨干教师数量": 30, "优质高中招生计划总人数": 2000, "招生分配指标数": 1200,
        "向农村学校分配指标数": 500, "符合条件的随迁子女总人数": 800, "公办就读": 760, "政府购买服务民办就读": 20,
        "适龄残疾儿童少年总数": 210, "入学总人数": 205, "其中特教学校": 96, "人口总数（万人）": 56.12, "农业人口数（万人）": 30.4,
        "乡镇数": 12, "行政村数": 300, "年人均国内生产总值（元）": 61000, "年人均地方财政收入（元）": 5200,
        "农民年人均纯收入（元）": 23000, "城镇居民年人均可支配收入（元）": 45000,
    },
}  # fmt: skip
"""For each form its items, the unit in brackets behind them where one stands beside."""
NEXT: dict[str, dict[str, Cell]] = {
    "special_rooms": {"教室编号": "音2"},
    "class_roster": {"班级": "2班"},
    "student_roster": {"学籍号": "G370399201401010028", "身份证件号": "370399201401010028"},
    "teacher_roster": {"教师编号": "T002", "身份证件号": "370399198501010049"},
    "county_finance": {"财政年度": 2023},
    "exam_scores": {"学籍号": "G370399201401010028"},
    "student_changes": {"异动类型": "死亡"},
    "disability_register": {"身份证件号": "370399201504040044"},
    "high_school_quota": {"高中学校": "示例二中"},
    "national_monitoring": {"学科": "数学"},
    "curriculum_hours": {"年级": "四年级"},
    "satisfaction_survey": {"问卷编号": "W0002"},
    "evidence_register": {"材料日期": "2024-11-20"},
    "incident_register": {"事项编号": "2024-02"},
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


def form(items: Row, title: str = "填报表（合成数据，非真实）") -> list[list[Cell]]:
    """A vertical form: the unit stands in a column of its own."""
    rows: list[list[Cell]] = [
        [at, "类", *_item_and_unit(item), cell] for at, (item, cell) in enumerate(items.items(), start=1)
    ]
    return [[title], ["序号", "类别", "填报项目", "单位", "填报值"], *rows]


def _item_and_unit(item: str) -> tuple[str, str]:
    for unit in ("人", "万人", "个", "间", "㎡", "元", "万元"):
        if item.endswith(f"（{unit}）"):
            return item.removesuffix(f"（{unit}）"), unit
    return item, "—"


def changed(dataset: str, **cells: Cell) -> Row:
    """The right row with other cells; a heading is found by how it begins."""
    row = dict(RIGHT[dataset])
    for start, cell in cells.items():
        row[next(heading for heading in row if heading.startswith(start))] = cell
    return row


def without(dataset: str, heading: str) -> Row:
    """The right row without a column."""
    return {key: cell for key, cell in RIGHT[dataset].items() if key != heading}
