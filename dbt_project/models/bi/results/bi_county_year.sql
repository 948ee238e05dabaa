{{ config(alias='县情') }}

with facts as (select * from {{ ref('fct_county_year') }}),

counties as (select * from {{ ref('dim_county') }}),

towns as (select * from {{ ref('dim_town') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.fact as 项目代码,
        facts.fact_name as 项目名称,
        facts.stage as 学段,
        facts.grade as 年级,
        facts.town_code as 镇街代码,
        coalesce(towns.town_name, facts.town_code) as 镇街名称,
        facts.urban_rural as 城乡类别,
        facts.value as 数值,
        facts.unit as 单位,
        facts.schools_missing as 缺数据学校数
    from facts
    left join counties on facts.county_code = counties.county_code
    left join towns on facts.county_code = towns.county_code and facts.town_code = towns.town_code
)

select * from final
