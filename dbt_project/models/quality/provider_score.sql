-- How well each provider hands in, month by month. What was handed in is every version with a content that is new at
-- its time: neither a file under another name nor a refused one that was read again by later rules. A file is a path;
-- it counts in the month in which it first came.
with versions as (
    select
        *,
        {{ local_time('first_seen') }} as handed_in_at,
        first_seen = received_at as is_new_content,
        row_number() over (
            partition by county_code, school_year, path order by received_at, file_id
        ) = 1 as is_first
    from {{ ref('stg_ledger__file_versions') }}
),

sheets as (select * from {{ source('ledger', 'sheet_version') }}),

rows_of_files as (
    select
        file_id,
        sum(rows_read) as rows_read,
        sum(rows_rejected) as rows_rejected,
        sum(rows_read - rows_passed_over) as rows_of_data
    from sheets
    group by file_id
),

faults_of_files as (
    -- the rules a row broke stand in one text, with commas between them
    select file_id, sum(length(rules) - length(replace(rules, ',', '')) + 1) as faults
    from {{ source('ledger', 'rejected_row') }}
    group by file_id
),

handed_in as (
    select
        versions.county_code,
        versions.school_year,
        versions.provider,
        cast(date_trunc('month', versions.handed_in_at) as date) as month,
        count(*) as versions,
        count(*) filter (where versions.is_first) as files,
        count(*) filter (where versions.is_first and versions.state = 'accepted') as files_accepted_first_try,
        coalesce(sum(rows_of_files.rows_read), 0) as rows_read,
        coalesce(sum(rows_of_files.rows_rejected), 0) as rows_set_aside,
        coalesce(sum(faults_of_files.faults), 0) as faults,
        coalesce(sum(rows_of_files.rows_of_data), 0) as rows_of_data
    from versions
    left join rows_of_files on versions.file_id = rows_of_files.file_id
    left join faults_of_files on versions.file_id = faults_of_files.file_id
    where versions.is_new_content
    group by all
),

latest as (
    select
        county_code,
        school_year,
        provider,
        cast(date_trunc('month', handed_in_at) as date) as month,
        max(days_late) as days_late
    from {{ ref('int_first_handed_in') }}
    group by all
),

final as (
    select
        handed_in.county_code,
        handed_in.school_year,
        handed_in.provider,
        handed_in.month,
        handed_in.versions,
        handed_in.files,
        handed_in.files_accepted_first_try,
        cast(handed_in.rows_read as bigint) as rows_read,
        cast(handed_in.rows_set_aside as bigint) as rows_set_aside,
        cast(handed_in.faults as bigint) as faults,
        cast(100 as double) * handed_in.faults / nullif(handed_in.rows_of_data, 0) as faults_per_hundred_rows,
        latest.days_late
    from handed_in
    left join latest
        on
            handed_in.county_code = latest.county_code
            and handed_in.school_year = latest.school_year
            and handed_in.provider = latest.provider
            and handed_in.month = latest.month
)

select * from final
