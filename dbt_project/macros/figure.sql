{# A number as a person writes it: whole numbers without a point, others with up to six digits. #}
{% macro figure(value) -%}
    case
        when {{ value }} = round({{ value }}) then cast(cast({{ value }} as bigint) as text)
        else cast(round({{ value }}, 6) as text)
    end
{%- endmacro %}
