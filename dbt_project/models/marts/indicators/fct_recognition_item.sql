-- The items that recognition counts (standard.md §8): per stage "every school passes" and the coefficients for the
-- resources, and the items of the other areas, an item made of parts being met when every part is. A code without a
-- threshold is only reported: where all parts are such the item is none that counts (`is_counted`).
with indicators as (select * from {{ ref('indicators') }}),

balanced_stages as (
    select distinct county_code, school_year, ruleset_code, stage, status
    from {{ ref('fct_county_balance') }}
),

names as (select code, word from {{ ref('code_words') }} where word_kind = 'item'),

whole_units as (
    select
        min(indicators.sort_order) as item_order,
        any_value(indicators.area) as area,
        any_value(names.code) as item_code,
        any_value(names.word) as item_name
    from indicators
    cross join names
    where indicators.in_compliance
),

compliance as (
    select
        balance.county_code,
        balance.school_year,
        balance.ruleset_code,
        balance.stage,
        true as is_counted,
        case
            when bool_or(not schools.passes) then 'unmet'
            when bool_or(schools.school_code is not null and schools.passes is null) then 'no_data'
            when count(schools.school_code) > 0 then 'met'
            when bool_and(balance.status = 'not_applicable') then 'not_applicable'
            else 'no_data'
        end as status
    from balanced_stages as balance
    left join {{ ref('fct_school_compliance') }} as schools using (county_code, school_year, ruleset_code, stage)
    group by all
),

balance as (
    select
        facts.county_code,
        facts.school_year,
        facts.ruleset_code,
        indicators.area,
        indicators.item_code,
        facts.stage,
        indicators.sort_order as item_order,
        indicators.indicator_name as item_name,
        facts.status,
        facts.cv_limit is not null as is_counted
    from {{ ref('fct_county_balance') }} as facts
    inner join indicators on facts.indicator_code = indicators.indicator_code
),

parts as (
    select
        facts.county_code,
        facts.school_year,
        facts.ruleset_code,
        indicators.area,
        indicators.item_code,
        indicators.sort_order,
        indicators.indicator_name,
        facts.conclusion,
        facts.status,
        facts.threshold is not null as is_counted,
        bool_or(is_counted) over same_item as is_item_counted,
        row_number() over (
            partition by
                facts.county_code, facts.school_year, facts.ruleset_code, indicators.area, indicators.item_code,
                indicators.indicator_name
            order by indicators.sort_order
        ) as number_of_name,
        stages.stage_order
    from {{ ref('fct_county_indicator') }} as facts
    inner join indicators on facts.indicator_code = indicators.indicator_code
    left join {{ ref('stages') }} as stages on facts.stage = stages.stage
    where facts.dimension is null and indicators.population is distinct from 'resource_units'
    window same_item as (
        partition by facts.county_code, facts.school_year, facts.ruleset_code, indicators.area, indicators.item_code
    )
),

made_of_parts as (
    select
        county_code,
        school_year,
        ruleset_code,
        area,
        item_code,
        min(sort_order) as item_order,
        string_agg(indicator_name, '；' || chr(10) order by sort_order) filter (where number_of_name = 1) as item_name,
        string_agg(conclusion, '；' || chr(10) order by sort_order, stage_order) as conclusion,
        bool_or(is_counted) as is_counted,
        case
            when bool_or(status in ('unmet', 'near')) filter (where is_counted or not is_item_counted) then 'unmet'
            when bool_or(status = 'no_data') filter (where is_counted or not is_item_counted) then 'no_data'
            when bool_or(status = 'met') filter (where is_counted or not is_item_counted) then 'met'
            when bool_or(status = 'reported') filter (where is_counted or not is_item_counted) then 'reported'
            else 'not_applicable'
        end as status
    from parts
    group by county_code, school_year, ruleset_code, area, item_code
),

items as (
    select compliance.*, whole_units.* from compliance cross join whole_units
    union all by name
    select * from balance
    union all by name
    select * from made_of_parts
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        area::text as area,
        item_code::text as item_code,
        stage::text as stage,
        item_order::integer as item_order,
        item_name::text as item_name,
        conclusion::text as conclusion,
        status::text as status,
        is_counted::boolean as is_counted
    from items
)

select * from final
