-- The rows of registers that each figure looks at, and how many of these it counts: materials, incidents, changes of
-- pupils.
with materials as (
    select
        'evidence_register' as dataset,
        materials.county_code,
        materials.school_year,
        case when materials.grain = 'school' then materials.subject_code end as school_code,
        {{ detail('town', 'towns.town_name') }} as dimension,
        materials.indicator_code as column_name,
        materials.file_id,
        materials.sheet,
        list(distinct materials.row_number order by materials.row_number) as row_numbers,
        count(distinct materials.row_number) as counted,
        count(distinct materials.row_number) as looked_at
    from ({{ evidence_materials() }}) as materials
    left join {{ ref('int_towns') }} as towns
        on
            materials.grain = 'town'
            and materials.county_code = towns.county_code
            and materials.subject_code = towns.town_code
    group by all
),

-- rows set aside have a column of every dataset, an indicator_code among them
cases as (
    select incidents.*, kinds.indicator_code as kind, unnest(['', '_pending']) as ending
    from ({{ incidents() }}) as incidents
    inner join {{ ref('indicators') }} as kinds
        on kinds.kind = 'event' and coalesce(incidents.incident_code, kinds.indicator_code) = kinds.indicator_code
),

incidents as (
    select
        'incident_register' as dataset,
        county_code,
        school_year,
        kind || ending as column_name,
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        count(distinct row_number) filter (
            where case when ending = '' then is_confirmed else is_pending or is_open end
        ) as counted,
        count(distinct row_number) as looked_at
    from cases
    group by all
),

cohorts as (
    select
        'student_changes' as dataset,
        county_code,
        school_year,
        school_code,
        stage,
        column_name,
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        count(distinct row_number) as counted,
        count(distinct row_number) as looked_at
    from ({{ rows_of_cohorts() }})
    group by all
)

select * from materials
union all by name
select * from incidents
union all by name
select * from cohorts
