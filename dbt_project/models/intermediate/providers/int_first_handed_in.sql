-- When each provider first handed in content of a dataset that was accepted, whenever it was understood, and how many
-- days after its due date. A day from September on lies in the year in which the school year starts, any other in the
-- next.
with versions as (
    select *, {{ local_time('first_seen') }} as handed_in_at
    from {{ ref('stg_ledger__file_versions') }}
    where state = 'accepted'
),

sheets as (select * from {{ source('ledger', 'sheet_version') }} where state = 'accepted'),

due_dates as (select * from {{ ref('dataset_due_dates') }}),

first_accepted as (
    select
        versions.county_code,
        versions.school_year,
        versions.provider,
        sheets.dataset,
        arg_min(versions.file_id, versions.recency) as file_id,
        min(versions.handed_in_at) as handed_in_at
    from versions
    inner join sheets on versions.file_id = sheets.file_id
    group by versions.county_code, versions.school_year, versions.provider, sheets.dataset
),

-- a county's own date, or its own "none", before the one of all
dated as (
    select first_accepted.*, due_dates.due_month_day
    from first_accepted
    inner join due_dates
        on
            first_accepted.dataset = due_dates.dataset
            and coalesce(due_dates.county_code, first_accepted.county_code) = first_accepted.county_code
    qualify
        row_number() over (
            partition by
                first_accepted.county_code,
                first_accepted.school_year,
                first_accepted.provider,
                first_accepted.dataset
            order by due_dates.county_code nulls last
        ) = 1
),

due as (
    select
        dated.* exclude (dated.due_month_day),
        cast(
            concat(
                dated.school_year + case when dated.due_month_day >= '09-01' then 0 else 1 end,
                '-',
                dated.due_month_day
            ) as date
        ) as due_on
    from dated
    where dated.due_month_day is not null
),

final as (
    select *, greatest({{ days_between('due_on', 'handed_in_at') }}, 0) as days_late
    from due
)

select * from final
