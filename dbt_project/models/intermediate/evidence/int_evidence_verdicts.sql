-- What the evidence says of every subject: the newest material decides; of several of the same day the least
-- favourable. 1 is 达标, 0 is 不达标, null is 待核. A code that is judged by its rating is judged by it alone where one is
-- given. A material set aside may be the newest and say anything: nothing is known of its code and subject, unless
-- what is readable of it says when and what.
with rows_in_force as ({{ with_rows_set_aside('evidence_register') }}),

materials as (
    select
        evidence.county_code,
        evidence.school_year,
        evidence.indicator_code,
        evidence.subject_type,
        case evidence.subject_type
            when '镇街' then {{ town_code('evidence.subject_code') }}
            else evidence.subject_code
        end as subject_code,
        evidence.material_name,
        coalesce(evidence.material_date, date 'infinity') as material_date,
        evidence.conclusion,
        evidence.rating,
        evidence.file_id,
        case
            when indicators.judged_by_rating and evidence.rating is not null then ratings.value
            else conclusions.value
        end as value
    from rows_in_force as evidence
    inner join {{ ref('indicators') }} as indicators on evidence.indicator_code = indicators.indicator_code
    left join {{ ref('evidence_words') }} as ratings
        on ratings.word_kind = 'rating' and evidence.rating = ratings.word
    left join {{ ref('evidence_words') }} as conclusions
        on conclusions.word_kind = 'conclusion' and evidence.conclusion = conclusions.word
    left join {{ ref('towns') }} as towns
        on evidence.county_code = towns.county_code and evidence.subject_code = towns.town_name
),

newest as (
    select
        *,
        max(material_date) over (
            partition by county_code, school_year, indicator_code, subject_type, subject_code
        ) as newest_date
    from materials
    qualify material_date = newest_date
),

final as (
    select
        county_code,
        school_year,
        indicator_code,
        subject_type,
        subject_code,
        nullif(max(material_date), date 'infinity') as material_date,
        count(*) as materials,
        case when min(value) = 0 then 0 when count(*) = count(value) then min(value) end as value,
        string_agg(distinct coalesce(rating, conclusion), '、' order by coalesce(rating, conclusion)) as said,
        min(file_id) as file_id
    from newest
    group by county_code, school_year, indicator_code, subject_type, subject_code
)

select * from final
