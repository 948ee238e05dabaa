{# 1 September of the school year: the day on which reliefs are held against their dates. #}
{% macro school_year_start(school_year) -%}
    make_date({{ school_year }}, 9, 1)
{%- endmacro %}
