{# What a total leaves beside its parts; unknown where the parts are more than the total, which cannot both be true. #}
{% macro rest(total, parts) -%}
    case when {{ total }} >= {{ parts | join(' + ') }} then {{ total }} - {{ parts | join(' - ') }} end
{%- endmacro %}
