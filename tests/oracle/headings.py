"""The headings of each raw dataset the oracle needs, as datasets.md and sources.md print them.

Only words. Each field names the heading paths it may stand under, the surest first; a path of several
steps matches the end of a flattened heading. Reading is `raw.py`.
"""

from __future__ import annotations

Patterns = tuple[tuple[str, ...], ...]


def _one(*names: str) -> Patterns:
    return tuple(tuple(name.split(">")) for name in names)


CODE = {"school_code": _one("学校标识码")}

REGISTER = CODE | {
    "type": _one("办学类型码"),
    "area": _one("城乡分类码"),
    "founded_year": _one("建校年份"),
}
STATISTICS = CODE | {
    "stage": _one("学段"),
    "pupils": _one("在校生数>合计", "在校生数"),
    "doctor": _one("按学历分>博士研究生", "博士研究生"),
    "master": _one("按学历分>硕士研究生", "硕士研究生"),
    "bachelor": _one("按学历分>本科", "本科"),
    "college": _one("按学历分>专科", "专科"),
    "backbone": _one("县级以上骨干教师({stage})", "县级以上骨干教师"),
    "pe": _one("按授课课程分>体育与健康", "体育与健康"),
    "music": _one("按授课课程分>音乐", "音乐"),
    "fine_art": _one("按授课课程分>美术", "美术"),
    "arts": _one("按授课课程分>艺术", "艺术"),
    "arts_subtotal": _one("艺术>计", "艺术(计)"),
    "visiting": _one("体艺走教兼职交流"),
    "teaching_area": _one("教学及辅助用房>计", "教学及辅助用房面积"),
    "indoor_area": _one("教学及辅助用房>室内体育用房", "室内体育用房面积", "室内体育用房"),
    "outdoor_area": _one("其中>运动场地面积", "运动场地面积"),
    "equipment": _one("教学仪器设备资产值"),
    "multimedia": _one("网络多媒体教室数", "网络多媒体教室"),
}
CLASSES = CODE | {
    "stage": _one("学段"),
    "grade": _one("年级"),
    "class": _one("班级"),
    "pupils": _one("学生数"),
}
ROOMS = CODE | {
    "number": _one("教室编号"),
    "kind": _one("教室类别"),
    "room_area": _one("使用面积"),
    "built_year": _one("建成年份"),
}
PUPILS = CODE | {
    "stage": _one("学段"),
    "grade": _one("年级"),
    "pupil": _one("学籍号"),
    "migrant": _one("是否随迁子女"),
}
TEACHERS = CODE | {
    "number": _one("教师编号"),
    "stage": _one("任教学段"),
    "subject": _one("任教课程"),
    "education": _one("最高学历"),
    "full_time": _one("是否专任教师"),
    "backbone": _one("骨干教师级别"),
    "certificate": _one("是否持有教师资格证"),
    "hours": _one("五年培训学时"),
}
FINANCE = CODE | {
    "fiscal_year": _one("财政年度"),
    "budget": _one("公用经费预算"),
    "final": _one("公用经费决算"),
    "paid": _one("公用经费实际拨付"),
    "training_budget": _one("教师培训经费预算"),
    "training_final": _one("教师培训经费决算"),
}
COUNTY_FINANCE = {
    "fiscal_year": _one("财政年度"),
    "primary_quota": _one("小学生均公用经费基准定额"),
    "junior_quota": _one("初中生均公用经费基准定额"),
}

FORM_STAGES = {"小学": "primary", "初中": "junior"}
FORM_DEGREES = {"college": "专科", "bachelor": "本科", "master": "硕士", "doctor": "博士"}
FORM_SUBJECTS = {"pe": "体育", "music": "音乐", "fine_art": "美术", "arts": "艺术"}
SCHOOL_FORM = {
    "school_code": _one("学校代码"),
    "backbone": _one("县级及以上骨干教师数"),
    "teaching_area": _one("教学及辅助用房总面积"),
    "indoor_area": _one("室内体育用房面积"),
    "outdoor_area": _one("校内体育场面积"),
    "equipment": _one("教学仪器设备资产值"),
    "multimedia": _one("网络多媒体教室间数"),
    **{f"pupils_{part}": _one(f"{stage}学生人数") for stage, part in FORM_STAGES.items()},
    **{subject: _one(f"{word}专任教师人数") for subject, word in FORM_SUBJECTS.items()},
    **{
        f"visiting_{subject}": _one(f"{word}交流轮岗/兼职/走教教师人数")
        for subject, word in FORM_SUBJECTS.items()
    },
    **{
        f"{degree}_{part}": _one(f"{word}学历教师人数({stage})")
        for degree, word in FORM_DEGREES.items()
        for stage, part in FORM_STAGES.items()
    },
}

# a heading that only a dataset has which decides nothing here
ELSEWHERE = {
    "考试名称",
    "异动类型",
    "残疾类别",
    "分配指标数",
    "核定编制数",
    "校际差异率",
    "劳动实践课时",
    "问卷编号",
    "材料名称",
    "事项代码",
    "符合交流条件教师总数",
}

# dataset: (its fields, the fields a sheet must show to be recognised, the scope one file speaks for)
DATASETS: dict[str, tuple[dict[str, Patterns], tuple[str, ...], tuple[str, ...]]] = {
    "school_register": (REGISTER, ("school_code", "type", "area"), ("school_code",)),
    "class_roster": (CLASSES, ("school_code", "stage", "grade", "class", "pupils"), ("school_code", "grade")),
    "special_rooms": (ROOMS, ("school_code", "number", "kind", "room_area"), ("school_code",)),
    "student_roster": (PUPILS, ("school_code", "pupil", "migrant"), ("school_code", "grade")),
    "teacher_roster": (TEACHERS, ("school_code", "number", "full_time"), ("school_code",)),
    "school_finance": (FINANCE, ("school_code", "fiscal_year", "paid"), ("school_code", "fiscal_year")),
    "county_finance": (COUNTY_FINANCE, ("fiscal_year", "primary_quota", "junior_quota"), ("fiscal_year",)),
    "school_statistics": (
        STATISTICS,
        ("school_code", "pupils", "teaching_area", "multimedia"),
        ("school_code", "stage"),
    ),
    "school_form": (SCHOOL_FORM, ("school_code", "teaching_area"), ("school_code",)),
    "statistics_workbook": (STATISTICS, (), ("school_code", "stage")),
}
