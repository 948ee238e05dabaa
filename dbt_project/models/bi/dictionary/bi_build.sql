{{ config(alias='数据来源') }}

with files as (select * from {{ ref('build') }}),

counties as (select * from {{ ref('dim_county') }}),

datasets as (select * from {{ ref('dim_dataset') }}),

final as (
    select
        files.run_id as 运行编号,
        {{ local_time('try_cast(files.built_at as timestamp)') }} as 计算时间,
        files.code_version as 程序版本,
        {{ local_time('try_cast(files.as_known_on as timestamp)') }} as 数据截止时间,
        files.county_code as 县代码,
        counties.county_name as 县名称,
        files.school_year as 学年,
        {{ school_year_name('files.school_year') }} as 学年名称,
        files.dataset as 数据集代码,
        datasets.dataset_name as 数据集名称,
        files.file_id as 文件号,
        files.path as 文件,
        {{ local_time('files.received_at') }} as 收到时间,
        files.sha256 as 内容校验值
    from files
    left join counties on files.county_code = counties.county_code
    left join datasets on files.dataset = datasets.dataset
)

select * from final
