-- What the evidence says of every subject: the newest material decides; of several of the same day the least
-- favourable, 1 for 达标, 0 for 不达标, null for 待核.
with newest as ({{ evidence_materials() }}),

final as (
    select
        county_code,
        school_year,
        indicator_code,
        grain,
        subject_code,
        nullif(max(material_date), date 'infinity') as material_date,
        count(*) as materials,
        case when min(value) = 0 then 0 when count(*) = count(value) then min(value) end as value,
        string_agg(distinct coalesce(rating, conclusion), '、' order by coalesce(rating, conclusion)) as said,
        min(file_id) as file_id
    from newest
    group by county_code, school_year, indicator_code, grain, subject_code
)

select * from final
