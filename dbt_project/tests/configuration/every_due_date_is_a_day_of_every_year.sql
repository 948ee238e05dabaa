-- What is this: a due date that is no month and day of every year, such as 9-30, 09-31 or 02-29. When does it matter:
-- days late could not be counted. How to resolve: write the row of the seed `dataset_due_dates` as month-day with two
-- digits each, such as 09-30, or leave it empty.
with due_dates as (select * from {{ ref('dataset_due_dates') }} where due_month_day is not null),

-- any year of 365 days does
final as (
    select dataset, due_month_day
    from due_dates
    where
        not regexp_matches(due_month_day, '^[0-9]{2}-[0-9]{2}$')
        or try_cast(concat('2023-', due_month_day) as date) is null
)

select * from final
