{# A time in UTC as the clock on the wall shows it, to the second; the offset is the variable `utc_offset_hours`. #}
{% macro local_time(time) -%}
    date_trunc('second', {{ time }} + interval '{{ var("utc_offset_hours") }} hours')
{%- endmacro %}
