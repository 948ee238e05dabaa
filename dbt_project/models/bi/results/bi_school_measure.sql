{{ config(alias='学校办学数据') }}

with facts as (select * from {{ ref('fct_school_measure') }}),

counties as (select * from {{ ref('dim_county') }}),

schools as (select * from {{ ref('dim_school') }}),

measures as (select * from {{ ref('dim_measure') }}),

datasets as (select * from {{ ref('dim_dataset') }}),

origins as ({{ words('figure_origin') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.town_code as 镇街代码,
        schools.town_name as 镇街名称,
        facts.stage as 学段,
        facts.measure_code as 数据项代码,
        measures.measure_name as 数据项,
        facts.value as 数值,
        facts.unit as 单位,
        origins.word as 取得方式,
        facts.source_dataset as 来源数据集代码,
        datasets.dataset_name as 来源数据集,
        facts.file_id as 文件号
    from facts
    left join counties on facts.county_code = counties.county_code
    left join schools
        on
            facts.county_code = schools.county_code
            and facts.school_year = schools.school_year
            and facts.school_code = schools.school_code
    left join measures on facts.measure_code = measures.measure_code
    left join datasets on facts.source_dataset = datasets.dataset
    left join origins on case when facts.is_derived then 'derived' else 'reported' end = origins.code
)

select * from final
