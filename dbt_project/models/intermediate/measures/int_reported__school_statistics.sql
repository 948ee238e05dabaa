-- The statistics as reported; a column taught by an alias row comes along by itself.
select * exclude (sheet, row_number, scope_key)
from {{ ref('stg_school_statistics') }}
