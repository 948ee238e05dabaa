-- The first and the last grade of each stage in a county, grades counted through: 五四制 primary has grades 1–5, junior
-- 6–9 (datasets.md, "Years of schooling"). `years_before` is how long ago who is in the last grade entered.
with counties as (select * from {{ ref('int_counties') }}),

stages as (select * from {{ ref('stages') }}),

years as (
    select
        counties.county_code,
        stages.stage,
        stages.stage_order,
        stages.is_judged,
        stages.is_followed_to_graduation,
        case stages.stage_code
            when 'primary' then counties.primary_years
            when 'junior' then counties.junior_years
            else stages.years
        end as stage_years
    from counties
    cross join stages
),

final as (
    select
        county_code,
        stage,
        is_judged,
        is_followed_to_graduation,
        (sum(stage_years) over stages_until - stage_years + 1)::integer as first_grade,
        (sum(stage_years) over stages_until)::integer as last_grade,
        (stage_years - 1)::integer as years_before
    from years
    window stages_until as (partition by county_code order by stage_order)
)

select * from final
