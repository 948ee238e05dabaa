-- The dictionary: every published table and column with its description, Chinese first, English after the last 。 Key
-- columns are those that a model names in its `meta.key`, else those of its test `stands_once`; a column is never
-- null where a test that stops a version says so.
{% set rows = [] %}
{% set keys = {} %}
{% set known = {} %}
{% if execute %}
    {% for node in graph.nodes.values() if node.resource_type == 'test' and node.test_metadata and node.attached_node %}
        {% set named, given = node.test_metadata.name, node.test_metadata.kwargs %}
        {% set holds = not node.config.where and node.config.severity | lower == 'error' %}
        {% if named == 'stands_once' and holds %}
            {% do keys.update({node.attached_node: given.columns}) %}
        {% elif named in ['is_known', 'not_null'] and holds %}
            {% set columns = given.columns or [given.column_name] %}
            {% do known.update({node.attached_node: known.get(node.attached_node, []) + columns}) %}
        {% endif %}
    {% endfor %}
    {% for node in graph.nodes.values() if node.resource_type == 'model' and node.schema in ['marts', 'bi', 'quality', 'meta'] %}
        {% set key = node.config.meta.get('key', keys.get(node.unique_id, [])) %}
        {% do rows.append([node.schema, node.alias, none, 0, none, node.description, none, none]) %}
        {% for column in node.columns.values() %}
            {% do rows.append([
                node.schema, node.alias, column.name, loop.index, column.data_type, column.description,
                column.name in key if key else none, column.name in known.get(node.unique_id, []),
            ]) %}
        {% endfor %}
    {% endfor %}
{% endif %}
with described (
    schema_name, table_name, column_name, column_order, data_type, description, is_key, is_never_null
) as (
    values
    {% for schema, table, column, order, data_type, text, is_key, is_never_null in rows %}
    (
        '{{ schema }}', '{{ table }}', {{ "null" if column is none else "'" ~ column ~ "'" }}, {{ order }},
        {{ "null" if data_type is none else "'" ~ data_type ~ "'" }}, '{{ text | trim | replace("'", "''") }}',
        {{ "null" if is_key is none else is_key }}, {{ "null" if is_never_null is none else is_never_null }}
    ){{ ',' if not loop.last }}
    {% else %}
    (null, null, null, null, null, null, null, null)
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
    is_key::boolean as is_key,
    is_never_null::boolean as is_never_null
from split
