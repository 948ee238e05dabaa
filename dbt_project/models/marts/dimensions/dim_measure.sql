select
    measure_code,
    measure_name,
    measure_name_en,
    unit,
    is_plant
from {{ ref('measures') }}
