-- Of which county-years a dataset speaks: one row per dataset, county and school year in whose folder an accepted file
-- that is present has a sheet of it, with the newest such file. A sheet with headings only speaks too: it says that
-- there is none (datasets.md, special_rooms). A sheet of which every row was set aside says nothing.
with sheets as (
    select dataset, file_id
    from {{ source('ledger', 'sheet_version') }}
    where
        dataset is not null
        and state = 'accepted'
        and (rows_accepted > 0 or rows_rejected = 0)
),

files as (
    select * from {{ ref('stg_ledger__file_versions') }}
    where is_present and state = 'accepted'
),

final as (
    select
        sheets.dataset,
        files.county_code,
        files.school_year,
        arg_max(files.file_id, files.recency) as file_id
    from sheets
    inner join files on sheets.file_id = files.file_id
    group by sheets.dataset, files.county_code, files.school_year
)

select * from final
