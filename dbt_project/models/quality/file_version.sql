-- Every sheet of every file version and whether it speaks.
with files as (select * from {{ ref('stg_ledger__file_versions') }}),

sheets as (select * from {{ source('ledger', 'sheet_version') }}),

speaking as (
    select distinct dataset, file_id from {{ ref('stg_ledger__speaking_scopes') }}
),

held_counties as (
    select county_code
    from {{ source('ledger', 'held') }}
    where noted_at = (select max(started_at) from {{ source('ledger', 'refresh') }})
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
        case
            when files.state = 'refused' then 'refused'
            when not files.is_present then 'withdrawn'
            when held_counties.county_code is not null then 'held'
            when speaking.file_id is not null or coalesce(sheets.rows_accepted, 0) = 0 then 'in_force'
            else 'superseded'
        end as state,
        coalesce(sheets.reason, files.reason) as reason
    from files
    left join sheets on files.file_id = sheets.file_id
    left join speaking on sheets.file_id = speaking.file_id and sheets.dataset = speaking.dataset
    left join held_counties on files.county_code = held_counties.county_code
)

select * from final
