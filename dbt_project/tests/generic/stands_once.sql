{#
  What is this: rows that have the same values in all of `columns`, the key; two blanks are the same value.
  When does it matter: whatever joins to the model counts such a row twice.
#}
{% test stands_once(model, columns) %}
select {{ columns | join(', ') }}, count(*) as key_rows
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
