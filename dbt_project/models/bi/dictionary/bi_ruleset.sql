{{ config(alias='评价标准') }}
{% set read = {'rulesets': 'dim_ruleset'} %}

with {{ tables(read) }},

points as ({{ words('point_counting') }}),

formulas as ({{ words('cohort_formula') }}),

catchments as ({{ words('catchment_population') }}),

migrants as ({{ words('migrant_population') }}),

parts as ({{ words('part') }}),

final as (
    select
        {{ in_chinese(read, {
            '适用县代码': "coalesce(rulesets.counties, everyone.word)",
            '教学点计法': 'coalesce(points.word, rulesets.point_counting)',
            '巩固率公式': 'coalesce(formulas.word, rulesets.cohort_formula)',
            '就近入学统计范围': 'coalesce(catchments.word, rulesets.catchment_population)',
            '随迁子女就读统计范围': 'coalesce(migrants.word, rulesets.migrant_population)',
        }) }}
    from rulesets
    left join points on rulesets.point_counting = points.code
    left join formulas on rulesets.cohort_formula = formulas.code
    left join catchments on rulesets.catchment_population = catchments.code
    left join parts as everyone on everyone.code = 'all'
    left join migrants on rulesets.migrant_population = migrants.code
)

select * from final
