-- The county's own form as reported.
select * exclude (sheet, row_number, scope_key), cast(null as text) as school_code, cast(null as text) as stage
from {{ ref('stg_county_form') }}
