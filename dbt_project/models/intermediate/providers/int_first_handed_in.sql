-- When each provider first handed in content of a dataset that was accepted, whenever it was understood, and how many
-- days after its due date. A day from September on lies in the year in which the school year starts, any other in the
-- next.
with versions as (
    select *, {{ local_time('first_seen') }} as handed_in_at
    from {{ ref('stg_ledger__file_versions') }}
    where state = 'accepted'
),

sheets as (select * from {{ source('ledger', 'sheet_version') }} where state = 'accepted'),

due_dates as (select * from {{ ref('dataset_due_dates') }} where due_month_day is not null),

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

due as (
    select
        first_accepted.*,
        cast(
            concat(
                first_accepted.school_year + case when due_dates.due_month_day >= '09-01' then 0 else 1 end,
                '-',
                due_dates.due_month_day
            ) as date
        ) as due_on
    from first_accepted
    inner join due_dates on first_accepted.dataset = due_dates.dataset
),

final as (
    select *, greatest({{ days_between('due_on', 'handed_in_at') }}, 0) as days_late
    from due
)

select * from final
