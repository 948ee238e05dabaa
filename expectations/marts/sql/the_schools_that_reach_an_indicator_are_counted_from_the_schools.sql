with cells as (
    select batch.*, columns.indicator_code
    from (select * from {batch}) as batch
    inner join marts.dim_form_column as columns using (form_table, column_code)
    where batch.row_code = concat_ws('/', batch.stage, 'met_schools')
),

facts as (
    select
        judged.county_code, judged.school_year, judged.ruleset_code, judged.stage, judged.indicator_code,
        count_if(judged.status = 'met') as met
    from marts.fct_school_indicator as judged
    inner join marts.fct_school_compliance as units
        using (county_code, school_year, ruleset_code, school_code, stage)
    group by all
)

select
    cells.county_code, cells.school_year, cells.ruleset_code, cells.row_code, cells.column_code, cells.value, facts.met
from cells
inner join facts
    on
        cells.county_code = facts.county_code
        and cells.school_year = facts.school_year
        and cells.ruleset_code = facts.ruleset_code
        and cells.stage = facts.stage
        and cells.indicator_code = facts.indicator_code
where cells.value is distinct from facts.met
