{# A view, made straight under its own name, for the reason given at the materialization of a table. #}
{% materialization view, adapter='duckdb' %}
    {%- set standing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='view') -%}
    {%- if standing is not none %}{% do adapter.drop_relation(standing) %}{% endif -%}
    {%- call statement('main') -%}
        {{ create_view_as(target, compiled_code) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
