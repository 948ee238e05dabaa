{#
  The code of a town that was handed in by code or by a name; a name needs its row of the seed `towns`, joined as
  `towns` on county and name, and is null without one.
#}
{% macro town_code(handed_in) -%}
    case when regexp_full_match({{ handed_in }}, '[0-9]{9}') then {{ handed_in }} else towns.town_code end
{%- endmacro %}
