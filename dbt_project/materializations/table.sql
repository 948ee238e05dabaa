{#
  A table, made straight under its own name. dbt builds beside the standing table and swaps, so that readers
  never miss it; here every build goes into a file that nobody reads yet, and the swap, four statements a
  model, would only cost time. A table that stands already (a build by hand, once more) is dropped first.
#}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set standing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- if standing is not none %}{% do adapter.drop_relation(standing) %}{% endif -%}
    {%- call statement('main', language=model['language']) -%}
        {{ create_table_as(false, target, compiled_code, model['language']) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
