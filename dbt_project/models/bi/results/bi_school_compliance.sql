{{ config(alias='学校达标情况') }}

with compliance as (select * from {{ ref('fct_school_compliance') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

rulesets as (select * from {{ ref('dim_ruleset') }}),

passes as ({{ words('pass') }}),

final as (
    select
        compliance.county_code as 县代码,
        counties.county_name as 县名称,
        compliance.school_year as 学年,
        {{ school_year_name('compliance.school_year') }} as 学年名称,
        compliance.ruleset_code as 标准代码,
        rulesets.name as 标准名称,
        compliance.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.town_code as 镇街代码,
        schools.town_name as 镇街名称,
        schools.urban_rural as 城乡类别,
        compliance.stage as 学段,
        compliance.pupils as 在校生数,
        compliance.indicators_met as 达标指标数,
        compliance.indicators_near as 接近达标指标数,
        compliance.indicators_unmet as 未达标指标数,
        compliance.indicators_no_data as 缺数据指标数,
        compliance.passes as 是否通过,
        passes.word as 结论
    from compliance
    left join counties on compliance.county_code = counties.county_code
    left join schools
        on
            compliance.county_code = schools.county_code
            and compliance.school_year = schools.school_year
            and compliance.school_code = schools.school_code
    left join rulesets on compliance.ruleset_code = rulesets.ruleset_code
    left join passes on {{ pass_code('compliance.passes') }} = passes.code
)

select * from final
