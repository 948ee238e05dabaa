-- How far a county has come, by area (standard.md §8): an area passes when all its items are met, fails when any is
-- unmet, else it is open (null). The area 综合 is the whole.
with items as (select * from {{ ref('fct_recognition_item') }} where is_counted),

whole as (select word from {{ ref('code_words') }} where word_kind = 'area' and code = 'whole'),

areas as (
    select county_code, school_year, ruleset_code, area, status from items
    union all
    select items.county_code, items.school_year, items.ruleset_code, whole.word as area, items.status
    from items
    cross join whole
),

final as (
    select
        county_code,
        school_year,
        ruleset_code,
        area,
        count_if(status in ('met', 'unmet', 'no_data'))::integer as items_total,
        count_if(status = 'met')::integer as items_met,
        count_if(status = 'unmet')::integer as items_unmet,
        count_if(status = 'no_data')::integer as items_no_data,
        case
            when count_if(status = 'unmet') > 0 then false
            when count_if(status = 'no_data') > 0 then null
            when count_if(status = 'met') > 0 then true
        end as passes,
        {{ passed('passes') }} as verdict
    from areas
    group by all
)

select * from final
