"""Finance: school_finance and county_finance (datasets.md, "Finance").

The fiscal year is in the row, not in the folder.

What does not belong here: how years are compared (dbt).
"""

from __future__ import annotations

from pipelines.contracts.datasets.columns import amount, code, count, year
from pipelines.contracts.datasets.dataset import Dataset, Row

FIRST_YEAR, LAST_YEAR = 1990, 2100


class SchoolFinance(Row):
    """One row per school and fiscal year, of the compulsory stages."""

    school_code = code("学校标识码", digits=10, key=True)
    fiscal_year = year("财政年度", FIRST_YEAR, LAST_YEAR, key=True)
    funded_pupils = count("核定公用经费学生数")
    public_funds_budget = amount("公用经费预算", "万元")
    public_funds_final = amount("公用经费决算", "万元")
    public_funds_paid = amount("公用经费实际拨付", "万元")
    training_budget = amount("教师培训经费预算", "万元")
    training_final = amount("教师培训经费决算", "万元")
    fees_due = amount("应返还行政事业性收费", "万元", required=False)
    fees_returned = amount("已返还行政事业性收费", "万元", required=False)


SCHOOL_FINANCE = Dataset(
    name="school_finance",
    title="学校经费",
    about=("学校经费", "School finance"),
    row_is=("一所学校一财政年度", "school and fiscal year"),
    department="财政",
    schema=SchoolFinance,
    scope=("school_code", "fiscal_year"),
    feeds=("school_code", "fiscal_year"),
    names_its_own_year=True,
)


class CountyFinance(Row):
    """One row per fiscal year of the county."""

    fiscal_year = year("财政年度", FIRST_YEAR, LAST_YEAR, key=True)
    education_expenditure = amount("一般公共预算教育支出", "万元")
    primary_expenditure_per_pupil = amount("小学生均一般公共预算教育支出", "元")
    junior_expenditure_per_pupil = amount("初中生均一般公共预算教育支出", "元")
    primary_quota = amount("小学生均公用经费基准定额", "元")
    junior_quota = amount("初中生均公用经费基准定额", "元")
    special_public_funds = amount("特教学校公用经费", "万元")
    special_pupils = count("特教学校学生数")
    teacher_salary = amount("教师年平均工资收入", "元")
    civil_servant_salary = amount("公务员年平均工资收入", "元")
    performance_pay_approved = amount("核定绩效工资总量", "万元", required=False)
    performance_pay_paid = amount("实发绩效工资总量", "万元", required=False)


COUNTY_FINANCE = Dataset(
    name="county_finance",
    title="县级教育财政",
    about=("县级教育财政", "County education finance"),
    row_is=("一县一财政年度", "county and fiscal year"),
    department="财政",
    schema=CountyFinance,
    scope=("fiscal_year",),
    feeds=("fiscal_year",),
    names_its_own_year=True,
)
