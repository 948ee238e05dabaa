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
    "provider": _one("举办者类型码"),
    "boarding": _one("是否寄宿制学校"),
    "town": _one("镇街代码"),
    "grades": _one("年级数"),
}
STATISTICS = CODE | {
    "stage": _one("学段"),
    "pupils": _one("在校生数>合计", "在校生数"),
    "classes": _one("班数"),
    "staff": _one("教职工数>合计", "教职工数"),
    "teachers": _one("专任教师>合计", "专任教师数"),
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
    "entered": _one("入学年月"),
    "migrant": _one("是否随迁子女"),
    "conditions": _one("是否符合随迁就读条件"),
    "bought": _one("是否政府购买学位"),
    "nearby": _one("是否划片就近入学"),
}
CHANGES = CODE | {
    "pupil": _one("学籍号"),
    "stage": _one("学段"),
    "entered": _one("入学年月"),
    "event": _one("异动类型"),
    "date": _one("异动日期"),
}
DISABLED = {
    "person": _one("身份证件号"),
    "born": _one("出生日期"),
    "kind": _one("残疾类别"),
    "placed": _one("安置方式"),
}
QUOTAS = {
    "year": _one("招生年度"),
    "high_school": _one("高中学校"),
    "planned": _one("招生计划数"),
    "school_code": _one("初中学校标识码"),
    "allotted": _one("分配指标数"),
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
    "eligible": _one("是否符合交流条件"),
    "exchanged": _one("本年度是否交流轮岗"),
}
POSTS = CODE | {
    "posts": _one("核定编制数"),
    "staff_on_posts": _one("在编人数"),
    "vacant": _one("空编数"),
    "off_roll": _one("长期聘用编外教师数"),
}
FINANCE = CODE | {
    "fiscal_year": _one("财政年度"),
    "funded_pupils": _one("核定公用经费学生数"),
    "budget": _one("公用经费预算"),
    "final": _one("公用经费决算"),
    "paid": _one("公用经费实际拨付"),
    "training_budget": _one("教师培训经费预算"),
    "training_final": _one("教师培训经费决算"),
    "fees_due": _one("应返还行政事业性收费"),
    "fees_returned": _one("已返还行政事业性收费"),
}
COUNTY_FINANCE = {
    "fiscal_year": _one("财政年度"),
    "primary_quota": _one("小学生均公用经费基准定额"),
    "junior_quota": _one("初中生均公用经费基准定额"),
    "spending": _one("一般公共预算教育支出"),
    "primary_spending": _one("小学生均一般公共预算教育支出"),
    "junior_spending": _one("初中生均一般公共预算教育支出"),
    "special_funds": _one("特教学校公用经费"),
    "special_pupils": _one("特教学校学生数"),
    "teacher_pay": _one("教师年平均工资收入"),
    "civil_pay": _one("公务员年平均工资收入"),
    "performance_approved": _one("核定绩效工资总量"),
    "performance_paid": _one("实发绩效工资总量"),
}
COUNTY_FORM = {
    "primary_quota": _one("生均公用经费标准(小学)"),
    "junior_quota": _one("生均公用经费标准(初中)"),
    "special_funds": _one("特殊教育学校经费总额"),
    "special_pupils": _one("特殊教育学校学生人数"),
    "teacher_pay": _one("教师年平均工资"),
    "civil_pay": _one("公务员年平均工资"),
    "eligible": _one("符合交流条件教师总数"),
    "exchanged": _one("实际交流轮岗教师数"),
    "exchanged_backbone": _one("实际交流骨干教师数量"),
    "planned": _one("优质高中招生计划总人数"),
    "allotted": _one("招生分配指标数"),
    "allotted_rural": _one("向农村学校分配指标数"),
    "migrants": _one("符合条件的随迁子女总人数"),
    "migrants_public": _one("公办就读"),
    "migrants_bought": _one("政府购买服务民办就读"),
    "disabled": _one("适龄残疾儿童少年总数"),
    "disabled_placed": _one("入学总人数"),
    "disabled_special": _one("其中特教学校"),
}
MONITORING = {
    "year": _one("监测年度"),
    "stage": _one("学段"),
    "subject": _one("学科"),
    "level": _one("水平等级"),
    "difference": _one("校际差异率"),
}
CURRICULUM = CODE | {
    "grade": _one("年级"),
    "comprehensive": _one("综合实践活动课时"),
    "labour": _one("劳动实践课时"),
    "complete": _one("是否开齐开足"),
    "own_teachers": _one("专职劳动教师数"),
    "shared_teachers": _one("兼职劳动教师数"),
    "base": _one("是否有劳动实践基地"),
}
SURVEY = {
    "number": _one("问卷编号"),
    "way": _one("调查方式"),
    "respondent": _one("对象类别"),
    "town": _one("镇街代码"),
    "school_code": _one("学校标识码"),
    "answer": _one("总体评价"),
    "valid": _one("是否有效"),
}
EVIDENCE = {
    "code": _one("指标代码"),
    "kind": _one("主体>主体类型", "主体类型"),
    "subject": _one("主体>主体代码", "主体代码"),
    "date": _one("材料日期"),
    "conclusion": _one("评估>评估结论", "评估结论"),
    "rating": _one("评估>评级", "评级"),
}
INCIDENTS = {
    "number": _one("事项编号"),
    "code": _one("事项代码"),
    "date": _one("发生日期"),
    "finding": _one("认定结论"),
}

