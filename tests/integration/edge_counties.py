"""Counties at the edge of what there can be, as raw files: of one school, of empty stages, and more.

A school is written by how often it has what a primary school of 1000 pupils needs to reach each of R1–R7
exactly (`JUST_ENOUGH`). What does not belong here: what must come of them (test_edge_counties).
"""

from __future__ import annotations

from pathlib import Path

from tests.integration.handed_in import REGISTER, STATISTICS, YEAR, register_row, write, write_form

SILENT, SINGLE, EMPTY_STAGE, EQUAL, NONE_ANYWHERE = "990201", "990202", "990203", "990204", "990205"
SMALL_CLASSES, BLANK_RANK, ENDED_RELIEF, BLANKS = "990206", "990207", "990208", "990210"
EDGES = (SILENT, SINGLE, EMPTY_STAGE, EQUAL, NONE_ANYWHERE, SMALL_CLASSES, BLANK_RANK, BLANKS)
COLUMNS = [*STATISTICS, "班数", "艺术(计)", "体艺走教兼职交流"]

# 1000 pupils: R1 42 of 42 (40 + 2), R2 10, R3 5 + 4 = 9, R4 5000 − 500 = 4500 ㎡, R5 7000 + 500 = 7500 ㎡,
# R6 200 万元 = 2000 元 a pupil, R7 23: every threshold is reached exactly
JUST_ENOUGH = {
    "在校生数": 1000,
    "专任教师数": 60,
    "博士研究生": 0,
    "硕士研究生": 0,
    "本科": 40,
    "专科": 2,
    "县级以上骨干教师": 10,
    "体育与健康": 5,
    "艺术(计)": 4,
    "教学及辅助用房面积": 5000,
    "室内体育用房面积": 500,
    "运动场地面积": 7000,
    "教学仪器设备资产值(万元)": 200,
    "网络多媒体教室数": 23,
}
PEOPLE = ("在校生数", "专任教师数", "本科", "专科", "县级以上骨干教师", "体育与健康", "艺术(计)")
TEACHERS = [
    *("教师编号", "身份证件号", "姓名", "性别", "出生年月", "学校标识码", "任教学段", "任教课程", "最高学历"),
    *("是否专任教师", "骨干教师级别", "是否持有教师资格证", "五年培训学时", "是否在编", "进入本校年月"),
    *("是否符合交流条件", "本年度是否交流轮岗"),
]
SIZES = ("25人以下", *(f"{low}-{low + 4}人" for low in range(26, 66, 5)), "66人以上")


def school(county: str, number: int) -> str:
    """学校标识码 of a county's school."""
    return f"21{county}{number:02}"


def enough(code: str, stage: str = "小学", *, times: int = 1, **other: int | str) -> dict[str, str]:
    """The statistics row of a school with so many times what is just enough; `other` replaces it."""
    cells = {name: value * times for name, value in JUST_ENOUGH.items()} | other
    return {"学校标识码": code, "学段": stage} | {name: str(value) for name, value in cells.items()}


def teacher(code: str, number: str, **other: str) -> dict[str, str]:
    """The roster row of a full-time primary teacher who has all that is asked; `other` replaces it."""
    cells = {
        "教师编号": number,
        "身份证件号": "",
        "姓名": "测试甲",
        "性别": "女",
        "出生年月": "1990-01",
        "学校标识码": code,
        "任教学段": "小学",
        "任教课程": "语文",
        "最高学历": "本科",
        "是否专任教师": "是",
        "骨干教师级别": "无",
        "是否持有教师资格证": "是",
        "五年培训学时": "360",
        "是否在编": "是",
        "进入本校年月": "2015-09",
        "是否符合交流条件": "否",
        "本年度是否交流轮岗": "否",
    }
    return cells | other


def pupil(code: str, number: int, **other: str) -> dict[str, str]:
    """The roster row of a primary pupil who lives near the school; `other` replaces it."""
    cells = {
        "学籍号": f"X{code}{number:02}",
        "姓名": "测试乙",
        "身份证件号": "",
        "性别": "男",
        "出生日期": "2016-03-01",
        "学校标识码": code,
        "学段": "小学",
        "年级": "二年级",
        "班级": "1班",
        "入学年月": "2023-09",
        "就读方式": "走读",
        "是否随迁子女": "否",
        "是否留守儿童": "否",
        "是否划片就近入学": "是",
    }
    return cells | other


def hand_in(raw: Path, county: str, register: list[dict[str, str]], statistics: list[dict[str, str]]) -> None:
    folder = raw / county / str(YEAR)
    write(folder / "学校基本情况.csv", REGISTER, register)
    write(folder / "办学条件.csv", COLUMNS, statistics)


