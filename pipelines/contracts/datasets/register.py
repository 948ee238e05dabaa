"""Register and plant: school_register, school_statistics, special_rooms (datasets.md, "Register and plant").

What does not belong here: whether figures agree across files or years (dbt).
"""

from __future__ import annotations

from datetime import UTC, datetime

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, code, count, name, town, word, year, yes_no
from pipelines.contracts.datasets.dataset import Dataset, Row, RuleText
from pipelines.contracts.datasets.towns import TOWN_OF_THIS_COUNTY, town_fits_county

THIS_YEAR = datetime.now(UTC).year


class SchoolRegister(Row):
    """One row per school."""

    school_code = code("学校标识码", digits=10, key=True)
    school_name = name("学校名称", example="示例学校")
    school_type_code = word("办学类型码", "school_type", blank=False)
    provider_type_code = word("举办者类型码", "provider_type")
    urban_rural_code = word("城乡分类码", "urban_rural")
    town_code = town("镇街代码")
    founded_year = year("建校年份", 1800, THIS_YEAR, required=False)
    is_boarding = yes_no("是否寄宿制学校")
    counts_as_school = yes_no("是否计校数", required=False, default=True)
    parent_school_code = code("中心校标识码", digits=10, required=False, blank=True)
    grades = count("年级数", required=False, unit=None)

    @dy.rule()
    def town_of_this_county(cls) -> pl.Expr:
        """The town is one of the county's, as far as its code tells."""
        return town_fits_county()


SCHOOL_REGISTER = Dataset(
    name="school_register",
    title="学校基本情况",
    about=("学校基本情况", "School register"),
    row_is=("一所学校一学年", "county, school year and school"),
    department="教体",
    schema=SchoolRegister,
    is_register=True,
    scope=("school_code",),
    feeds=(),
    rules={"town_of_this_county": TOWN_OF_THIS_COUNTY},
)


PLANT = (
    "teaching_area", "indoor_sports_area", "outdoor_sports_area", "equipment_value", "multimedia_rooms"
)  # fmt: skip
"""Figures of the whole school, which stand in the row of each of its stages."""


class SchoolStatistics(Row):
    """One row per school and stage; the whole school's plant stands in each of its rows."""

    school_code = code("学校标识码", digits=10, key=True)
    stage = word("学段", "stage", key=True, title=True, about="stage_with_senior")
    pupils = count("在校生数", example=900)
    classes = count("班数", example=24, required=False, unit="个")
    teachers = count("专任教师数", example=60)
    staff = count("教职工数", example=66, required=False)
    teachers_doctor = count("博士研究生", example=0)
    teachers_master = count("硕士研究生", example=6)
    teachers_bachelor = count("本科", example=46)
    teachers_college = count("专科", example=8)
    teachers_backbone = count("县级以上骨干教师")
    teachers_pe = count("体育与健康")
    teachers_music = count("音乐", required=False)
    teachers_fine_art = count("美术", required=False)
    teachers_arts = count("艺术", required=False)
    teachers_arts_subtotal = count("艺术(计)", required=False)
    teachers_pe_arts_visiting = count("体艺走教兼职交流", required=False)
    teaching_area = amount("教学及辅助用房面积", "m2")
    indoor_sports_area = amount("室内体育用房面积", "m2")
    outdoor_sports_area = amount("运动场地面积", "m2")
    equipment_value = amount("教学仪器设备资产值", "万元")
    multimedia_rooms = count("网络多媒体教室数", unit="间")

    @dy.rule()
    def degrees_within_teachers(cls) -> pl.Expr:
        """Degrees sum up to at most the teachers."""
        degrees = pl.sum_horizontal(
            "teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college"
        )
        return (degrees <= pl.col("teachers")).fill_null(True)

    @dy.rule()
    def pe_and_arts_within_teachers(cls) -> pl.Expr:
        """PE and arts are at most the teachers; arts is the subtotal, else music + fine art + arts."""
        parts = pl.sum_horizontal("teachers_music", "teachers_fine_art", "teachers_arts")
        arts = pl.coalesce("teachers_arts_subtotal", parts)
        return (pl.col("teachers_pe").fill_null(0) + arts <= pl.col("teachers")).fill_null(True)

    @dy.rule()
    def indoor_within_teaching_area(cls) -> pl.Expr:
        """Indoor sports rooms are part of the teaching rooms."""
        return (pl.col("indoor_sports_area") <= pl.col("teaching_area")).fill_null(True)


SCHOOL_STATISTICS = Dataset(
    name="school_statistics",
    title="办学条件统计",
    about=("办学条件统计", "School statistics"),
    row_is=("一所学校一学年一学段", "county, school year, school and stage"),
    row_note=("校舍为全校数", "plant being that of the whole school"),
    department="教体",
    schema=SchoolStatistics,
    scope=("school_code", "stage"),
    feeds=("school_code", "stage"),
    owners=dict.fromkeys(PLANT, ("school_code",)),
    rules={
        "degrees_within_teachers": RuleText(
            "博士、硕士、本科、专科教师之和不大于专任教师数",
            "请核对各学历教师数和专任教师数。",
            ("teachers_bachelor", "teachers_college", "teachers_master", "teachers_doctor", "teachers"),
        ),
        "pe_and_arts_within_teachers": RuleText(
            "体育与艺术教师之和不大于专任教师数",
            "请核对体育、音乐、美术、艺术教师数和专任教师数；有“艺术(计)”时它已含音乐和美术。",
            (
                *("teachers_pe", "teachers_music", "teachers_fine_art", "teachers_arts"),
                *("teachers_arts_subtotal", "teachers"),
            ),
        ),
        "indoor_within_teaching_area": RuleText(
            "室内体育用房面积不大于教学及辅助用房面积",
            "室内体育用房是教学及辅助用房的一部分，请核对两个面积。",
            ("indoor_sports_area", "teaching_area"),
        ),
    },
)


class SpecialRooms(Row):
    """One row per music or fine art room."""

    school_code = code("学校标识码", digits=10, key=True)
    room_number = name(
        "教室编号",
        example="音乐1",
        key=True,
        kept="plain",
        about="教室编号，校内唯一。Number of the room, unique in the school.",
    )
    room_kind = word("教室类别", "room_kind", blank=False)
    area = amount("使用面积", "m2", about="使用面积，㎡。Usable area, ㎡.")
    built_year = year(
        "建成年份", 1800, THIS_YEAR, required=False, about="建成年份。Year in which it was built."
    )


SPECIAL_ROOMS = Dataset(
    name="special_rooms",
    title="音乐美术专用教室",
    about=("音乐美术专用教室", "Music and art rooms"),
    row_is=("一间教室", "room of a school year"),
    department="教体",
    may_be_none=True,
    schema=SpecialRooms,
    scope=("school_code",),
    feeds=("school_code",),
    counts_rows=("间数", "教室间数", "房间数", "数量"),
)
