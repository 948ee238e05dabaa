{{ config(alias='评价标准') }}

with rulesets as (select * from {{ ref('dim_ruleset') }}),

points as ({{ words('point_counting') }}),

formulas as ({{ words('cohort_formula') }}),

catchments as ({{ words('catchment_population') }}),

migrants as ({{ words('migrant_population') }}),

final as (
    select
        rulesets.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        rulesets.name_en as 英文名称,
        rulesets.layers as 标准值来源层,
        coalesce(rulesets.counties, '全部') as 适用县代码,
        rulesets.compliance_min_met as 学校至少达标指标数,
        coalesce(points.word, rulesets.point_counting) as 教学点计法,
        coalesce(formulas.word, rulesets.cohort_formula) as 巩固率公式,
        coalesce(catchments.word, rulesets.catchment_population) as 就近入学统计范围,
        coalesce(migrants.word, rulesets.migrant_population) as 随迁子女就读统计范围
    from rulesets
    left join points on rulesets.point_counting = points.code
    left join formulas on rulesets.cohort_formula = formulas.code
    left join catchments on rulesets.catchment_population = catchments.code
    left join migrants on rulesets.migrant_population = migrants.code
)

select * from final
