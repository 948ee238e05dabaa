{#
  What is this: rows that leave one of `columns` blank.
  When does it matter: whoever groups or joins by the column loses the row, or reads a figure that says nothing.
#}
{% test is_known(model, columns) %}
select *
from {{ model }}
where {% for column in columns %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
