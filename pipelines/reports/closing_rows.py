"""The rows of the closing plan's workbooks: what it comes to, its steps, their order, what it leaves out.

What does not belong here: laying them out (closing_plan, closing_schools), and adding anything up, which the
views do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

OF_SCOPE = "县代码 = $county_code and 学年 = $school_year and 标准代码 = $ruleset_code"
CHEAPEST_FIRST = "方案 desc, 财政年度"
"""最省, 受益学生最多, 先补最弱: in this order also by their characters."""
SUMMARY = f"select * from bi.达标方案汇总 where {OF_SCOPE} order by {CHEAPEST_FIRST}"
TOTALS_OF = f"select * from bi.达标方案合计 where {OF_SCOPE} order by {CHEAPEST_FIRST}, 次序 desc, 行动名称"
LEFT_OUT_OF = f"""
select * from bi.达标方案未补齐 where {OF_SCOPE}
order by {CHEAPEST_FIRST}, 镇街名称, 学校标识码, 学段 desc, 指标代码
"""
STEPS = f"""
select
    steps.*, givers.town_name as 调出镇街
from bi.达标方案 as steps
left join marts.dim_school as givers
    on
        steps.县代码 = givers.county_code and steps.学年 = givers.school_year
        and steps.调出学校标识码 = givers.school_code
where {OF_SCOPE}
order by {CHEAPEST_FIRST}, 步骤, 指标代码
"""
ORDER_OF = f"select * from bi.达标方案成效 where {OF_SCOPE} order by 方案 desc, 时点"
DEPARTMENTS = """
select indicator_code, department_name
from marts.bridge_county_indicator_department
inner join marts.dim_county_department using (county_code, department_code)
where county_code = $county_code
order by department_code
"""
Row = dict[str, Any]


def once_each(steps: Sequence[Row]) -> list[Row]:
    """Every step in one row, with all indicators in which it counts and what it costs.

    Args:
        steps: the rows of the plans' steps, one for each indicator in which a step counts; what it costs
            stands in one of them, nought in the others.
    """
    found: dict[tuple[Any, ...], Row] = {}
    for row in steps:
        key = row["方案"], row["财政年度"], row["步骤"]
        if key in found:
            first = found[key]
            codes = f"{first['指标代码']}、{row['指标代码']}"
            found[key] = first | {"指标代码": codes, "费用万元": first["费用万元"] or row["费用万元"]}
        else:
            found[key] = row
    return list(found.values())


def by_school(steps: Sequence[Row]) -> list[Row]:
    """Every step under the school that gets, and under the one that gives; a step once each.

    Args:
        steps: the rows of the plans' steps, one for each indicator in which a step counts.
    """
    found: list[Row] = []
    for row in once_each(steps):
        gets = {
            "出得": "得",
            "代码": row["学校标识码"],
            "镇街": row["镇街名称"],
            "学校": row["学校名称"],
            "对方学校": row["调出学校名称"],
        }
        found.append(row | gets)
        if row["调出学校标识码"]:
            gives = {
                "出得": "出",
                "代码": row["调出学校标识码"],
                "镇街": row["调出镇街"],
                "学校": row["调出学校名称"],
                "对方学校": row["学校名称"],
            }
            found.append(row | gives | {"费用万元": None})
    return sorted(found, key=lambda row: (row["镇街"] or "", row["代码"], row["学段"]))
