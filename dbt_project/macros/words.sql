{# The words of one kind, for a CTE: a code and what a person reads for it. Published views may read marts only. #}
{% macro words(kind) -%}
    select code, word from {{ ref('dim_code_word') }} where word_kind = '{{ kind }}'
{%- endmacro %}

{#
  The words of codes for a view, for its `from`: by the column that shows one, the kind of word and the code. What tells
  yes or no is a code too, `true` and `false`.
#}
{% macro with_words(worded) -%}
    {%- for kind, code in worded.values() %}
    left join {{ ref('dim_code_word') }} as word_{{ loop.index }}
        on word_{{ loop.index }}.word_kind = '{{ kind }}' and word_{{ loop.index }}.code = cast({{ code }} as text)
    {%- endfor %}
{%- endmacro %}

{# What such columns show, by their names: the word for the code, the code itself where there is none for it. #}
{% macro shown_in_words(worded) -%}
    {%- set shown = {} -%}
    {%- for column, (kind, code) in worded.items() -%}
        {%- do shown.update({column: 'coalesce(word_' ~ loop.index ~ '.word, cast(' ~ code ~ ' as text))'}) -%}
    {%- endfor -%}
    {{ return(shown) }}
{%- endmacro %}
