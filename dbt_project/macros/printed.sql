{# A value as it is printed (standard.md §9): rounded half away from zero, with all its decimals, `98.0`. #}
{% macro printed(value, decimals) -%}
    format('{:.{}f}', round({{ value }}, {{ decimals }}::integer), {{ decimals }}::integer)
{%- endmacro %}
