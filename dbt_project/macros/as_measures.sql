{#
  A wide table of reported figures turned long: one row per column that holds a number. The key columns are
  county_code, school_year, school_code, stage and file_id; every other column must be a number.
#}
{% macro as_measures(dataset, relation) -%}
    select '{{ dataset }}' as dataset, county_code, school_year, school_code, stage, file_id, column_name, value
    from (
        unpivot (
            select
                county_code, school_year, school_code, stage, file_id,
                columns(* exclude (county_code, school_year, school_code, stage, file_id))::double
            from {{ relation }}
        )
        on columns(* exclude (county_code, school_year, school_code, stage, file_id))
        into name column_name value value
    )
{%- endmacro %}
