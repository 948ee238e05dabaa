"""The form a school fills in: school_form (datasets.md, "Register and plant").

Items are landed as they stand; what of a school with both stages may be used is told when building. What does
not belong here: the county's form (county_form).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, code, count, name, year
from pipelines.contracts.datasets.dataset import Dataset, Row, at_most, doubtful
from pipelines.contracts.datasets.register import SCHOOL_STATISTICS, THIS_YEAR

DEGREES = tuple(
    f"teachers_{degree}_{stage}"
    for degree in ("college", "bachelor", "master", "doctor")
    for stage in ("primary", "junior")
)
BANDS = tuple(
    f"classes_{band}"
    for band in (
        *("upto_25", "26_30", "31_35", "36_40", "41_45"),
        *("46_50", "51_55", "56_60", "61_65", "66_up"),
    )
)
MUSIC_ROOMS = ("music_rooms_96_up", "music_rooms_73_96", "music_rooms_61_73")
ART_ROOMS = ("art_rooms_90_up", "art_rooms_67_90", "art_rooms_61_67")


class SchoolForm(Row):
    """One row per school; only its code is required, because forms leave out what a school does not have."""

    school_code = code("学校代码", digits=10, key=True)
    school_name = name("学校名称", required=False)
    school_kind = name("学校类型", required=False)
    founded_year = year("建校时间", 1800, THIS_YEAR, required=False)
    pupils_primary = count("小学学生人数", required=False)
    pupils_junior = count("初中学生人数", required=False)
    migrant_pupils = count("随迁子女在校生人数", required=False)
    catchment_pupils_primary = count("划片范围内在校学生人数(小学)", required=False)
    catchment_pupils_junior = count("划片范围内在校学生人数(初中)", required=False)
    classes = count("班级总数", required=False, unit="个")
    classes_upto_25 = count("每班25人以下班级个数", required=False, unit="个")
    classes_26_30 = count("每班26-30人班级个数", required=False, unit="个")
    classes_31_35 = count("每班31-35人班级个数", required=False, unit="个")
    classes_36_40 = count("每班36-40人班级个数", required=False, unit="个")
    classes_41_45 = count("每班41-45人班级个数", required=False, unit="个")
    classes_46_50 = count("每班46-50人班级个数", required=False, unit="个")
    classes_51_55 = count("每班51-55人班级个数", required=False, unit="个")
    classes_56_60 = count("每班56-60人班级个数", required=False, unit="个")
    classes_61_65 = count("每班61-65人班级个数", required=False, unit="个")
    classes_66_up = count("每班66人以上班级个数", required=False, unit="个")
    teachers = count("专任教师总人数", required=False)
    teachers_college_primary = count("专科学历教师人数(小学)", required=False)
    teachers_college_junior = count("专科学历教师人数(初中)", required=False)
    teachers_bachelor_primary = count("本科学历教师人数(小学)", required=False)
    teachers_bachelor_junior = count("本科学历教师人数(初中)", required=False)
    teachers_master_primary = count("硕士学历教师人数(小学)", required=False)
    teachers_master_junior = count("硕士学历教师人数(初中)", required=False)
    teachers_doctor_primary = count("博士学历教师人数(小学)", required=False)
    teachers_doctor_junior = count("博士学历教师人数(初中)", required=False)
    teachers_backbone = count("县级及以上骨干教师数", required=False)
    teachers_certified = count("持有教师资格证的专任教师人数", required=False)
    teachers_trained_360 = count("近5年培训满360学时专任教师人数", required=False)
    teachers_pe = count("体育专任教师人数", required=False)
    teachers_music = count("音乐专任教师人数", required=False)
    teachers_fine_art = count("美术专任教师人数", required=False)
    teachers_arts = count("艺术专任教师人数", required=False)
    teachers_pe_visiting = count("体育交流轮岗/兼职/走教教师人数", required=False)
    teachers_music_visiting = count("音乐交流轮岗/兼职/走教教师人数", required=False)
    teachers_fine_art_visiting = count("美术交流轮岗/兼职/走教教师人数", required=False)
    teachers_arts_visiting = count("艺术交流轮岗/兼职/走教教师人数", required=False)
    teaching_area = amount("教学及辅助用房总面积", "m2", required=False)
    indoor_sports_area = amount("室内体育用房面积", "m2", required=False)
    gymnasium_area = amount("学校体育馆面积", "m2", required=False)
    outdoor_sports_area = amount("校内体育场面积", "m2", required=False)
    equipment_value = amount("教学仪器设备资产值", "万元", required=False)
    multimedia_rooms = count("网络多媒体教室间数", required=False, unit="间")
    music_rooms = count("音乐教室总间数", required=False, unit="间")
    music_rooms_96_up = count("音乐教室96m2以上间数", required=False, unit="间")
    music_rooms_73_96 = count("音乐教室73-96m2间数", required=False, unit="间")
    music_rooms_61_73 = count("音乐教室61-73m2间数", required=False, unit="间")
    art_rooms = count("美术教室总间数", required=False, unit="间")
    art_rooms_90_up = count("美术教室90m2以上间数", required=False, unit="间")
    art_rooms_67_90 = count("美术教室67-90m2间数", required=False, unit="间")
    art_rooms_61_67 = count("美术教室61-67m2间数", required=False, unit="间")
    public_funds_budget = amount("上一年度公用经费预算总额", "万元", required=False)
    public_funds_final = amount("上一年度公用经费决算总额", "万元", required=False)
    training_budget = amount("教师培训经费预算总额", "万元", required=False)
    graduates = count("本届毕业学生人数", required=False)
    graduates_entered = count("毕业年级初一时在校学生数", required=False)
    graduates_transferred_in = count("毕业年级转入学生数", required=False)
    graduates_transferred_out = count("毕业年级转出学生数", required=False)
    graduates_died = count("毕业年级死亡学生数", required=False)

    @dy.rule()
    def gymnasium_within_indoor(cls) -> pl.Expr:
        """The gymnasium is one of the indoor sports rooms already, and only compared (datasets.md)."""
        return at_most("indoor_sports_area", "gymnasium_area")

    @dy.rule()
    def indoor_within_teaching_area(cls) -> pl.Expr:
        """Indoor sports rooms are part of the teaching rooms, as in the statistics."""
        return (pl.col("indoor_sports_area") <= pl.col("teaching_area")).fill_null(True)

    @dy.rule()
    def degrees_within_teachers(cls) -> pl.Expr:
        """Degrees of both stages sum up to at most the teachers."""
        return at_most("teachers", *DEGREES)

    @dy.rule()
    def bands_are_the_classes(cls) -> pl.Expr:
        """The classes by size are all classes, where every band is told."""
        return (pl.sum_horizontal(*BANDS, ignore_nulls=False) == pl.col("classes")).fill_null(True)

    @dy.rule()
    def music_rooms_by_area(cls) -> pl.Expr:
        """The music rooms of the areas asked for are some of all."""
        return at_most("music_rooms", *MUSIC_ROOMS)

    @dy.rule()
    def art_rooms_by_area(cls) -> pl.Expr:
        """The art rooms of the areas asked for are some of all."""
        return at_most("art_rooms", *ART_ROOMS)


SCHOOL_FORM = Dataset(
    name="school_form",
    title="学校填报表",
    schema=SchoolForm,
    scope=("school_code",),
    is_form=True,
    rules={
        "gymnasium_within_indoor": doubtful(
            "学校体育馆面积不大于室内体育用房面积", "indoor_sports_area", "gymnasium_area"
        ),
        "indoor_within_teaching_area": SCHOOL_STATISTICS.rules["indoor_within_teaching_area"],
        "degrees_within_teachers": doubtful("各学历教师人数之和不大于专任教师总人数", "teachers", *DEGREES),
        "bands_are_the_classes": doubtful("各班额段的班级个数之和等于班级总数", "classes", *BANDS),
        "music_rooms_by_area": doubtful(
            "各面积段的音乐教室间数之和不大于音乐教室总间数", "music_rooms", *MUSIC_ROOMS
        ),
        "art_rooms_by_area": doubtful(
            "各面积段的美术教室间数之和不大于美术教室总间数", "art_rooms", *ART_ROOMS
        ),
    },
)
