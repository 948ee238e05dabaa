{# The code under which the word for a pass is found: a null is neither passed nor failed. #}
{% macro pass_code(passes) -%}
    coalesce(cast({{ passes }} as text), 'unknown')
{%- endmacro %}
