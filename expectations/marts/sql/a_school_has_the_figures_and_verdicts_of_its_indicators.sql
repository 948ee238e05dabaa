with cells as (
    select batch.*, columns.indicator_code
    from (select * from {batch}) as batch
    inner join marts.dim_form_column as columns using (form_table, column_code)
    where batch.school_code is not null
)

select
    cells.county_code, cells.school_year, cells.ruleset_code, cells.row_code, cells.column_code, cells.value,
    facts.value as value_of_the_school, cells.status, facts.status as status_of_the_school
from cells
inner join marts.fct_school_indicator as facts
    on
        cells.county_code = facts.county_code
        and cells.school_year = facts.school_year
        and cells.ruleset_code = facts.ruleset_code
        and cells.stage = facts.stage
        and cells.indicator_code = facts.indicator_code
        and cells.school_code = facts.school_code
where cells.value is distinct from facts.value or cells.status != facts.status
