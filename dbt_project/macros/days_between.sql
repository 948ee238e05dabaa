{# How many days a later day lies after an earlier one; negative where it lies before it. #}
{% macro days_between(earlier, later) -%}
    date_diff('day', cast({{ earlier }} as date), cast({{ later }} as date))
{%- endmacro %}
