{#
  What a view reads its rows `of`, for its `from`, with every dimension among the tables it reads (`read`) joined by
  its key. Where the rows do not have a part of the key under its name, `by` says it in SQL, by the name of the table.
#}
{% macro with_dimensions(of, read, by={}) -%}
    {%- set keys = {
        'dim_county': ['county_code'],
        'dim_region': ['region_code'],
        'county_build': ['county_code'],
        'file_version': ['file_id'],
        'dim_league_figure': ['figure_kind'],
        'dim_town': ['county_code', 'town_code'],
        'dim_school': ['county_code', 'school_year', 'school_code'],
        'dim_ruleset': ['ruleset_code'],
        'dim_indicator': ['indicator_code'],
        'dim_measure': ['measure_code'],
        'dim_department': ['department_code'],
        'dim_county_department': ['county_code', 'department_code'],
        'dim_dataset': ['dataset'],
        'dim_closing_action': ['action_code'],
        'dim_plan_task': ['ruleset_code', 'task'],
        'dim_form_column': ['form_table', 'column_code'],
    } -%}
    {{ of }}
    {%- for name, table in read.items() if table in keys and name != of %}
    left join {{ name }}
        on
            {%- for key in keys[table] %}
            {{ 'and ' if not loop.first }}{{ by.get(name, {}).get(key, of ~ '.' ~ key) }} = {{ name }}.{{ key }}
            {%- endfor %}
    {%- endfor %}
{%- endmacro %}
