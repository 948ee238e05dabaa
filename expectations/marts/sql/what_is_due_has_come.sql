with batch as (select * from {batch}),

years as (
    select county_code, max(school_year) as school_year from marts.dim_school group by county_code
),

due as (
    select
        years.county_code, years.school_year, dates.dataset, dates.due_month_day,
        years.school_year + if(dates.due_month_day >= '09-01', 0, 1) as calendar_year
    from years
    inner join registry.dataset_due_dates as dates
        on coalesce(dates.county_code, years.county_code) = years.county_code
    qualify row_number() over (
        partition by years.county_code, dates.dataset order by dates.county_code nulls last
    ) = 1
),

come as (
    select files.county_code, files.school_year, sheets.dataset
    from quality.sheet_version as sheets
    inner join quality.file_version as files on sheets.file_id = files.file_id
    where sheets.state in ('in_force', 'held')
)

select due.county_code, due.school_year, due.dataset, due.calendar_year || '-' || due.due_month_day as due_on
from due
inner join batch on due.dataset = batch.dataset
where
    due.due_month_day is not null
    and try_cast(due.calendar_year || '-' || due.due_month_day as date)
        < cast(getvariable('today') as date)
    and not exists (
        select 1 from come
        where
            come.county_code = due.county_code
            and come.school_year = due.school_year
            and come.dataset = due.dataset
    )
