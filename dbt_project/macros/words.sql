{# The words of one kind, for a CTE: a code and what a person reads for it. Published views may read marts only. #}
{% macro words(kind) -%}
    select code, word from {{ ref('dim_code_word') }} where word_kind = '{{ kind }}'
{%- endmacro %}

{# The word for a code; the code itself where there is none for it. #}
{% macro word_or_code(kind, code) -%}
    coalesce(
        (
            select words.word
            from {{ ref('dim_code_word') }} as words
            where words.word_kind = '{{ kind }}' and words.code = {{ code }}
        ),
        {{ code }}
    )
{%- endmacro %}
