{# A place or a school as people read it: its name with the code behind it, the code alone where it has no name. #}
{% macro named(name, code) -%}
    case when {{ name }} is null or {{ name }} = {{ code }} then {{ code }} else {{ name }} || '（' || {{ code }} || '）' end
{%- endmacro %}

{# A figure of a county that is compared, as people read it: its kind, and what of that kind it is (`kind/indicator`). #}
{% macro figure_named(figure, kind_name, indicator_name) -%}
    concat_ws('：', {{ kind_name }}, coalesce({{ indicator_name }}, nullif(split_part({{ figure }}, '/', 2), '')))
{%- endmacro %}
