{#
  The rows of one dataset that are in force: for each scope the newest accepted file alone speaks
  (datasets.md, "Which rows are in force"). The scope of a row is written beside it when it lands.
#}
{% macro in_force(dataset) -%}
    select landed.*
    from {{ source('landing', dataset) }} as landed
    inner join {{ ref('stg_ledger__speaking_scopes') }} as speaking
        on
            speaking.dataset = '{{ dataset }}'
            and landed.scope_key = speaking.scope_key
            and landed.file_id = speaking.file_id
{%- endmacro %}
