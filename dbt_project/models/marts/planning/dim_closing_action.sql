select
    action_code,
    action,
    action_name,
    counts_in,
    may_count_in,
    turn,
    is_move,
    of_measure,
    is_by_roster,
    pool_indicator,
    basis
from {{ ref('closing_actions') }}
