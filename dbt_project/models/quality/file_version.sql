-- Every file version and whether it speaks: it does if any of its sheets does. What its sheets say each of itself
-- stands in `sheet_version`; here dataset and sheet are told where the file has but one.
with files as (select * from {{ ref('stg_ledger__file_versions') }}),

last_refreshes as (
    select county_code, max(started_at) as started_at from {{ source('ledger', 'refresh') }} group by county_code
),

held_counties as (
    select held.county_code
    from {{ source('ledger', 'held') }} as held
    inner join last_refreshes
        on held.county_code = last_refreshes.county_code and held.noted_at = last_refreshes.started_at
),

sheets as (
    select
        file_id,
        case when count(distinct dataset) = 1 then any_value(dataset) end as dataset,
        case when count(distinct sheet) = 1 then any_value(sheet) end as sheet,
        cast(sum(rows_read) as bigint) as rows_read,
        cast(sum(rows_accepted) as bigint) as rows_accepted,
        cast(sum(rows_rejected) as bigint) as rows_rejected,
        cast(sum(rows_passed_over) as bigint) as rows_passed_over,
        cast(sum(rows_unknown) as bigint) as rows_unknown,
        bool_or(state = 'superseded') and not bool_or(state = 'in_force') as is_superseded,
        case when count(*) = 1 then any_value(reason) end as reason
    from {{ ref('sheet_version') }}
    group by file_id
),

final as (
    select
        files.file_id,
        files.path,
        files.sha256,
        files.county_code,
        files.school_year,
        files.provider,
        sheets.dataset,
        sheets.sheet,
        files.received_at,
        sheets.rows_read,
        sheets.rows_accepted,
        sheets.rows_rejected,
        sheets.rows_passed_over,
        sheets.rows_unknown,
        case
            when files.state = 'refused' then 'refused'
            when not files.is_present then 'withdrawn'
            when held_counties.county_code is not null then 'held'
            when sheets.is_superseded then 'superseded'
            else 'in_force'
        end as state,
        coalesce(files.reason, sheets.reason) as reason
    from files
    left join sheets on files.file_id = sheets.file_id
    left join held_counties on files.county_code = held_counties.county_code
)

select * from final
