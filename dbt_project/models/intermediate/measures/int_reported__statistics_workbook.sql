-- The per-school workbook of the education statistics as reported, by stage.
select * exclude (sheet, row_number, scope_key)
from {{ ref('stg_statistics_workbook') }}
