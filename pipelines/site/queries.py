"""What the pages of a county read, each published table once a county.

A query has the name under which pages find its rows. `$county_code` and `$school_year` are the county's and
the newest school year it is judged for. What does not belong here: how a page shows a row (pages).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipelines.warehouse.words import WHOLE

COUNTY: Final = """
select
    county_code, coalesce(counties.county_name, county_code) as county_name,
    max(school_year) as school_year
from marts.fct_recognition as judged
left join marts.dim_county as counties using (county_code)
where $county_code is null or county_code = $county_code
group by all
order by county_code
"""
OF_YEAR: Final = "county_code = $county_code and school_year = $school_year"
QUERIES: Final[Mapping[str, str]] = {
    "words": "select word_kind, code, word from marts.dim_code_word order by word_kind, sort_order",
    "rulesets": """
        select ruleset_code, rulesets.* exclude (ruleset_code)
        from marts.dim_ruleset as rulesets
        where ruleset_code in (
            select ruleset_code from marts.fct_recognition
            where county_code = $county_code and school_year = $school_year
        )
        order by counties is null, ruleset_code
    """,
    "known_on": """
        select
            max(received_at) as known_on,
            (select max(built_at) from meta.build where county_code = $county_code) as built_on
        from quality.file_version where county_code = $county_code and state = 'in_force'
    """,
    "recognition": f"select * from marts.fct_recognition where {OF_YEAR} order by ruleset_code",
    "recognition_items": f"""
        select * from marts.fct_recognition_item where {OF_YEAR}
        order by ruleset_code, item_order, stage desc
    """,
    "open_items": f"select * from marts.fct_open_item where {OF_YEAR} order by ruleset_code, item_rank",
    "movements": """
        select
            表名 as table_name, 上一版本 as previous_version, 学年 as school_year, 标准代码 as ruleset_code,
            评价方面 as area, 学校代码 as school_code, 学校名称 as school_name, 学段 as stage,
            指标代码 as indicator_code, 指标名称 as indicator_name, 明细 as dimension, 变动前 as before,
            变动后 as after, 单位 as unit, 判定变动前 as word_before, 判定变动后 as word_after,
            方向代码 as movement, 方向 as way, 文件 as files, 说明 as told
        from bi.变动说明
        where 县代码 = $county_code
        order by 学年 desc, 表名 = 'fct_school_indicator', 指标代码, 学校代码, 学段
    """,
    "indicators": """
        select indicators.*, kinds.word as kind_word, measures.unit as numerator_unit
        from marts.dim_indicator as indicators
        left join marts.dim_measure as measures on measures.measure_code = indicators.numerator_measure
        left join marts.dim_code_word as kinds
            on kinds.word_kind = 'indicator_kind' and kinds.code = indicators.kind
        order by sort_order
    """,
    "thresholds": """
        select * from marts.dim_threshold
        order by ruleset_code, indicator_code, stage desc, school_type_code nulls first
    """,
    "departments": "select * from marts.dim_county_department where county_code = $county_code",
    "answering": """
        select indicator_code, department_code, department_name
        from marts.bridge_county_indicator_department
        inner join marts.dim_county_department using (county_code, department_code)
        where county_code = $county_code
        order by indicator_code, department_code
    """,
    "datasets": "select dataset, dataset_name from marts.dim_dataset",
    "towns": "select * from marts.dim_town where county_code = $county_code order by town_code",
    "schools": f"select * from marts.dim_school where {OF_YEAR} order by town_code, school_code",
    "compliance": f"""
        select * from marts.fct_school_compliance where {OF_YEAR}
        order by ruleset_code, stage desc, school_code
    """,
    "school_indicators": f"""
        select * exclude (county_code, flips_on_rounding) from marts.fct_school_indicator where {OF_YEAR}
    """,
    "school_years": """
        select
            ruleset_code, school_code, stage, indicator_code, school_year, numerator, denominator, value,
            printed_value, threshold, comparison, status
        from marts.fct_school_indicator
        where county_code = $county_code and value is not null order by school_year
    """,
    "county_indicators": """
        select * exclude (county_code) from marts.fct_county_indicator
        where county_code = $county_code order by school_year, stage desc, dimension
    """,
    "balance": """
        select facts.* exclude (county_code), cells.printed_cv, cells.printed_mean
        from marts.fct_county_balance as facts
        left join (
            select
                county_code, school_year, ruleset_code, stage, indicator_code,
                any_value(printed_value) filter (where row_code like '%/cv') as printed_cv,
                any_value(printed_value) filter (where row_code like '%/mean') as printed_mean
            from marts.fct_form_cell as cells
            inner join marts.dim_form_column as columns using (form_table, column_code)
            where form_table = '表Ⅲ' and indicator_code is not null
            group by all
        ) as cells using (county_code, school_year, ruleset_code, stage, indicator_code)
        where county_code = $county_code
        order by school_year, ruleset_code, indicator_code, stage desc
    """,
    "drivers": f"""
        select * from marts.fct_balance_driver where {OF_YEAR}
        order by ruleset_code, indicator_code, stage, variance_share desc
    """,
    "shortfalls": f"""
        select * from marts.fct_shortfall where {OF_YEAR}
        order by ruleset_code, indicator_code, stage desc, town_code, school_code, dimension
    """,
    "shortfall_totals": f"select * from marts.fct_shortfall_total where {OF_YEAR}",
    "measures": f"""
        select facts.* exclude (county_code, school_year), measure_name
        from marts.fct_school_measure as facts inner join marts.dim_measure using (measure_code)
        where {OF_YEAR}
    """,
    "county_measures": f"""
        select facts.* exclude (county_code, school_year), measure_name
        from marts.fct_county_measure as facts inner join marts.dim_measure using (measure_code)
        where {OF_YEAR} and dimension is null
    """,
    "indicator_measures": "select * from marts.bridge_indicator_measure",
    "sources": f"""
        select * exclude (county_code, school_year) from quality.measure_source
        where {OF_YEAR} order by school_code, measure_code, stage desc, file_id, sheet
    """,
    "classes": f"""
        select * from marts.fct_class where {OF_YEAR} and over_by > 0
        order by school_code, stage desc, grade, class
    """,
    "files": """
        select * from quality.file_version where county_code = $county_code
        order by school_year desc, path, received_at desc
    """,
    "sheets": """
        select sheets.*, dataset_name from quality.sheet_version as sheets
        left join marts.dim_dataset using (dataset)
        where file_id in (select file_id from quality.file_version where county_code = $county_code)
        order by file_id, sheet
    """,
    "findings": """
        select * exclude (county_code) from quality.finding where county_code = $county_code
        order by school_year desc, path, sheet, row
    """,
    "providers": """
        select * exclude (county_code) from quality.provider_score where county_code = $county_code
        order by school_year desc, month desc, provider
    """,
    "exams": f"""
        select * exclude (county_code, school_year) from marts.fct_exam_result where {OF_YEAR}
        order by exam, stage desc, grade, subject, school_code nulls first
    """,
    "satisfaction": f"""
        select * exclude (county_code, school_year) from marts.fct_satisfaction where {OF_YEAR}
        order by method, respondent_type nulls first, town_code nulls first
    """,
    "closing_plans": f"""
        select * exclude (county_code, school_year) from marts.fct_closing_plan_summary
        where {OF_YEAR} order by plan desc, year
    """,
    "closing_totals": """
        select
            标准代码 as ruleset_code, 方案 as plan, 财政年度 as year, 行动 as action, 行动名称 as action_name,
            学校数 as schools, 数量合计 as quantity, 单位 as unit, 费用合计万元 as cost
        from bi.达标方案合计
        where 县代码 = $county_code and 学年 = $school_year
        order by 方案, 财政年度, 次序 desc, 行动名称
    """,
    "closing_moves": f"""
        select
            ruleset_code, plan, year, step, actions.action_name, from_school_code, school_code, stage,
            max(quantity) as quantity, unit, any_value(steps.is_by_roster) as is_by_roster,
            string_agg(indicator_code, '、' order by indicator_code) as indicators
        from marts.fct_closing_plan as steps
        inner join marts.dim_closing_action as actions using (action_code)
        where {OF_YEAR} and from_school_code is not null
        group by all
        order by plan desc, year, step
    """,
    "closing_progress": f"""
        select progress.* exclude (county_code, school_year), actions.action_name
        from marts.fct_closing_progress as progress
        left join marts.dim_closing_action as actions using (action_code)
        where {OF_YEAR} order by plan desc, point
    """,
    "closing_left_out": f"""
        select * exclude (county_code, school_year) from marts.fct_closing_left_out
        where {OF_YEAR} order by plan desc, year, pupils desc, school_code, stage, indicator_code
    """,
    "tasks": """
        select * from marts.dim_plan_task
        order by ruleset_code, task
    """,
    "statements": "select * from marts.dim_plan_statement order by ruleset_code, task, statement_order",
    "task_progress": f"select * from marts.fct_plan_task where {OF_YEAR}",
    "flips": f"""
        select * from marts.fct_verdict_flip where {OF_YEAR} and cause != 'ruleset'
        order by ruleset_code, indicator_code, school_code
    """,
    "pupils": f"""
        select school_year, stage, value from marts.fct_county_year
        where
            county_code = $county_code and fact = 'pupils' and value is not null
            and grade = {WHOLE} and town_code = {WHOLE} and urban_rural = {WHOLE}
        order by school_year
    """,
    "forecasts": f"""
        select base_year, school_year, town_code, stage, scenario, value, low, high from marts.fct_forecast
        where county_code = $county_code and school_code = {WHOLE} and grade = {WHOLE} order by school_year
    """,
    "forecast_accuracy": """
        select * exclude (county_code) from marts.fct_forecast_accuracy
        where county_code = $county_code order by stage desc, horizon
    """,
    "forecast_needs": """
        select * exclude (county_code) from marts.fct_forecast_need
        where county_code = $county_code order by school_year, town_code
    """,
    "forecast_turns": """
        select * exclude (county_code) from marts.fct_forecast_turn
        where county_code = $county_code order by school_year, indicator_code, school_code, stage desc
    """,
}
READS: Final = frozenset(re.findall(r"\bmarts\.(\w+)", " ".join([COUNTY, *QUERIES.values()])))
"""The marts that pages are made of; a dbt project that builds fewer has no pages."""
