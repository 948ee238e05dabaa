{{ config(alias='文件清单') }}

with files as (select * from {{ ref('file_version') }}),

counties as (select * from {{ ref('dim_county') }}),

datasets as (select * from {{ ref('dim_dataset') }}),

states as ({{ words('file_state') }}),

final as (
    select
        files.county_code as 县代码,
        counties.county_name as 县名称,
        files.school_year as 学年,
        {{ school_year_name('files.school_year') }} as 学年名称,
        files.provider as 报送单位,
        files.path as 文件,
        files.sheet as 工作表,
        files.dataset as 数据集代码,
        datasets.dataset_name as 数据集名称,
        files.state as 状态代码,
        states.word as 状态,
        files.reason as 原因,
        files.rows_read as 读取行数,
        files.rows_accepted as 接受行数,
        files.rows_rejected as 搁置行数,
        files.rows_passed_over as 略过行数,
        {{ local_time('files.received_at') }} as 收到时间,
        files.file_id as 文件号,
        files.sha256 as 内容校验值
    from files
    left join counties on files.county_code = counties.county_code
    left join datasets on files.dataset = datasets.dataset
    left join states on files.state = states.code
)

select * from final
