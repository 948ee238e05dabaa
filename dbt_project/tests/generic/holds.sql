{#
  What is this: rows of which `condition` is false; where it cannot be told because a figure is unknown, it holds.
  When does it matter: a figure that cannot be would be published.
#}
{% test holds(model, condition) %}
select *
from {{ model }}
where not coalesce({{ condition }}, true)
{% endtest %}
