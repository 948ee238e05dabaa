select county_code, school_year, path, file_id, sha256, 'in_force' as state
from {{ source('ledger', 'file_version') }}
