{# A reference without the catalogue, so that a published view answers under whatever name a reader attaches the file. #}
{% macro ref(model_name) -%}
    {{ return(builtins.ref(model_name).include(database=false)) }}
{%- endmacro %}
