-- What is this: a dataset whose scope lies within its key has two rows of one key in force.
-- When does it matter: whatever joins to its staging model counts such a row twice.
-- How to resolve: this cannot come from the data, of which one file alone speaks for a scope; look at
-- stg_ledger__speaking_scopes.
{% for dataset, key in keys_in_force().items() %}
select '{{ dataset }}' as dataset, concat_ws('|', {{ key | join(', ') }}) as key_in_force, count(*) as key_rows
from {{ ref('stg_' ~ dataset) }}
group by {{ key | join(', ') }}
having count(*) > 1
{% if not loop.last %}union all{% endif %}
{% endfor %}
