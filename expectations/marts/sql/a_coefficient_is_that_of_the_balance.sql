with cells as (
    select batch.*, columns.indicator_code
    from (select * from {batch}) as batch
    inner join marts.dim_form_column as columns using (form_table, column_code)
    where batch.row_code = concat_ws('/', batch.stage, 'cv')
)

select
    cells.county_code, cells.school_year, cells.ruleset_code, cells.row_code, cells.column_code, cells.value, facts.cv,
    cells.status, facts.status as status_of_the_balance
from cells
inner join marts.fct_county_balance as facts
    on
        cells.county_code = facts.county_code
        and cells.school_year = facts.school_year
        and cells.ruleset_code = facts.ruleset_code
        and cells.stage = facts.stage
        and cells.indicator_code = facts.indicator_code
where cells.value is distinct from facts.cv or (facts.cv is not null and cells.status != facts.status)
