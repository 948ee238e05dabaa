{{ config(alias='学校') }}
{% set read = {
    'schools': 'dim_school',
    'counties': 'dim_county',
    'centres': 'dim_school',
} %}

with {{ tables(read) }},

yes_no as ({{ words('yes_no') }}),

final as (
    select
        {{ in_chinese(read, {
            '是否寄宿制学校': 'boarding.word',
            '是否计校数': 'counted.word',
            '中心校名称': 'centres.school_name',
        }) }}
    from {{ with_dimensions('schools', read, by={'centres': {'school_code': 'parent_school_code'}}) }}
    left join yes_no as boarding on cast(schools.is_boarding as text) = boarding.code
    left join yes_no as counted on cast(schools.counts_as_school as text) = counted.code
)

select * from final
