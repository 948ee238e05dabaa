"""The form a county fills in: county_form (datasets.md, "Register and plant").

What does not belong here: the schools' forms (school_form).
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.contracts.datasets.columns import amount, count
from pipelines.contracts.datasets.dataset import Dataset, Row, at_most, doubtful


class CountyForm(Row):
    """One row per county; the last eight are L1–L8 of the application form's table Ⅰ."""

    public_funds_quota_primary = amount("生均公用经费标准(小学)", "元", required=False)
    public_funds_quota_junior = amount("生均公用经费标准(初中)", "元", required=False)
    special_public_funds = amount("特殊教育学校经费总额", "万元", required=False)
    special_pupils = count("特殊教育学校学生人数", required=False)
    teacher_salary = amount("教师年平均工资", "元", required=False)
    civil_servant_salary = amount("公务员年平均工资", "元", required=False)
    teachers_exchange_eligible = count("符合交流条件教师总数", required=False)
    teachers_exchanged = count("实际交流轮岗教师数", required=False)
    teachers_exchanged_backbone = count("实际交流骨干教师数量", required=False)
    planned_places = count("优质高中招生计划总人数", required=False)
    allotted_places = count("招生分配指标数", required=False)
    allotted_places_rural = count("向农村学校分配指标数", required=False)
    migrants_eligible = count("符合条件的随迁子女总人数", required=False)
    migrants_in_public_schools = count("公办就读", required=False)
    migrants_on_purchased_places = count("政府购买服务民办就读", required=False)
    disabled_children = count("适龄残疾儿童少年总数", required=False)
    disabled_placed = count("入学总人数", required=False)
    disabled_in_special_schools = count("其中特教学校", required=False)
    population = amount("人口总数", "万人", required=False)
    rural_population = amount("农业人口数", "万人", required=False)
    towns = count("乡镇数", required=False, unit="个")
    villages = count("行政村数", required=False, unit="个")
    gdp_per_capita = amount("年人均国内生产总值", "元", required=False)
    fiscal_revenue_per_capita = amount("年人均地方财政收入", "元", required=False)
    rural_income_per_capita = amount("农民年人均纯收入", "元", required=False)
    urban_income_per_capita = amount("城镇居民年人均可支配收入", "元", required=False)

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
    schema=CountyForm,
    scope=(),
    is_form=True,
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
