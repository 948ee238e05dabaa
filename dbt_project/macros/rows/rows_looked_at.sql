{#
  The rows that each figure of a dataset looks at, sheet by sheet, and how many of them it counts: one row per place of
  `keys`, file and sheet; `told` has an entry for every column. Several places may share a row of the sheet, each place
  names it once.

  rows: a query with file_id, sheet, row_number and the keys.
  counted: by column, the condition under which a row is counted.
  among: the condition under which a row can be counted at all.
#}
{% macro rows_looked_at(dataset, rows, keys, counted, among='true') -%}
    {%- set place = (['county_code', 'school_year'] + keys + ['file_id', 'sheet']) | join(', ') %}
    select
        '{{ dataset }}' as dataset,
        {{ place }},
        list(row_number order by row_number) as row_numbers,
        [
            {% for column in counted %}
            {
                'column_name': '{{ column }}',
                'counted': count(*) filter (where is_counted_{{ loop.index }}),
                'looked_at': count(*)
            }{{ ',' if not loop.last }}
            {% endfor %}
        ] as told
    from (
        select
            {{ place }},
            row_number,
            {% for condition in counted.values() %}
            bool_or({{ among }} and ({{ condition }})) as is_counted_{{ loop.index }}{{ ',' if not loop.last }}
            {% endfor %}
        from ({{ rows }})
        group by all
    )
    group by all
{%- endmacro %}

{#
  The datasets of which a figure looks at many rows and counts some; of the others it stands in the row of its place.
#}
{% macro datasets_counted_by_rows() -%}
{{ return([
    'student_roster', 'teacher_roster', 'class_roster', 'special_rooms', 'curriculum_hours', 'disability_register',
    'high_school_quota', 'satisfaction_survey', 'national_monitoring', 'student_changes',
]) }}
{%- endmacro %}
