{# A list as text: three of its items at most, and how many there are where there are more. #}
{% macro at_most_three(items) -%}
    nullif(array_to_string({{ items }}[1:3], '；'), '')
    || case when len({{ items }}) > 3 then '等' || len({{ items }}) || '个' else '' end
{%- endmacro %}
