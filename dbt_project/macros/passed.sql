{# The verdict on what passes, fails, or cannot be told yet. #}
{% macro passed(passes) -%}
    case {{ passes }} when true then 'met' when false then 'unmet' else 'no_data' end
{%- endmacro %}
