select
    indicator_code,
    item_code,
    sort_order::integer as sort_order,
    indicator_name,
    indicator_name_en,
    area,
    grain,
    unit,
    decimals::integer as decimals,
    kind,
    numerator_measure,
    county_value,
    formula,
    seed_task::integer as seed_task,
    basis
from {{ ref('indicators') }}
