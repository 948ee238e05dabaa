select * exclude (sheet, row_number, scope_key), cast(null as text) as stage
from {{ ref('stg_school_finance') }}
