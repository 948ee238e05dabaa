-- Which school lacks what, and which department answers for it.
with facts as (
    select * from {{ ref('fct_school_indicator') }} where status in ('near', 'unmet')
),

final as (
    select
        facts.county_code,
        facts.school_year,
        facts.ruleset_code,
        bridge.department_code,
        schools.town_code,
        facts.school_code,
        facts.stage,
        facts.indicator_code,
        facts.value,
        facts.threshold,
        facts.shortfall,
        facts.shortfall_unit,
        facts.status
    from facts
    inner join {{ ref('indicator_departments') }} as bridge on facts.indicator_code = bridge.indicator_code
    left join {{ ref('int_schools') }} as schools using (county_code, school_year, school_code)
)

select * from final
