-- What was found when files landed and is true of the build's date. What is said of a file is true while the file is
-- there; what is said of a county and of no file, until the county is looked through again. That refused content left
-- older content standing (`stale`) is true while the older one speaks; that a file was taken away (`withdrawn`), until
-- a newer one says all that it said.
with known as (
    select *
    from {{ source('ledger', 'finding') }}
    {% if var('as_known_on') %}where found_at <= timestamp '{{ var("as_known_on") }}'{% endif %}
),

files as (select * from {{ ref('stg_ledger__file_versions') }}),

speaking as (select * from {{ ref('stg_ledger__speaking_scopes') }}),

last_looks as (
    select county_code, arg_max(refresh_id, started_at) as run_id
    from {{ source('ledger', 'refresh') }}
    {% if var('as_known_on') %}where started_at <= timestamp '{{ var("as_known_on") }}'{% endif %}
    group by county_code
),

-- an accepted file that is there and has rows, but for none of them any longer speaks
silent as (
    select files.county_code, files.school_year, files.path
    from files
    inner join {{ source('ledger', 'sheet_version') }} as sheets on files.file_id = sheets.file_id
    anti join speaking on files.file_id = speaking.file_id
    where files.is_present and files.state = 'accepted'
    group by files.county_code, files.school_year, files.path
    having sum(sheets.rows_accepted) > 0
),

taken_away as (
    select known.finding_id, files.file_id, files.county_code, files.school_year, files.recency
    from known
    inner join files on known.file_id = files.file_id
    where known.rule = 'withdrawn' and not files.is_present
),

-- what a file that was taken away said: its scopes; of headings alone, that there is none in its county and school year
said as (
    {% for dataset in landed_datasets() %}
    select distinct '{{ dataset }}' as dataset, landed.scope_key, taken_away.*
    from taken_away
    inner join {{ source('landing', dataset) }} as landed on taken_away.file_id = landed.file_id
    union all
    {% endfor %}
    select sheets.dataset, null, taken_away.*
    from taken_away
    inner join {{ source('ledger', 'sheet_version') }} as sheets on taken_away.file_id = sheets.file_id
    where sheets.state = 'accepted' and sheets.rows_accepted = 0
),

newer_scopes as (
    select speaking.dataset, speaking.scope_key, files.recency
    from speaking
    inner join files on speaking.file_id = files.file_id
),

newer_sheets as (
    select sheets.dataset, files.county_code, files.school_year, max(files.recency) as recency
    from files
    inner join {{ source('ledger', 'sheet_version') }} as sheets on files.file_id = sheets.file_id
    where files.is_present and files.state = 'accepted' and sheets.state = 'accepted'
    group by sheets.dataset, files.county_code, files.school_year
),

missed as (
    select distinct said.finding_id
    from said
    left join newer_scopes on said.dataset = newer_scopes.dataset and said.scope_key = newer_scopes.scope_key
    left join newer_sheets
        on
            said.scope_key is null and said.dataset = newer_sheets.dataset
            and said.county_code = newer_sheets.county_code and said.school_year = newer_sheets.school_year
    where coalesce(newer_scopes.recency, newer_sheets.recency, 0) < said.recency
),

final as (
    select known.* exclude (found_at)
    from known
    left join files on known.file_id = files.file_id
    left join last_looks on known.county_code = last_looks.county_code
    left join silent
        on
            known.rule = 'stale' and files.county_code = silent.county_code
            and files.school_year = silent.school_year and files.path = silent.path
    left join missed on known.finding_id = missed.finding_id
    where
        case
            when known.file_id is null then known.run_id = last_looks.run_id
            when known.rule = 'withdrawn' then missed.finding_id is not null
            when known.rule = 'stale' then files.is_present and silent.path is null
            else files.is_present
        end
)

select * from final
