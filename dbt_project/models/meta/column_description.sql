-- The dictionary: every published table and column with its description, Chinese first, English after the last 。 Key
-- columns are those that a model names in its `meta.key`.
{% set rows = [] %}
{% if execute %}
    {% for node in graph.nodes.values() if node.resource_type == 'model' and node.schema in ['marts', 'bi', 'quality', 'meta'] %}
        {% set key = node.config.meta.get('key', []) %}
        {% do rows.append([node.schema, node.alias, none, 0, none, node.description, none]) %}
        {% for column in node.columns.values() %}
            {% do rows.append([
                node.schema, node.alias, column.name, loop.index, column.data_type, column.description,
                column.name in key if key else none,
            ]) %}
        {% endfor %}
    {% endfor %}
{% endif %}
with described (schema_name, table_name, column_name, column_order, data_type, description, is_key) as (
    values
    {% for schema, table, column, order, data_type, text, is_key in rows %}
    (
        '{{ schema }}', '{{ table }}', {{ "null" if column is none else "'" ~ column ~ "'" }}, {{ order }},
        {{ "null" if data_type is none else "'" ~ data_type ~ "'" }}, '{{ text | trim | replace("'", "''") }}',
        {{ "null" if is_key is none else is_key }}
    ){{ ',' if not loop.last }}
    {% else %}
    (null, null, null, null, null, null, null)
    {% endfor %}
),

split as (
    select
        *,
        nullif(regexp_extract(description, '^(.*。)[^。]*$', 1, 's'), '') as description_zh,
        nullif(trim(regexp_extract(description, '([^。]*)$', 1, 's')), '') as description_en
    from described
)

select
    schema_name::text as schema_name,
    table_name::text as table_name,
    column_name::text as column_name,
    column_order::integer as column_order,
    data_type::text as data_type,
    description::text as description,
    description_zh::text as description_zh,
    description_en::text as description_en,
    is_key::boolean as is_key
from split
