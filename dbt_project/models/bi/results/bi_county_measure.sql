{{ config(alias='县级办学数据') }}

with facts as (select * from {{ ref('fct_county_measure') }}),

counties as (select * from {{ ref('dim_county') }}),

measures as (select * from {{ ref('dim_measure') }}),

datasets as (select * from {{ ref('dim_dataset') }}),

final as (
    select
        facts.county_code as 县代码,
        counties.county_name as 县名称,
        facts.school_year as 学年,
        {{ school_year_name('facts.school_year') }} as 学年名称,
        facts.stage as 学段,
        facts.dimension as 明细,
        facts.measure_code as 数据项代码,
        measures.measure_name as 数据项,
        facts.value as 数值,
        facts.unit as 单位,
        facts.source_dataset as 来源数据集代码,
        datasets.dataset_name as 来源数据集,
        facts.file_id as 文件号
    from facts
    left join counties on facts.county_code = counties.county_code
    left join measures on facts.measure_code = measures.measure_code
    left join datasets on facts.source_dataset = datasets.dataset
)

select * from final
