-- Incidents of every kind per county-year: those confirmed, and those still under inquiry, one column name per kind.
-- Once anything is in force, headings only too, a kind without a row is a zero (datasets.md, special_rooms).
with incidents as (select * from {{ ref('stg_incident_register') }}),

conclusions as (select * from {{ ref('incident_conclusions') }}),

speaking as (
    select county_code, school_year, file_id
    from {{ ref('stg_ledger__speaking_county_years') }}
    where dataset = 'incident_register'
    union all
    select county_code, school_year, file_id from incidents
),

county_years as (
    select county_code, school_year, min(file_id) as file_id
    from speaking
    group by county_code, school_year
),

kinds as (select indicator_code from {{ ref('indicators') }} where kind = 'event'),

counted as (
    select
        county_years.county_code,
        county_years.school_year,
        kinds.indicator_code,
        coalesce(min(incidents.file_id), any_value(county_years.file_id)) as file_id,
        count(*) filter (where conclusions.is_confirmed) as confirmed,
        count(*) filter (
            where conclusions.is_pending or (incidents.incident_id is not null and conclusions.conclusion is null)
        ) as pending
    from county_years
    cross join kinds
    left join incidents
        on
            county_years.county_code = incidents.county_code
            and county_years.school_year = incidents.school_year
            and kinds.indicator_code = incidents.incident_code
    left join conclusions on incidents.conclusion = conclusions.conclusion
    group by county_years.county_code, county_years.school_year, kinds.indicator_code
),

final as (
    select
        county_code, school_year, null::text as school_code, null::text as stage, file_id,
        indicator_code as column_name, confirmed::double as value
    from counted
    union all
    select
        county_code, school_year, null::text as school_code, null::text as stage, file_id,
        indicator_code || '_pending' as column_name, pending::double as value
    from counted
)

select * from final
