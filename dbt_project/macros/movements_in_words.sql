{#
  What moved, in words, for a view: one figure with its verdict is several columns that moved, and they are told in one
  sentence. CTEs up to `final`; `changes` must stand before them, rows as of figure_history.
#}
{% macro movements_in_words() -%}
counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

indicators as (select * from {{ ref('dim_indicator') }}),

verdicts as (
    select code, word, sort_order, code in ('no_data', 'unknown') as is_unknown
    from {{ ref('dim_code_word') }}
    where word_kind in ('verdict', 'pass')
),

movements as ({{ words('movement') }}),

places as (select word from ({{ words('place') }}) where code = 'county'),

moved as (
    select
        version, previous_version, table_name, key, county_code, school_year, ruleset_code, area, school_code, stage,
        indicator_code, dimension,
        bool_or(column_name = 'cv') as is_cv,
        any_value(try_cast(before as double)) filter (where column_name in ('value', 'cv')) as value_before,
        any_value(try_cast(after as double)) filter (where column_name in ('value', 'cv')) as value_after,
        bool_or(column_name in ('value', 'cv')) as value_moved,
        any_value(coalesce(before, 'unknown')) filter (where column_name in ('status', 'passes')) as verdict_before,
        any_value(coalesce(after, 'unknown')) filter (where column_name in ('status', 'passes')) as verdict_after,
        any_value(because_files) as paths,
        bool_or(column_name in ('status', 'passes')) as verdict_moved
    from changes
    group by all
    having value_moved or verdict_moved
),

worded as (
    select
        moved.*,
        counties.county_name,
        rulesets.name as ruleset_name,
        schools.school_name,
        schools.town_code,
        indicators.indicator_name,
        case when not moved.is_cv then indicators.unit end as unit,
        case when moved.is_cv then 3 else indicators.decimals end as digits,
        {{ printed('moved.value_before', 'digits') }} as printed_before,
        {{ printed('moved.value_after', 'digits') }} as printed_after,
        verdicts_before.word as word_before,
        verdicts_after.word as word_after,
        case
            when moved.verdict_after = moved.verdict_before then 'same'
            when verdicts_after.is_unknown then 'lost'
            when verdicts_before.is_unknown then 'known'
            when verdicts_after.sort_order < verdicts_before.sort_order then 'better'
            when verdicts_after.sort_order > verdicts_before.sort_order then 'worse'
            else 'same'
        end as movement
    from moved
    left join counties on moved.county_code = counties.county_code
    left join rulesets on moved.ruleset_code = rulesets.ruleset_code
    left join schools
        on
            moved.county_code = schools.county_code
            and moved.school_year = schools.school_year
            and moved.school_code = schools.school_code
    left join indicators on moved.indicator_code = indicators.indicator_code
    left join verdicts as verdicts_before on moved.verdict_before = verdicts_before.code
    left join verdicts as verdicts_after on moved.verdict_after = verdicts_after.code
),

final as (
    select
        worded.version as 版本,
        worded.previous_version as 上一版本,
        worded.table_name as 表名,
        worded.key as 主键,
        worded.county_code as 县代码,
        worded.county_name as 县名称,
        worded.school_year as 学年,
        worded.ruleset_code as 标准代码,
        worded.ruleset_name as 标准名称,
        worded.area as 评价方面,
        worded.school_code as 学校代码,
        worded.school_name as 学校名称,
        worded.town_code as 镇街代码,
        worded.stage as 学段,
        worded.indicator_code as 指标代码,
        worded.indicator_name as 指标名称,
        worded.dimension as 明细,
        worded.printed_before as 变动前,
        worded.printed_after as 变动后,
        worded.unit as 单位,
        worded.word_before as 判定变动前,
        worded.word_after as 判定变动后,
        worded.movement as 方向代码,
        movements.word as 方向,
        worded.paths as 文件,
        concat(
            coalesce(worded.school_name, worded.school_code, places.word),
            '（' || worded.stage || '）',
            ' ' || worded.area,
            ' ' || worded.indicator_code || ' ' || worded.indicator_name,
            '（' || worded.dimension || '）',
            case when worded.is_cv then ' 差异系数' end,
            case
                when worded.value_moved
                    then ' ' || coalesce(worded.printed_before, '—') || '→' || coalesce(worded.printed_after, '—')
            end,
            case when worded.value_moved and worded.printed_after is not null then ' ' || worded.unit end,
            case
                when worded.verdict_moved
                    then '，' || coalesce(worded.word_before, '—') || '→' || coalesce(worded.word_after, '—')
            end,
            '，因为《' || worded.paths || '》'
        ) as 说明,
        {{ data_as_of('worded.county_code') }} as 数据截至
    from worded
    left join movements on worded.movement = movements.code
    cross join places
)
{%- endmacro %}
