{#
  What every ruleset says in each of its columns, a row each: `ruleset_code`, `switch`, `reading`. A switch is a column of
  the seed `rulesets` that a row of `readings` names, or whose values have words; nothing lists them.
#}
{% macro values_of_switches() -%}
    unpivot (select ruleset_code, columns(* exclude (ruleset_code))::varchar from {{ ref('rulesets') }})
    on columns(* exclude (ruleset_code))
    into name switch value reading
{%- endmacro %}
