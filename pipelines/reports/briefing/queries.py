"""What a briefing asks of a version: rows of marts and views.

What does not belong here: what it makes of them (facts).
"""

from __future__ import annotations

from typing import Final

from pipelines.reports.words import order_of
from pipelines.warehouse.words import ALL_AREAS

OF_SCOPE: Final = "县代码 = $county_code and 学年 = $school_year and 标准代码 = $ruleset_code"
SCOPED: Final = "county_code = $county_code and school_year = $school_year and ruleset_code = $ruleset_code"
PARTS: Final = """
select part_kind, title, body from marts.dim_briefing_part
where county_code = $county_code order by part_order
"""
LAST: Final = """
select date_add($today::date, to_months(-every_months))::date as since
from marts.dim_county_briefing where county_code = $county_code
"""
KNOWN_ON: Final = """
select max(data_as_of) as known_on from meta.county_build where county_code = $county_code
"""
AREAS: Final = f"""
select area, items_total, items_met, items_unmet, items_no_data, verdict from marts.fct_recognition
where {SCOPED}
order by
    area = {ALL_AREAS},
    (select min(sort_order) from marts.dim_indicator as one where one.area = fct_recognition.area)
"""
UNITS: Final = f"""
select count(*) as units_total, count(*) filter (where passes) as units_passed
from marts.fct_school_compliance where {SCOPED}
"""
TASKS: Final = f"""
with figures as (
    select ruleset_code, indicator_code, status from marts.fct_county_indicator
    where {SCOPED} and dimension is null
    union all
    select ruleset_code, indicator_code, status from marts.fct_county_balance where {SCOPED}
),

lacking as (
    select
        statements.task, statements.statement_order, any_value(statements.statement) as statement,
        count(*) filter (where figures.status in ('unmet', 'near')) > 0 as is_unmet
    from marts.dim_plan_statement as statements
    inner join figures using (ruleset_code, indicator_code)
    where figures.status in ('unmet', 'near', 'no_data')
    group by statements.task, statements.statement_order
)

select
    tasks.task, tasks.task_name, tasks.due_on, tasks.due_on < $today::date as is_over,
    progress.* exclude (county_code, school_year, ruleset_code, task),
    (
        select string_agg(statement, '；' order by statement_order)
        from lacking where lacking.task = tasks.task and is_unmet
    ) as unmet,
    (
        select string_agg(statement, '；' order by statement_order)
        from lacking where lacking.task = tasks.task and not is_unmet
    ) as unknown
from marts.dim_plan_task as tasks
inner join marts.fct_plan_task as progress using (ruleset_code, task)
where {SCOPED}
order by tasks.task
"""
MOVED: Final = f"""
with words as (
    select word, min(sort_order) as sort_order, min(code) in ('no_data', 'unknown') as is_unknown
    from marts.dim_code_word where word_kind in ('verdict', 'pass') group by word
),

moved as (
    select
        表名 as table_name, 主键 as key,
        any_value(学校名称) as school_name, any_value(学校代码) as school_code, any_value(学段) as stage,
        any_value(评价方面) as area, any_value(指标代码) as indicator_code,
        any_value(指标名称) as indicator_name, any_value(明细) as dimension, any_value(单位) as unit,
        arg_min(变动前, 版本) as before, arg_max(变动后, 版本) as after,
        arg_min(判定变动前, 版本) as word_before, arg_max(判定变动后, 版本) as word_after,
        arg_max(文件, 版本) as files
    from bi.历次变动
    where {OF_SCOPE} and 版本 >= $since
    group by 表名, 主键
),

directed as (
    select
        moved.*,
        case
            when afterwards.is_unknown then 'lost'
            when first.is_unknown then 'known'
            when afterwards.sort_order < first.sort_order then 'better'
            else 'worse'
        end as movement
    from moved
    left join words as first on moved.word_before = first.word
    left join words as afterwards on moved.word_after = afterwards.word
    where moved.word_before != moved.word_after
)

select directed.*, ways.word as way
from directed
left join marts.dim_code_word as ways on ways.word_kind = 'movement' and ways.code = directed.movement
left join marts.dim_indicator as indicators using (indicator_code)
order by
    directed.school_code is not null, ways.sort_order, indicators.sort_order, {order_of("directed.stage")},
    directed.school_code, directed.dimension
"""
BEHIND: Final = f"""
with tasks as (
    select
        indicators.item_code,
        string_agg(distinct plan.task || ' ' || plan.task_name, '、') as tasks,
        min(plan.due_on) as due_on
    from marts.dim_plan_statement as statements
    inner join marts.dim_plan_task as plan using (ruleset_code, task)
    inner join marts.dim_indicator as indicators using (indicator_code)
    where statements.ruleset_code = $ruleset_code
    group by indicators.item_code
),

turned as (
    select
        indicators.item_code, history.表名 as table_name, history.学段 as stage,
        history.判定变动后 as word, max(history.版本) as version
    from bi.历次变动 as history
    inner join marts.dim_indicator as indicators on history.指标代码 = indicators.indicator_code
    where
        history.县代码 = $county_code and history.学年 = $school_year
        and history.标准代码 = $ruleset_code and history.学校代码 is null and history.明细 is null
        and history.判定变动前 is distinct from history.判定变动后
    group by all
),

since as (
    select items.item_rank, max(turned.version) as version
    from marts.fct_open_item as items
    inner join marts.dim_code_word as words
        on words.word_kind = 'verdict' and items.status = words.code
    inner join turned
        on
            items.item_code = turned.item_code and words.word = turned.word
            and case
                when items.stage is null then turned.table_name = 'fct_county_indicator'
                else turned.table_name = 'fct_county_balance' and turned.stage = items.stage
            end
    where {SCOPED}
    group by items.item_rank
)

select
    items.item_rank, items.item_name, items.stage, items.status, items.schools_unmet, items.schools_no_data,
    coalesce(items.departments, '') as departments, items.conclusion, since.version,
    items.item_code in (select item_code from marts.dim_indicator) as is_followed,
    format('{{:.3f}}', balance.显示差异系数) as printed_cv, balance.差异系数上限 as cv_limit,
    tasks.tasks, tasks.due_on, tasks.due_on < $today::date as is_over
from marts.fct_open_item as items
left join tasks using (item_code)
left join since using (item_rank)
left join bi.校际均衡 as balance
    on
        balance.县代码 = items.county_code and balance.学年 = items.school_year
        and balance.标准代码 = items.ruleset_code and balance.学段 = items.stage
        and balance.指标代码 = items.item_code and balance.差异系数上限 is not null
where {SCOPED}
order by items.item_rank
"""
COEFFICIENTS: Final = f"""
select
    指标代码 as indicator_code, 指标名称 as indicator_name, 学段 as stage, 差异系数 as cv,
    format('{{:.3f}}', 显示差异系数) as printed_cv, 差异系数上限 as cv_limit, 判定代码 as status
from bi.校际均衡
inner join marts.dim_indicator as indicators on 指标代码 = indicators.indicator_code
where {OF_SCOPE} and 判定代码 != 'reported' and 差异系数上限 is not null
order by {order_of("学段")}, indicators.sort_order
"""
OWED: Final = """
with refused as (
    select provider as who, '《' || path || '》' as what, reason as found, received_at as since
    from quality.file_version
    where county_code = $county_code and school_year = $school_year and state = 'refused'
),

missing as (
    select null as who, datasets.dataset_name as what, findings.message as found, null::timestamp as since
    from quality.finding as findings
    left join marts.dim_dataset as datasets using (dataset)
    where
        findings.county_code = $county_code and findings.school_year = $school_year
        and findings.rule = 'dataset_missing'
)

select * from missing
union all by name
select * from refused
order by since nulls first, what
"""
