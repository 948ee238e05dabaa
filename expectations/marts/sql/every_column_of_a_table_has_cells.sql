with tables as (select distinct form_table from marts.fct_form_cell where part = 'table'),

filled as (select distinct form_table, column_code from marts.fct_form_cell)

select columns.form_table, columns.column_code
from (select * from {batch}) as columns
inner join tables using (form_table)
left join filled using (form_table, column_code)
where filled.column_code is null
