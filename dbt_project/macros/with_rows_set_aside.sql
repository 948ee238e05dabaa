{#
  The rows of a dataset in force, and beside them (`is_set_aside`) those that were set aside while their file speaks for
  their scope: they exist, and only what is readable of them is known (datasets.md, "When in doubt" 2).
#}
{% macro with_rows_set_aside(dataset) -%}
    select *, false as is_set_aside from {{ ref('stg_' ~ dataset) }}
    union all by name
    select *, true as is_set_aside from {{ ref('stg_rows_set_aside') }} where dataset = '{{ dataset }}'
{%- endmacro %}
