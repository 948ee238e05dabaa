-- The first and the last grade of each compulsory stage in a county: 五四制 primary has grades 1–5, junior 6–9
-- (datasets.md, "Years of schooling"). `years_before` is how long ago who is in the last grade entered.
with counties as (select * from {{ ref('int_counties') }}),

stages as (select stage, stage_order from {{ ref('stages') }} where is_judged),

final as (
    select
        counties.county_code,
        stages.stage,
        (case stages.stage_order when 1 then 1 else counties.primary_years + 1 end)::integer as first_grade,
        (
            case stages.stage_order
                when 1 then counties.primary_years else counties.primary_years + counties.junior_years
            end
        )::integer as last_grade,
        last_grade - first_grade as years_before
    from counties
    cross join stages
)

select * from final
