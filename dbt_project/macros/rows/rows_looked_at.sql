{#
  The rows that each figure of a dataset looks at, sheet by sheet, and how many of them it counts: one row per place of
  `keys`, file, sheet and column. Several places may share a row of the sheet, each place names it once.

  rows: a query with file_id, sheet, row_number and the keys.
  counted: by column, the condition under which a row is counted.
  among: the condition under which a row can be counted at all.
#}
{% macro rows_looked_at(dataset, rows, keys, counted, among='true') -%}
    select
        '{{ dataset }}' as dataset,
        county_code,
        school_year,
        {% for key in keys %}
        {{ key }},
        {% endfor %}
        file_id,
        sheet,
        list(distinct row_number order by row_number) as row_numbers,
        unnest([
            {% for column, condition in counted.items() %}
            {
                'column_name': '{{ column }}',
                'counted': count(distinct row_number) filter (where {{ among }} and ({{ condition }})),
                'looked_at': count(distinct row_number)
            }{{ ',' if not loop.last }}
            {% endfor %}
        ]) as told
    from ({{ rows }})
    group by all
{%- endmacro %}
