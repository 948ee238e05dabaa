-- Places without a seed row: a county whose years of schooling are therefore the default, a town known by code alone.
with counties as (
    select distinct years.county_code
    from {{ ref('int_county_years') }} as years
    anti join {{ ref('counties') }} as counties using (county_code)
),

towns as (
    select county_code, town_name, list(distinct file_id) as file_ids, count(*) as school_years
    from {{ ref('int_schools') }}
    where town_code is null and town_name is not null
    group by county_code, town_name
),

final as (
    select
        county_code,
        'school_register' as dataset,
        'county_without_row' as rule,
        'warn' as severity,
        '县 ' || county_code || ' 没有登记学制，按六三制计算' as found,
        '登记了学制的县' as expected,
        '如不是六三制，请在种子表 counties 中为该县加一行。' as remedy
    from counties
    union all by name
    select
        county_code,
        list_min(file_ids) as file_id,
        file_ids,
        'school_register' as dataset,
        '镇街代码' as column_name,
        'unknown_town' as rule,
        'warn' as severity,
        '镇街“' || town_name || '”既不是 9 位代码，也不在镇街表中，涉及 ' || school_years || ' 行' as found,
        '9 位镇街代码，或镇街表中的名称' as expected,
        '请填 9 位镇街代码，或在种子表 towns 中为该镇街加一行。' as remedy
    from towns
)

select * from final
