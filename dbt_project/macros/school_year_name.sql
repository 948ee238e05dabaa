{# A school year as people write it: 2024 is 2024-2025学年. #}
{% macro school_year_name(school_year) -%}
    cast({{ school_year }} as text) || '-' || cast({{ school_year }} + 1 as text) || '学年'
{%- endmacro %}
