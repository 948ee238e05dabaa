-- What the evidence says of every subject: the newest material decides; of several of the same day the least
-- favourable, 1 for 达标, 0 for 不达标, null for 待核. A material without a date may be the newest or not: it must say
-- what the newest of the others says, else nothing is known.
with materials as ({{ evidence_materials() }}),

counted as (
    select
        county_code,
        school_year,
        indicator_code,
        grain,
        subject_code,
        count(*) as materials,
        count(*) filter (where material_date is null) as undated,
        max(material_date) as material_date,
        case
            when min(value) filter (where material_date is not null) = 0 then 0
            when count(material_date) = count(value) filter (where material_date is not null)
                then min(value) filter (where material_date is not null)
        end as newest_value,
        count(*) = count(value) and min(value) = max(value) as all_alike,
        min(value) as least_value,
        string_agg(distinct coalesce(rating, conclusion), '、' order by coalesce(rating, conclusion)) as said,
        min(file_id) as file_id
    from materials
    group by county_code, school_year, indicator_code, grain, subject_code
),

final as (
    select
        county_code,
        school_year,
        indicator_code,
        grain,
        subject_code,
        case when undated = 0 then material_date end as material_date,
        materials,
        case when undated = 0 then newest_value when all_alike then least_value end as value,
        said,
        file_id
    from counted
)

select * from final