FORM_STAGES = {"小学": "primary", "初中": "junior"}
FORM_DEGREES = {"college": "专科", "bachelor": "本科", "master": "硕士", "doctor": "博士"}
FORM_SUBJECTS = {"pe": "体育", "music": "音乐", "fine_art": "美术", "arts": "艺术"}
FORM_CLASS_SIZES = (
    "25人以下",
    *(f"{low}-{low + 4}人" for low in range(26, 66, 5)),
    "66人以上",
)
# rooms of each kind: all of them, then by falling area
FORM_ROOMS = {
    "音乐": ("总", "96平方米及以上", "73-96平方米", "61-73平方米"),
    "美术": ("总", "90平方米及以上", "67-90平方米", "61-67平方米"),
}
SCHOOL_FORM = {
    "school_code": _one("学校代码"),
    "backbone": _one("县级及以上骨干教师数"),
    "teaching_area": _one("教学及辅助用房总面积"),
    "indoor_area": _one("室内体育用房面积"),
    "outdoor_area": _one("校内体育场面积"),
    "equipment": _one("教学仪器设备资产值"),
    "multimedia": _one("网络多媒体教室间数"),
    "teachers": _one("专任教师总人数"),
    "certified": _one("持有教师资格证的专任教师人数"),
    "trained": _one("近5年培训满360学时专任教师人数"),
    "nearby_primary": _one("划片范围内在校学生人数(小学)"),
    "nearby_junior": _one("划片范围内在校学生人数(初中)"),
    "classes": _one("班级总数"),
    **{f"classes_{at}": _one(f"每班{size}班级个数") for at, size in enumerate(FORM_CLASS_SIZES)},
    **{
        f"{kind}_{at}": _one(f"{kind}教室{area}间数")
        for kind, sizes in FORM_ROOMS.items()
        for at, area in enumerate(sizes)
    },
    "budget": _one("上一年度公用经费预算总额"),
    "final": _one("上一年度公用经费决算总额"),
    "training_budget": _one("教师培训经费预算总额"),
    "graduated": _one("本届毕业学生人数"),
    "began": _one("毕业年级初一时在校学生数"),
    "came": _one("毕业年级转入学生数"),
    "left": _one("毕业年级转出学生数"),
    "died": _one("毕业年级死亡学生数"),
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

# local exams inform and decide nothing
ELSEWHERE = {"考试名称"}

# dataset: (its fields, the fields a sheet must show to be recognised, the scope one file speaks for)
DATASETS: dict[str, tuple[dict[str, Patterns], tuple[str, ...], tuple[str, ...]]] = {
    "school_register": (REGISTER, ("school_code", "type", "area"), ("school_code",)),
    "class_roster": (CLASSES, ("school_code", "stage", "grade", "class", "pupils"), ("school_code", "grade")),
    "special_rooms": (ROOMS, ("school_code", "number", "kind", "room_area"), ("school_code",)),
    "student_roster": (PUPILS, ("school_code", "pupil", "migrant"), ("school_code", "grade")),
    "student_changes": (
        CHANGES,
        ("school_code", "pupil", "event"),
        ("pupil", "school_code", "event", "date"),
    ),
    "disability_register": (DISABLED, ("person", "kind", "placed"), ()),
    "high_school_quota": (QUOTAS, ("year", "high_school", "allotted"), ("year", "high_school")),
    "teacher_roster": (TEACHERS, ("school_code", "number", "full_time"), ("school_code",)),
    "teacher_posts": (POSTS, ("school_code", "posts"), ("school_code",)),
    "school_finance": (FINANCE, ("school_code", "fiscal_year", "paid"), ("school_code", "fiscal_year")),
    "county_finance": (COUNTY_FINANCE, ("fiscal_year", "primary_quota", "junior_quota"), ("fiscal_year",)),
    "county_form": (COUNTY_FORM, ("eligible", "planned"), ()),
    "national_monitoring": (MONITORING, ("year", "subject", "difference"), ("year", "stage", "subject")),
    "curriculum_hours": (CURRICULUM, ("school_code", "grade", "labour"), ("school_code", "grade")),
    "satisfaction_survey": (SURVEY, ("number", "answer"), ("number",)),
    "evidence_register": (EVIDENCE, ("code", "kind", "subject"), ("code", "kind", "subject")),
    "incident_register": (INCIDENTS, ("number", "finding"), ("number",)),
    "school_statistics": (
        STATISTICS,
        ("school_code", "pupils", "teaching_area", "multimedia"),
        ("school_code", "stage"),
    ),
    "school_form": (SCHOOL_FORM, ("school_code", "teaching_area"), ("school_code",)),
    "statistics_workbook": (STATISTICS, (), ("school_code", "stage")),
}

# what a row must show in its key column; sums, signatures and notes do not
KEYS: dict[str, tuple[str, str]] = {
    "county_finance": ("fiscal_year", r"\d{4}"),
    "disability_register": ("person", r"[0-9X]{18}"),
    "high_school_quota": ("year", r"\d{4}"),
    "national_monitoring": ("year", r"\d{4}"),
    "satisfaction_survey": ("number", r"[0-9A-Z-]+"),
    "evidence_register": ("code", r"[A-Z]\d+[a-z]?"),
    "incident_register": ("number", r"[0-9A-Z-]+"),
}
ANY_SCHOOL = ("school_code", r"\d{10}")

# years are named in the rows of these, so they count whatever folder they lie in
NAME_THEIR_YEAR = {"school_finance", "county_finance", "high_school_quota", "national_monitoring"}
