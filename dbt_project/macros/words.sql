{# The words of one kind, for a CTE: a code and what a person reads for it. Published views may read marts only. #}
{% macro words(kind) -%}
    select code, word from {{ ref('dim_code_word') }} where word_kind = '{{ kind }}'
{%- endmacro %}
