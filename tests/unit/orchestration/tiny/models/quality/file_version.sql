select
    county_code, school_year, path, file_id, sha256, received_at,
    case when is_present then 'in_force' else 'withdrawn' end as state
from {{ source('ledger', 'file_presence') }}
where known_until = 'infinity'
