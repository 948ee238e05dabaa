{# A time in UTC as the clock on the wall shows it; the offset is the variable `utc_offset_hours`. #}
{% macro local_time(time) -%}
    {{ time }} + interval '{{ var("utc_offset_hours") }} hours'
{%- endmacro %}
