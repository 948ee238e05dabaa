{#
  The `dimension` of a detail row: the kind of part it is about, by its word (the seed `code_words`), and which part:
  学科=语文. Nothing where the part is not known.
#}
{% macro detail(kind, part) -%}
    (select word from {{ ref('code_words') }} where word_kind = 'dimension' and code = '{{ kind }}') || '=' || {{ part }}
{%- endmacro %}
