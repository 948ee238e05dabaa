-- What still keeps the county from being recognised, in the order in which to see to it: a confirmed veto fails
-- everything, data that is owed may be all that is missing, and of what is not met that comes first which few schools
-- keep from it.
with items as (
    select * from {{ ref('fct_recognition_item') }}
    where is_counted and status in ('unmet', 'near', 'no_data')
),

indicators as (select * from {{ ref('indicators') }}),

names as (select code from {{ ref('code_words') }} where word_kind = 'item'),

school_figures as (
    select
        facts.county_code, facts.school_year, facts.ruleset_code, indicators.item_code, null::text as stage,
        count(distinct facts.school_code) filter (where facts.status in ('unmet', 'near')) as schools_unmet,
        count(distinct facts.school_code) filter (where facts.status = 'no_data') as schools_no_data
    from {{ ref('fct_school_indicator') }} as facts
    inner join indicators using (indicator_code)
    where not indicators.in_compliance
    group by all
    union all by name
    select
        facts.county_code, facts.school_year, facts.ruleset_code, names.code as item_code, facts.stage,
        count_if(not facts.passes) as schools_unmet,
        count_if(facts.passes is null) as schools_no_data
    from {{ ref('fct_school_compliance') }} as facts
    cross join names
    group by all
),

parts as (
    select item_code, indicator_code from indicators
    union all
    select names.code, indicators.indicator_code from indicators cross join names where indicators.in_compliance
),

answering as (
    select
        bridge.county_code,
        parts.item_code,
        string_agg(distinct departments.department_name, '、' order by departments.department_name) as departments
    from parts
    inner join {{ ref('bridge_county_indicator_department') }} as bridge using (indicator_code)
    inner join {{ ref('dim_county_department') }} as departments using (county_code, department_code)
    group by bridge.county_code, parts.item_code
),

kinds as (
    select item_code, bool_or(kind = 'event') as is_veto from indicators group by item_code
),

ranked as (
    select
        items.county_code, items.school_year, items.ruleset_code, items.area, items.item_code, items.stage,
        items.item_name, items.status, items.conclusion, answering.departments,
        school_figures.schools_unmet, school_figures.schools_no_data,
        row_number() over (
            partition by items.county_code, items.school_year, items.ruleset_code
            order by
                case
                    when kinds.is_veto and items.status = 'unmet' then 1
                    when items.status = 'no_data' then 2
                    else 3
                end,
                coalesce(school_figures.schools_unmet, 1), items.item_order, items.area, items.item_code, items.stage
        ) as item_rank
    from items
    left join school_figures
        on
            items.county_code = school_figures.county_code
            and items.school_year = school_figures.school_year
            and items.ruleset_code = school_figures.ruleset_code
            and items.item_code = school_figures.item_code
            and items.stage is not distinct from school_figures.stage
    left join answering on items.county_code = answering.county_code and items.item_code = answering.item_code
    left join kinds on items.item_code = kinds.item_code
),

final as (
    select
        county_code::text as county_code,
        school_year::integer as school_year,
        ruleset_code::text as ruleset_code,
        item_rank::integer as item_rank,
        area::text as area,
        item_code::text as item_code,
        stage::text as stage,
        item_name::text as item_name,
        status::text as status,
        schools_unmet::integer as schools_unmet,
        schools_no_data::integer as schools_no_data,
        departments::text as departments,
        conclusion::text as conclusion
    from ranked
)

select * from final