def write_edge_counties(raw: Path) -> None:
    """All of them."""
    for county, times, other in (
        (SILENT, (1, 1), {}),
        (SINGLE, (1,), {}),
        (EQUAL, (1, 2), {}),
        (NONE_ANYWHERE, (1, 2), {"网络多媒体教室数": 0}),
    ):
        codes = [school(county, number) for number in range(1, len(times) + 1)]
        register = [register_row(county, code, f"学校{code}", "211") for code in codes]
        statistics = [enough(code, times=n, **other) for code, n in zip(codes, times, strict=True)]
        hand_in(raw, county, register, statistics)
    write_empty_stage(raw)
    write_small_classes(raw)
    write_blank_rank(raw)
    write_rosters_with_blanks(raw)
    write_ended_relief(raw)


def write_empty_stage(raw: Path) -> None:
    """A 九年一贯制 school that has no junior pupils left; the plant is the whole school's in both rows."""
    code = school(EMPTY_STAGE, 1)
    gone = dict.fromkeys(PEOPLE, 0)
    register = [register_row(EMPTY_STAGE, code, "九年一贯制学校", "312")]
    hand_in(raw, EMPTY_STAGE, register, [enough(code), enough(code, "初中", **gone)])


def write_small_classes(raw: Path) -> None:
    """Three rural schools whose forms tell classes by size, each with one music room of 61 to 73 ㎡.

    The classes of the first have up to 25 pupils, the largest of the second 26 to 30, of the third 31 to 35.
    """
    codes = [school(SMALL_CLASSES, number) for number in (1, 2, 3)]
    write(
        raw / SMALL_CLASSES / str(YEAR) / "学校基本情况.csv",
        REGISTER,
        [register_row(SMALL_CLASSES, code, f"村小{code}", "211", "220") for code in codes],
    )
    for largest, code in enumerate(codes):
        sizes = [0] * len(SIZES)
        sizes[0] += 2
        sizes[largest] += 1
        rooms = {"总": 1, "96平方米及以上": 0, "73-96平方米": 0, "61-73平方米": 1}
        write_form(
            raw / SMALL_CLASSES / str(YEAR) / f"{code}.csv",
            {
                "学校代码": code,
                "小学学生人数": 66,
                "教学及辅助用房总面积": 400,
                "班级总数": 3,
                **{f"每班{size}班级个数": n for size, n in zip(SIZES, sizes, strict=True)},
                **{f"音乐教室{area}间数": n for area, n in rooms.items()},
            },
        )


def write_blank_rank(raw: Path) -> None:
    """A rural 九年一贯制 school, one of whose junior teachers has a blank rank, and a town's 小学."""
    nine, town = school(BLANK_RANK, 1), school(BLANK_RANK, 2)
    hand_in(
        raw,
        BLANK_RANK,
        [
            register_row(BLANK_RANK, nine, "村校", "312", "220"),
            register_row(BLANK_RANK, town, "镇校", "211", "121"),
        ],
        [
            enough(nine, 在校生数=200, 县级以上骨干教师=10),
            enough(nine, "初中", 在校生数=100, 县级以上骨干教师=""),
            enough(town, 在校生数=100, 县级以上骨干教师=4),
        ],
    )
    ranks = {"T1": "县级", "T2": ""}
    rows = [teacher(nine, number, 任教学段="初中", 骨干教师级别=rank) for number, rank in ranks.items()]
    write(raw / BLANK_RANK / str(YEAR) / "教师名册.csv", TEACHERS, rows)


def write_rosters_with_blanks(raw: Path) -> None:
    """Two town schools of ten pupils and three teachers; in either roster of the first one cell is blank."""
    folder = raw / BLANKS / str(YEAR)
    codes = [school(BLANKS, number) for number in (1, 2)]
    write(
        folder / "学校基本情况.csv",
        REGISTER,
        [register_row(BLANKS, code, f"镇校{code}", "211", "121") for code in codes],
    )
    pupils, teachers = [], []
    for code, nearby, certified in zip(codes, ("", "否"), ("", "是"), strict=True):
        pupils += [pupil(code, number) for number in range(1, 10)]
        pupils.append(pupil(code, 10, 是否划片就近入学=nearby))
        teachers += [teacher(code, f"{code}T{number}") for number in (1, 2)]
        teachers.append(teacher(code, f"{code}T3", 是否持有教师资格证=certified))
    write(folder / "学籍名册.csv", list(pupils[0]), pupils)
    write(folder / "教师名册.csv", TEACHERS, teachers)


def write_ended_relief(raw: Path) -> None:
    """A rural school of 60 pupils in two school years, whose only teacher of physical education visits."""
    code = school(ENDED_RELIEF, 1)
    for year in (YEAR - 1, YEAR):
        folder = raw / ENDED_RELIEF / str(year)
        write(folder / "学校基本情况.csv", REGISTER, [register_row(ENDED_RELIEF, code, "村小", "211", "220")])
        visiting = {"体育与健康": 0, "艺术(计)": 0, "体艺走教兼职交流": 1}
        write(folder / "办学条件.csv", COLUMNS, [enough(code, 在校生数=60, **visiting)])
