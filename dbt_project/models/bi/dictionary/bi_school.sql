{{ config(alias='学校') }}

with schools as (select * from {{ ref('dim_school') }}),

counties as (select * from {{ ref('dim_county') }}),

yes_no as ({{ words('yes_no') }}),

final as (
    select
        schools.county_code as 县代码,
        counties.county_name as 县名称,
        schools.school_year as 学年,
        {{ school_year_name('schools.school_year') }} as 学年名称,
        schools.school_code as 学校代码,
        schools.school_name as 学校名称,
        schools.school_type_code as 办学类型码,
        schools.school_type as 办学类型,
        schools.provider_type_code as 举办者类型码,
        schools.ownership as 举办性质,
        schools.urban_rural_code as 城乡分类码,
        schools.urban_rural as 城乡类别,
        schools.town_code as 镇街代码,
        schools.town_name as 镇街名称,
        schools.founded_year as 建校年份,
        boarding.word as 是否寄宿制学校,
        counted.word as 是否计校数,
        schools.parent_school_code as 中心校代码,
        centres.school_name as 中心校名称,
        schools.file_id as 文件号
    from schools
    left join counties on schools.county_code = counties.county_code
    left join schools as centres
        on
            schools.county_code = centres.county_code
            and schools.school_year = centres.school_year
            and schools.parent_school_code = centres.school_code
    left join yes_no as boarding on cast(schools.is_boarding as text) = boarding.code
    left join yes_no as counted on cast(schools.counts_as_school as text) = counted.code
)

select * from final
