{# A place or a school as people read it: its name with the code behind it, the code alone where it has no name. #}
{% macro named(name, code) -%}
    case when {{ name }} is null or {{ name }} = {{ code }} then {{ code }} else {{ name }} || '（' || {{ code }} || '）' end
{%- endmacro %}
