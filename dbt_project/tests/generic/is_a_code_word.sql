{#
  What is this: values of a column that the list `kind` of the seed code_words does not know; blank is no value.
  When does it matter: a reader would see the bare code, or nothing.
#}
{% test is_a_code_word(model, column_name, kind) %}
select {{ column_name }}
from {{ model }}
where
    {{ column_name }} is not null
    and {{ column_name }} not in (select code from {{ ref('code_words') }} where word_kind = '{{ kind }}')
{% endtest %}
