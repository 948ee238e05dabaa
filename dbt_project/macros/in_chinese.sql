{#
  What a view for people shows. Its columns are those that its .yml describes, under their Chinese names and in that
  order; each shows the column of the tables it reads that has the same description, of the first table that has one.
  What is more than a column under another name is given as SQL in `instead`. No part of the view's key
  (`one_row_per`) is blank: what has no stage, detail, school … (`or_whole`) is of the whole, and 0 where it is a number. 学年名称 is that of the row's school year, and 数据截至 says of its county as of when its data are.
#}

{# The tables that a view reads, by the name it calls them, as CTEs. #}
{% macro tables(read) -%}
    {%- for name, table in read.items() %}
{{ name }} as (select * from {{ ref(table) }})
    {%- if not loop.last %},{{ '\n' }}{% endif %}
    {%- endfor %}
{%- endmacro %}

{#
  A view of the rows `of` one of the tables it reads, with its dimensions and with the words of its codes (`worded`):
  one that takes no SQL but in `instead`.
#}
{% macro view_of(of, read, instead={}, by={}, worded={}) -%}
with {{ tables(read) }},

final as (
    select
        {{ in_chinese(read, dict(instead, **shown_in_words(worded))) }}
    from {{ with_dimensions(of, read, by) }}
    {{- with_words(worded) }}
)

select * from final
{%- endmacro %}

{# The columns of a view that reads these tables. #}
{% macro in_chinese(read, instead={}) -%}
    {%- do ref('county_build') -%}
    {%- do ref('dim_code_word') -%}
    {%- if not execute -%}
    *
    {%- else -%}
    {%- for column in model.columns.values() %}
        {% if column.name in instead -%}
            {{ of_the_whole(column, instead[column.name]) }}
        {%- elif column.name == '学年名称' -%}
            {{ school_year_name(column_described_alike(model.columns['学年'], read)) }}
        {%- elif column.name == '数据截至' -%}
            {{ data_as_of(instead.get('县代码') or column_described_alike(model.columns['县代码'], read)) }}
        {%- else -%}
            {{ of_the_whole(column, column_described_alike(column, read)) }}
        {%- endif %} as {{ column.name }}
        {%- if not loop.last %},{% endif %}
    {%- endfor %}
    {%- endif -%}
{%- endmacro %}

{# A column of a view, which says what stands for the whole where it is blank and the view's .yml wants it so. #}
{% macro of_the_whole(column, expression) -%}
    {%- set kind = column.data_type | lower -%}
    {%- if column.name not in model.config.meta.get('or_whole', []) -%} {{ return(expression) }}
    {%- elif kind == 'varchar' -%} {{ return('coalesce(' ~ expression ~ ', ' ~ whole() ~ ')') }}
    {%- elif kind in ('integer', 'bigint') -%} {{ return('coalesce(' ~ expression ~ ', 0)') }}
    {%- endif -%}
    {{ return(expression) }}
{%- endmacro %}

{# The word for the whole, which is no part of anything. #}
{% macro whole() -%}
    (select word from {{ ref('dim_code_word') }} where word_kind = 'part' and code = 'all')
{%- endmacro %}

{% macro column_described_alike(column, read) -%}
    {%- for name, table in read.items() -%}
        {%- set described = graph.nodes['model.' ~ project_name ~ '.' ~ table].columns.values() -%}
        {%- set alike = described | selectattr('description', 'equalto', column.description) | list -%}
        {%- if alike | length == 1 -%}{{ return(name ~ '.' ~ alike[0].name) }}{%- endif -%}
        {%- if alike -%}
            {{ exceptions.raise_compiler_error(column.name ~ ': ' ~ table ~ ' describes several columns so') }}
        {%- endif -%}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error(column.name ~ ': no table that is read describes a column so') }}
{%- endmacro %}

{# When the newest file behind a county's figures was received, on the clock on the wall. #}
{% macro data_as_of(county_code) -%}
    (
        select {{ local_time('max(builds.data_as_of)') }}
        from {{ ref('county_build') }} as builds
        where builds.county_code = {{ county_code }}
    )
{%- endmacro %}
