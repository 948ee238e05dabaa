select
    figure_kind,
    figure_order,
    figure_name,
    figure_name_en,
    unit,
    decimals,
    better,
    is_summed
from {{ ref('league_figures') }}
