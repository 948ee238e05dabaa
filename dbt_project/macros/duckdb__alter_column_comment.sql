{#
  The comments of a model's columns as one text of statements. dbt-duckdb asks before which columns there are;
  the models that carry comments have a contract, so theirs are the columns described and no others.
#}
{% macro duckdb__alter_column_comment(relation, column_dict) %}
    {% for name, column in column_dict.items() %}
        comment on column {{ relation }}.{{ adapter.quote(column.name) }}
        is {{ duckdb_escape_comment(column.description) }};
    {% endfor %}
{% endmacro %}
