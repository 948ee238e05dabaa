{{ config(alias='申报表') }}

with facts as (select * from {{ ref('fct_form_cell') }}),

counties as (select * from {{ ref('dim_county') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

columns as (select * from {{ ref('dim_form_column') }}),

verdicts as ({{ words('verdict') }}),

form_parts as ({{ words('form_part') }}),

parts as ({{ words('part') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        facts.form_table as 表,
        form_parts.word as 部分,
        facts.row_code as 行代码,
        facts.row_order as 行次序,
        facts.row_name as 行名称,
        facts.school_code as 学校代码,
        coalesce(facts.stage, parts.word) as 学段,
        facts.column_code as 列代码,
        columns.column_order as 列次序,
        concat_ws('：', columns.heading_group, columns.heading) as 列名称,
        facts.value as 数值,
        columns.unit as 单位,
        facts.printed_value as 显示值,
        facts.text as 文字,
        facts.status as 判定代码,
        verdicts.word as 判定,
        {{ data_as_of('facts.county_code') }} as 数据截至
    from facts
    left join counties on facts.county_code = counties.county_code
    left join rulesets on facts.ruleset_code = rulesets.ruleset_code
    left join columns on facts.form_table = columns.form_table and facts.column_code = columns.column_code
    left join verdicts on facts.status = verdicts.code
    left join form_parts on facts.part = form_parts.code
    left join parts on parts.code = 'all'
)

select * from final
