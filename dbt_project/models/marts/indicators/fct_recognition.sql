-- Recognition counts items (standard.md §8): per stage "every school passes" and the seven coefficients for the
-- resources, and the items of the other areas, an item made of parts being met when every part is. An area passes when
-- all its items are met, fails when any is unmet, else it is open (null). A code without a threshold is only reported
-- and is no item. The row 综合 is the whole.
with balanced_stages as (
    select distinct county_code, school_year, ruleset_code, stage, status
    from {{ ref('fct_county_balance') }}
),

compliance as (
    select
        balance.county_code,
        balance.school_year,
        balance.ruleset_code,
        balance.stage,
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
    select facts.county_code, facts.school_year, facts.ruleset_code, facts.status
    from {{ ref('fct_county_balance') }} as facts
    where facts.cv_limit is not null
),

parts as (
    select
        facts.county_code,
        facts.school_year,
        facts.ruleset_code,
        indicators.area,
        indicators.item_code,
        facts.status
    from {{ ref('fct_county_indicator') }} as facts
    inner join {{ ref('indicators') }} as indicators on facts.indicator_code = indicators.indicator_code
    where
        facts.dimension is null
        and indicators.population is distinct from 'resource_units'
        and facts.threshold is not null
),

items as (
    select county_code, school_year, ruleset_code, '资源配置' as area, status from compliance
    union all
    select county_code, school_year, ruleset_code, '资源配置' as area, status from balance
    union all
    select
        county_code,
        school_year,
        ruleset_code,
        area,
        case
            when bool_or(status in ('unmet', 'near')) then 'unmet'
            when bool_or(status = 'no_data') then 'no_data'
            when bool_or(status = 'met') then 'met'
            when bool_or(status = 'reported') then 'reported'
            else 'not_applicable'
        end as status
    from parts
    group by county_code, school_year, ruleset_code, area, item_code
),

areas as (
    select * from items
    union all by name
    select county_code, school_year, ruleset_code, '综合' as area, status from items
),

final as (
    select
        county_code,
        school_year,
        ruleset_code,
        area,
        count_if(status in ('met', 'unmet', 'no_data'))::integer as items_total,
        count_if(status = 'met')::integer as items_met,
        count_if(status = 'unmet')::integer as items_unmet,
        count_if(status = 'no_data')::integer as items_no_data,
        case
            when count_if(status = 'unmet') > 0 then false
            when count_if(status = 'no_data') > 0 then null
            when count_if(status = 'met') > 0 then true
        end as passes
    from areas
    group by all
)

select * from final
