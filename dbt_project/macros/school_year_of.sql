{# The school year in which a day lies, named by the year in which it starts: 1 September to 31 August. #}
{% macro school_year_of(day) -%}
    cast(year({{ day }}) - case when month({{ day }}) < 9 then 1 else 0 end as integer)
{%- endmacro %}
