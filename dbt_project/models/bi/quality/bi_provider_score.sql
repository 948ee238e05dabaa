{{ config(alias='报送质量') }}

with scores as (select * from {{ ref('provider_score') }}),

counties as (select * from {{ ref('dim_county') }}),

final as (
    select
        scores.county_code as 县代码,
        counties.county_name as 县名称,
        scores.school_year as 学年,
        {{ school_year_name('scores.school_year') }} as 学年名称,
        scores.provider as 报送单位,
        scores.month as 月份,
        scores.versions as 报送次数,
        scores.files as 文件数,
        scores.files_accepted_first_try as 一次通过文件数,
        scores.rows_read as 读取行数,
        scores.rows_set_aside as 搁置行数,
        scores.faults as 问题数,
        round(scores.faults_per_hundred_rows, 2) as 每百行问题数,
        scores.days_late as 迟交天数
    from scores
    left join counties on scores.county_code = counties.county_code
)

select * from final
