{#
  The incidents in force, and whether each is confirmed, pending or open: not told, set aside, or confirmed of a kind that
  is open.
#}
{% macro incidents() -%}
    select
        rows_in_force.*,
        conclusions.is_confirmed and rows_in_force.incident_code is not null as is_confirmed,
        conclusions.is_pending,
        conclusions.conclusion is null or (conclusions.is_confirmed and rows_in_force.incident_code is null) as is_open
    from ({{ with_rows_set_aside('incident_register') }}) as rows_in_force
    left join {{ ref('incident_conclusions') }} as conclusions on rows_in_force.conclusion = conclusions.conclusion
{%- endmacro %}
