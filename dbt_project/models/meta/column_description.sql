-- The dictionary: every published table and column with its description, Chinese first, English after it.
{% set rows = [] %}
{% if execute %}
    {% for node in graph.nodes.values() if node.resource_type == 'model' and node.schema in ['marts', 'bi', 'quality', 'meta'] %}
        {% do rows.append([node.schema, node.alias, none, node.description]) %}
        {% for column in node.columns.values() %}
            {% do rows.append([node.schema, node.alias, column.name, column.description]) %}
        {% endfor %}
    {% endfor %}
{% endif %}
with described (schema_name, table_name, column_name, description) as (
    values
    {% for schema, table, column, text in rows %}
    (
        '{{ schema }}', '{{ table }}', {{ "null" if column is none else "'" ~ column ~ "'" }},
        '{{ text | trim | replace("'", "''") }}'
    ){{ ',' if not loop.last }}
    {% else %}
    (null, null, null, null)
    {% endfor %}
)

select
    schema_name::text as schema_name,
    table_name::text as table_name,
    column_name::text as column_name,
    description::text as description
from described
