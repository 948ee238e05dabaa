-- Of which county-years a dataset speaks: one row per dataset, county and school year in whose folder a file that is
-- present has a sheet of it. It speaks where one was accepted, with the newest such file. A sheet with headings only
-- speaks too: it says that there is none (datasets.md, special_rooms). A sheet of which every row was set aside says
-- nothing. Where a file was refused and nothing else stands in its place, what is not told may have stood in it
-- (`is_doubtful`): then no dataset says that there is none.
with sheets as (
    select dataset, file_id, state
    from {{ source('ledger', 'sheet_version') }}
    where
        dataset is not null
        and (state = 'refused' or state = 'accepted' and (rows_accepted > 0 or rows_rejected = 0))
),

files as (
    select *, bool_or(state = 'accepted') over (partition by county_code, school_year, path) as is_accepted_at_its_path
    from {{ ref('stg_ledger__file_versions') }}
    where is_present
),

final as (
    select
        sheets.dataset,
        files.county_code,
        files.school_year,
        arg_max(files.file_id, files.recency) filter (where files.state = 'accepted' and sheets.state = 'accepted')
            as file_id,
        coalesce(bool_or(files.state = 'accepted' and sheets.state = 'accepted'), false) as speaks,
        coalesce(bool_or(files.state = 'refused' and not files.is_accepted_at_its_path), false) as is_doubtful
    from sheets
    inner join files on sheets.file_id = files.file_id
    group by sheets.dataset, files.county_code, files.school_year
)

select * from final
