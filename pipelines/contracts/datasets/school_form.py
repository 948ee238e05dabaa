"""The form a school fills in: school_form (datasets.md, "Register and plant").

Items are landed as they stand; what of a school with both stages may be used is told when building. What does
not belong here: the county's form (county_form).
"""

from __future__ import annotations

from functools import partial

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, code, count, listed, name, year
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

people = partial(count, required=False)
units = partial(count, required=False, unit="个")
rooms = partial(count, required=False, unit="间")
quantity = partial(amount, required=False)
"""The items of a form, none of which has to be there: forms leave out what does not exist."""


class SchoolForm(Row):
    """One row per school; only its code is required, because forms leave out what a school does not have."""

    school_code = code("学校代码", digits=10, key=True)
    school_name = name("学校名称", example="示例学校", required=False)
    school_kind = listed(
        "学校类型",
        "school_kind",
        example="九年一贯制学校",
        required=False,
        about="学校类型。Kind of school.",
    )
    founded_year = year("建校时间", 1800, THIS_YEAR, required=False)
    pupils_primary = people("小学学生人数", about="小学在校生数，人。Primary pupils.")
    pupils_junior = people("初中学生人数", about="初中在校生数，人。Junior pupils.")
    migrant_pupils = people(
        "随迁子女在校生人数", about="随迁子女在校生数，人。Pupils who are children of migrant workers."
    )
    catchment_pupils_primary = people(
        "划片范围内在校学生人数(小学)",
        about="划片范围内的小学在校生数，人。Primary pupils of the catchment area.",
    )
    catchment_pupils_junior = people(
        "划片范围内在校学生人数(初中)",
        about="划片范围内的初中在校生数，人。Junior pupils of the catchment area.",
    )
    classes = units("班级总数", about="全校班数，个。Classes of the whole school.")
    classes_upto_25 = units(
        "每班25人以下班级个数", about="25 人及以下的班数，个。Classes of up to 25 pupils."
    )
    classes_26_30 = units("每班26-30人班级个数", about="26–30 人的班数，个。Classes of 26 to 30 pupils.")
    classes_31_35 = units("每班31-35人班级个数", about="31–35 人的班数，个。Classes of 31 to 35 pupils.")
    classes_36_40 = units("每班36-40人班级个数", about="36–40 人的班数，个。Classes of 36 to 40 pupils.")
    classes_41_45 = units("每班41-45人班级个数", about="41–45 人的班数，个。Classes of 41 to 45 pupils.")
    classes_46_50 = units("每班46-50人班级个数", about="46–50 人的班数，个。Classes of 46 to 50 pupils.")
    classes_51_55 = units("每班51-55人班级个数", about="51–55 人的班数，个。Classes of 51 to 55 pupils.")
    classes_56_60 = units("每班56-60人班级个数", about="56–60 人的班数，个。Classes of 56 to 60 pupils.")
    classes_61_65 = units("每班61-65人班级个数", about="61–65 人的班数，个。Classes of 61 to 65 pupils.")
    classes_66_up = units(
        "每班66人以上班级个数", about="66 人及以上的班数，个。Classes of 66 pupils or more."
    )
    teachers = people("专任教师总人数", about="全校专任教师数，人。Full-time teachers of the whole school.")
    teachers_college_primary = people(
        "专科学历教师人数(小学)", about="小学专科学历专任教师数，人。Primary teachers with a college diploma."
    )
    teachers_college_junior = people(
        "专科学历教师人数(初中)", about="初中专科学历专任教师数，人。Junior teachers with a college diploma."
    )
    teachers_bachelor_primary = people(
        "本科学历教师人数(小学)",
        about="小学本科学历专任教师数，人。Primary teachers with a bachelor's degree.",
    )
    teachers_bachelor_junior = people(
        "本科学历教师人数(初中)",
        about="初中本科学历专任教师数，人。Junior teachers with a bachelor's degree.",
    )
    teachers_master_primary = people(
        "硕士学历教师人数(小学)", about="小学硕士学历专任教师数，人。Primary teachers with a master's degree."
    )
    teachers_master_junior = people(
        "硕士学历教师人数(初中)", about="初中硕士学历专任教师数，人。Junior teachers with a master's degree."
    )
    teachers_doctor_primary = people(
        "博士学历教师人数(小学)", about="小学博士学历专任教师数，人。Primary teachers with a doctorate."
    )
    teachers_doctor_junior = people(
        "博士学历教师人数(初中)", about="初中博士学历专任教师数，人。Junior teachers with a doctorate."
    )
    teachers_backbone = people("县级及以上骨干教师数")
    teachers_certified = people(
        "持有教师资格证的专任教师人数",
        about="持有教师资格证的专任教师数，人。Full-time teachers with a teacher certificate.",
    )
    teachers_trained_360 = people(
        "近5年培训满360学时专任教师人数",
        about=(
            "近五年培训满 360 学时的专任教师数，人。"
            "Full-time teachers with 360 hours of training in five years."
        ),
    )
    teachers_pe = people("体育专任教师人数")
    teachers_music = people("音乐专任教师人数")
    teachers_fine_art = people("美术专任教师人数")
    teachers_arts = people("艺术专任教师人数")
    teachers_pe_visiting = people(
        "体育交流轮岗/兼职/走教教师人数",
        about="交流轮岗、兼职、走教的体育教师数，人。Exchanged, part-time or visiting PE teachers.",
    )
    teachers_music_visiting = people(
        "音乐交流轮岗/兼职/走教教师人数",
        about="交流轮岗、兼职、走教的音乐教师数，人。Exchanged, part-time or visiting music teachers.",
    )
    teachers_fine_art_visiting = people(
        "美术交流轮岗/兼职/走教教师人数",
        about=("交流轮岗、兼职、走教的美术教师数，人。Exchanged, part-time or visiting fine-art teachers."),
    )
    teachers_arts_visiting = people(
        "艺术交流轮岗/兼职/走教教师人数",
        about="交流轮岗、兼职、走教的艺术教师数，人。Exchanged, part-time or visiting arts teachers.",
    )
    teaching_area = quantity("教学及辅助用房总面积", "m2")
    indoor_sports_area = quantity("室内体育用房面积", "m2")
    gymnasium_area = quantity(
        "学校体育馆面积",
        "m2",
        about=(
            "学校体育馆面积，㎡；已含在室内体育用房中，只作核对。"
            "Gymnasium area, ㎡; part of the indoor sports area and only compared."
        ),
    )
    outdoor_sports_area = quantity(
        "校内体育场面积", "m2", about="校内体育场面积，㎡。Sports ground area, ㎡."
    )
    equipment_value = quantity("教学仪器设备资产值", "万元")
    multimedia_rooms = rooms("网络多媒体教室间数")
    music_rooms = rooms("音乐教室总间数", about="音乐教室总间数，间。Music rooms.")
    music_rooms_96_up = rooms(
        "音乐教室96m2以上间数", about="96 ㎡及以上的音乐教室，间。Music rooms of 96 ㎡ or more."
    )
    music_rooms_73_96 = rooms(
        "音乐教室73-96m2间数", about="73 至不足 96 ㎡的音乐教室，间。Music rooms of 73 to under 96 ㎡."
    )
    music_rooms_61_73 = rooms(
        "音乐教室61-73m2间数", about="61 至不足 73 ㎡的音乐教室，间。Music rooms of 61 to under 73 ㎡."
    )
    art_rooms = rooms("美术教室总间数", about="美术教室总间数，间。Art rooms.")
    art_rooms_90_up = rooms(
        "美术教室90m2以上间数", about="90 ㎡及以上的美术教室，间。Art rooms of 90 ㎡ or more."
    )
    art_rooms_67_90 = rooms(
        "美术教室67-90m2间数", about="67 至不足 90 ㎡的美术教室，间。Art rooms of 67 to under 90 ㎡."
    )
    art_rooms_61_67 = rooms(
        "美术教室61-67m2间数", about="61 至不足 67 ㎡的美术教室，间。Art rooms of 61 to under 67 ㎡."
    )
    public_funds_budget = quantity(
        "上一年度公用经费预算总额",
        "万元",
        about="上一年度公用经费预算总额，万元。Public funds budget of the year before, 10,000 yuan.",
    )
    public_funds_final = quantity(
        "上一年度公用经费决算总额",
        "万元",
        about=("上一年度公用经费决算总额，万元。Public funds final account of the year before, 10,000 yuan."),
    )
    training_budget = quantity("教师培训经费预算总额", "万元")
    graduates = people("本届毕业学生人数", about="本届毕业学生数，人。Pupils who graduate.")
    graduates_entered = people(
        "毕业年级初一时在校学生数",
        about="毕业年级初一时的在校生数，人。Pupils of that cohort when it entered.",
    )
    graduates_transferred_in = people(
        "毕业年级转入学生数", about="毕业年级转入学生数，人。Pupils who joined that cohort."
    )
    graduates_transferred_out = people(
        "毕业年级转出学生数", about="毕业年级转出学生数，人。Pupils who left that cohort."
    )
    graduates_died = people(
        "毕业年级死亡学生数", about="毕业年级死亡学生数，人。Pupils of that cohort who died."
    )

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
    about=("学校填报表", "The schools' form"),
    row_is=("一所学校一学年", "school and school year"),
    row_note=("项目照填报", "items as filled in"),
    department="教体",
    is_expected=False,
    schema=SchoolForm,
    scope=("school_code",),
    feeds=("school_code",),
    is_form=True,
    how_it_comes="竖表，一所学校一张：序号 · 类别 · 填报项目 · 单位 · 填报值；项目中有学校代码、学校名称",
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
