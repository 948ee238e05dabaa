{#
  A reference without the catalogue, so that a published view answers under whatever name a reader attaches the file.
  Of models in Python dbt asks for a version too, of which there is none.
#}
{% macro ref(model_name, v=none) -%}
    {{ return(builtins.ref(model_name, v=v).include(database=false)) }}
{%- endmacro %}
