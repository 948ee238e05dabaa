-- The figures by which a county is compared with others, as it has them by itself: how far it is recognised, its
-- coefficients, the share of its school stages that meet each indicator of compliance or pass as a whole, and how many
-- there are. A share is over those that can be told; how many cannot stands beside it.
with units as (select * from {{ ref('fct_school_compliance') }}),

stages as (
    select
        county_code, school_year, ruleset_code, stage,
        sum(pupils) as pupils,
        count(*) as units,
        count_if(passes) as units_passing,
        count_if(passes is null) as units_no_data,
        100.0 * count_if(passes) / nullif(count(passes), 0) as compliance
    from units
    group by all
),

judged as (
    select facts.county_code, facts.school_year, facts.ruleset_code, facts.stage, facts.indicator_code, facts.status
    from {{ ref('fct_school_indicator') }} as facts
    inner join {{ ref('indicators') }} as indicators using (indicator_code)
    where indicators.in_compliance and facts.status in ('met', 'near', 'unmet')
),

figures as (
    select
        county_code, school_year, ruleset_code, null::text as stage, 'passes/' || area as figure, passes::int as value
    from {{ ref('fct_recognition') }}
    union all by name
    select county_code, school_year, ruleset_code, stage, 'cv/' || indicator_code as figure, cv as value
    from {{ ref('fct_county_balance') }}
    union all by name
    select
        county_code, school_year, ruleset_code, stage, 'met/' || indicator_code as figure,
        100.0 * count_if(status = 'met') / count(*) as value
    from judged
    group by all
    union all by name
    select county_code, school_year, ruleset_code, stage, figure, value
    from (
        unpivot (
            select
                county_code, school_year, ruleset_code, stage,
                compliance,
                units::double as units,
                units_passing::double as units_passing,
                units_no_data::double as units_no_data,
                pupils::double as pupils
            from stages
        )
        on compliance, units, units_passing, units_no_data, pupils into name figure value value
    )
),

final as (
    select
        figures.county_code::text as county_code,
        figures.school_year::integer as school_year,
        figures.ruleset_code::text as ruleset_code,
        figures.stage::text as stage,
        figures.figure::text as figure,
        round(figures.value, 9)::double as value,
        stages.pupils::bigint as pupils
    from figures
    left join stages
        on
            figures.county_code = stages.county_code
            and figures.school_year = stages.school_year
            and figures.ruleset_code = stages.ruleset_code
            and figures.stage = stages.stage
)

select * from final
