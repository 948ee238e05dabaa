-- Incidents of every kind per county-year: those confirmed, and those still under inquiry, one column name per kind.
-- Once anything is in force, headings only too, a kind without a row is a zero (datasets.md, special_rooms). An
-- incident whose conclusion is not told, or that was set aside, may be a case of its kind, of any kind where that is
-- open: the count is unknown then, unless another case is confirmed already. So it is while a refused file may hold
-- cases.
with incidents as ({{ incidents() }}),

county_years_in_raw as (
    select * from {{ ref('stg_ledger__speaking_county_years') }} where dataset = 'incident_register'
),

speaking as (
    select county_code, school_year, file_id
    from county_years_in_raw
    where speaks
    union all
    select county_code, school_year, file_id from incidents
),

county_years as (
    select
        speaking.county_code,
        speaking.school_year,
        min(speaking.file_id) as file_id,
        coalesce(bool_or(county_years_in_raw.is_doubtful), false) as is_doubtful
    from speaking
    left join county_years_in_raw using (county_code, school_year)
    group by speaking.county_code, speaking.school_year
),

kinds as (select indicator_code from {{ ref('indicators') }} where kind = 'event'),

counted as (
    select
        county_years.county_code,
        county_years.school_year,
        kinds.indicator_code,
        coalesce(min(incidents.file_id), any_value(county_years.file_id)) as file_id,
        count(*) filter (where incidents.is_confirmed) as confirmed,
        count(*) filter (where incidents.is_pending or incidents.is_open) as pending,
        count(*) filter (where incidents.is_open or county_years.is_doubtful) as open
    from county_years
    cross join kinds
    left join incidents
        on
            county_years.county_code = incidents.county_code
            and county_years.school_year = incidents.school_year
            and coalesce(incidents.incident_code, kinds.indicator_code) = kinds.indicator_code
    group by county_years.county_code, county_years.school_year, kinds.indicator_code
),

final as (
    select
        county_code, school_year, null::text as school_code, null::text as stage, file_id,
        indicator_code as column_name, confirmed::double as value
    from counted
    where open = 0 or confirmed > 0
    union all
    select
        county_code, school_year, null::text as school_code, null::text as stage, file_id,
        indicator_code || '_pending' as column_name, pending::double as value
    from counted
)

select * from final
