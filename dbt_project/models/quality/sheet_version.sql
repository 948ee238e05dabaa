-- Every sheet of every file version and whether it speaks. `rows_unknown` are those of the rows set aside that exist
-- all the same and count as unknown in whatever they feed (datasets.md, "When in doubt" 2).
with files as (select * from {{ ref('stg_ledger__file_versions') }}),

sheets as (select * from {{ source('ledger', 'sheet_version') }}),

speaking as (
    select distinct dataset, file_id from {{ ref('stg_ledger__speaking_scopes') }}
),

last_refreshes as (
    select county_code, max(started_at) as started_at from {{ source('ledger', 'refresh') }} group by county_code
),

held_counties as (
    select held.county_code
    from {{ source('ledger', 'held') }} as held
    inner join last_refreshes
        on held.county_code = last_refreshes.county_code and held.noted_at = last_refreshes.started_at
),

unknown as (
    {% for dataset in landed_datasets() %}
    select '{{ dataset }}' as dataset, file_id, sheet, count(distinct row_number) as rows_unknown
    from {{ source('aside', dataset) }}
    group by file_id, sheet
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select
        files.file_id,
        sheets.sheet,
        sheets.dataset,
        sheets.rows_read,
        sheets.rows_accepted,
        sheets.rows_rejected,
        sheets.rows_passed_over,
        coalesce(unknown.rows_unknown, 0) as rows_unknown,
        case
            when files.state = 'refused' then 'refused'
            when not files.is_present then 'withdrawn'
            when sheets.state != 'accepted' then 'passed_over'
            when held_counties.county_code is not null then 'held'
            when speaking.file_id is not null or coalesce(sheets.rows_accepted, 0) = 0 then 'in_force'
            else 'superseded'
        end as state,
        sheets.reason,
        files.county_code
    from sheets
    inner join files on sheets.file_id = files.file_id
    left join speaking on sheets.file_id = speaking.file_id and sheets.dataset = speaking.dataset
    left join held_counties on files.county_code = held_counties.county_code
    left join unknown
        on sheets.file_id = unknown.file_id and sheets.sheet = unknown.sheet and sheets.dataset = unknown.dataset
)

select * from final
