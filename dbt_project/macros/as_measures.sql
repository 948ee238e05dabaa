{#
  A wide table of figures turned long: one row per column that holds a number. The columns that tell whose a row is
  and where it stands are kept (school_code and stage where the table has them); every other column must be a number.
#}
{% macro as_measures(dataset, relation) -%}
    select '{{ dataset }}' as dataset, *
    from (
        unpivot (
            select
                columns(lambda name: name in ('county_code', 'school_year', 'school_code', 'stage', 'file_id')),
                columns(lambda name: name not in (
                    'county_code', 'school_year', 'school_code', 'stage', 'file_id', 'sheet', 'row_number', 'scope_key'
                ))::double
            from {{ relation }}
        )
        on columns(lambda name: name not in ('county_code', 'school_year', 'school_code', 'stage', 'file_id'))
        into name column_name value value
    )
{%- endmacro %}
