"""The form a county fills in: county_form (datasets.md, "Register and plant").

What does not belong here: the schools' forms (school_form).
"""

from __future__ import annotations

from functools import partial

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, count
from pipelines.contracts.datasets.dataset import Dataset, Row, at_most, doubtful

people = partial(count, required=False)
units = partial(count, required=False, unit="个")
quantity = partial(amount, required=False)
"""The items of a form, none of which has to be there: forms leave out what does not exist."""


class CountyForm(Row):
    """One row per county; the last eight are L1–L8 of the application form's table Ⅰ."""

    public_funds_quota_primary = quantity("生均公用经费标准(小学)", "元", about="primary_quota")
    public_funds_quota_junior = quantity("生均公用经费标准(初中)", "元", about="junior_quota")
    special_public_funds = quantity("特殊教育学校经费总额", "万元")
    special_pupils = people("特殊教育学校学生人数")
    teacher_salary = quantity("教师年平均工资", "元")
    civil_servant_salary = quantity("公务员年平均工资", "元")
    teachers_exchange_eligible = people(
        "符合交流条件教师总数", about="符合交流条件的教师总数，人。Teachers eligible for exchange."
    )
    teachers_exchanged = people("实际交流轮岗教师数", about="实际交流轮岗的教师数，人。Teachers exchanged.")
    teachers_exchanged_backbone = people(
        "实际交流骨干教师数量", about="实际交流的骨干教师数，人。Backbone teachers exchanged."
    )
    planned_places = people(
        "优质高中招生计划总人数", about="优质高中招生计划总数，人。Places planned by good high schools."
    )
    allotted_places = people(
        "招生分配指标数", about="分配到初中的招生指标数，人。Places allotted to junior schools."
    )
    allotted_places_rural = people(
        "向农村学校分配指标数", about="向农村学校分配的招生指标数，人。Places allotted to rural schools."
    )
    migrants_eligible = people(
        "符合条件的随迁子女总人数",
        about="符合条件的随迁子女总数，人。Children of migrant workers who meet the conditions.",
    )
    migrants_in_public_schools = people(
        "公办就读", about="其中在公办学校就读的人数，人。Of these, pupils of public schools."
    )
    migrants_on_purchased_places = people(
        "政府购买服务民办就读",
        about=(
            "其中在政府购买学位的民办学校就读的人数，人。"
            "Of these, pupils on places bought from private schools."
        ),
    )
    disabled_children = people(
        "适龄残疾儿童少年总数", about="适龄残疾儿童少年总数，人。Disabled children of compulsory age."
    )
    disabled_placed = people("入学总人数", about="其中入学人数，人。Of these, children placed.")
    disabled_in_special_schools = people(
        "其中特教学校", about="其中特殊教育学校就读的人数，人。Of these, pupils of special schools."
    )
    population = quantity("人口总数", "万人", about="人口总数，万人。Population, 10,000 people.")
    rural_population = quantity(
        "农业人口数", "万人", about="农业人口数，万人。Rural population, 10,000 people."
    )
    towns = units("乡镇数", about="乡镇数，个。Towns.")
    villages = units("行政村数", about="行政村数，个。Villages.")
    gdp_per_capita = quantity(
        "年人均国内生产总值",
        "元",
        about="年人均国内生产总值，元。Gross domestic product per head and year, yuan.",
    )
    fiscal_revenue_per_capita = quantity(
        "年人均地方财政收入",
        "元",
        about="年人均地方财政收入，元。Local fiscal revenue per head and year, yuan.",
    )
    rural_income_per_capita = quantity(
        "农民年人均纯收入", "元", about="农民年人均纯收入，元。Net income per farmer and year, yuan."
    )
    urban_income_per_capita = quantity(
        "城镇居民年人均可支配收入",
        "元",
        about="城镇居民年人均可支配收入，元。Disposable income per townsperson and year, yuan.",
    )

    @dy.rule()
    def allotted_within_plan(cls) -> pl.Expr:
        """Places allotted to junior schools are some of those planned."""
        return at_most("planned_places", "allotted_places")

    @dy.rule()
    def rural_within_allotted(cls) -> pl.Expr:
        """Places for rural schools are some of those allotted."""
        return at_most("allotted_places", "allotted_places_rural")

    @dy.rule()
    def backbone_within_exchanged(cls) -> pl.Expr:
        """Backbone teachers who moved are some of all who did."""
        return at_most("teachers_exchanged", "teachers_exchanged_backbone")

    @dy.rule()
    def placed_within_migrants(cls) -> pl.Expr:
        """Migrant children at school are some of those who meet the conditions."""
        return at_most("migrants_eligible", "migrants_in_public_schools", "migrants_on_purchased_places")

    @dy.rule()
    def placed_within_disabled(cls) -> pl.Expr:
        """Disabled children at school are some of all of age."""
        return at_most("disabled_children", "disabled_placed")

    @dy.rule()
    def special_within_placed(cls) -> pl.Expr:
        """Children at special schools are some of those at school."""
        return at_most("disabled_placed", "disabled_in_special_schools")


COUNTY_FORM = Dataset(
    name="county_form",
    title="区县填报表",
    about=("区县填报表", "The counties' form"),
    row_is=("一县一学年", "county and school year"),
    row_note=("项目照填报", "items as filled in"),
    department="教体",
    is_expected=False,
    schema=CountyForm,
    scope=(),
    feeds=(),
    is_form=True,
    how_it_comes="竖表，一个县一张：序号 · 类别 · 填报项目 · 单位 · 填报值",
    rules={
        "allotted_within_plan": doubtful(
            "招生分配指标数不大于优质高中招生计划总人数", "planned_places", "allotted_places"
        ),
        "rural_within_allotted": doubtful(
            "向农村学校分配指标数不大于招生分配指标数", "allotted_places", "allotted_places_rural"
        ),
        "backbone_within_exchanged": doubtful(
            "实际交流骨干教师数量不大于实际交流轮岗教师数",
            "teachers_exchanged",
            "teachers_exchanged_backbone",
        ),
        "placed_within_migrants": doubtful(
            "公办就读与政府购买服务民办就读之和不大于符合条件的随迁子女总人数",
            "migrants_eligible",
            "migrants_in_public_schools",
            "migrants_on_purchased_places",
        ),
        "placed_within_disabled": doubtful(
            "残疾儿童少年入学总人数不大于适龄残疾儿童少年总数", "disabled_children", "disabled_placed"
        ),
        "special_within_placed": doubtful(
            "其中特教学校人数不大于入学总人数", "disabled_placed", "disabled_in_special_schools"
        ),
    },
)
