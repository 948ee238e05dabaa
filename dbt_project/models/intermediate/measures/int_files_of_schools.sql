-- With which files each dataset speaks of a school: a row for each stage where the dataset tells one, and one (stage
-- null) for the whole school. A roster that comes grade by grade, or class by class, speaks with several. What is found
-- of a figure that is counted from them concerns all of them (datasets.md, "When in doubt" 10).
with told as (
    {% for dataset in datasets_by_school() %}
    select
        '{{ dataset }}' as dataset,
        county_code,
        school_year,
        school_code,
        {{ 'stage' if 'stage' in parts_of_rows()[dataset] else 'null::text' }} as stage,
        file_id
    from ({{ with_rows_set_aside(dataset) }})
    group by all
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

by_stage as (
    select dataset, county_code, school_year, school_code, stage, file_id from told
    union
    select dataset, county_code, school_year, school_code, null::text as stage, file_id from told
),

final as (
    select dataset, county_code, school_year, school_code, stage, list_sort(list(distinct file_id)) as file_ids
    from by_stage
    where school_code is not null
    group by dataset, county_code, school_year, school_code, stage
)

select * from final
