{#
  The county's verdict over its schools (standard.md §2): unmet if any school is unmet, without data if any school lacks
  it, near if any is near, else met. The relation has columns subjects_*; `stage` is set where a stage nobody has does
  not concern the county.
#}
{% macro verdict_over_schools() -%}
    case
        when subjects_total is null then 'no_data'
        when subjects_total = 0 and stage is not null then 'not_applicable'
        when threshold is null then 'reported'
        when subjects_unmet > 0 then 'unmet'
        when subjects_no_data > 0 then 'no_data'
        when subjects_near > 0 then 'near'
        else 'met'
    end
{%- endmacro %}

{#
  The verdict on a figure of the whole county (standard.md §2): `no_data` while a school that should be in it has sent
  nothing, unless it is unmet whatever the rest brings. A count above its limit stays above it. `most` is the value if all
  that is not known counts; where that has no bound, a share of less than the whole stays below the whole.
#}
{% macro verdict_of_county(value) -%}
    case
        when
            denominator = 0 and coalesce(subjects_no_data, 0) = 0 and coalesce(missing_size, 0) = 0
            and zero_denominator is not null
            then zero_denominator
        when subjects_total = 0 then 'not_applicable'
        when value is null then 'no_data'
        when threshold is null then 'reported'
        when coalesce(subjects_no_data, 0) = 0 and coalesce(missing_size, 0) = 0 then {{ verdict(value, 'comparison', 'threshold', 'null') }}
        when comparison in ('<=', '<') and not {{ reaches(value, 'comparison', 'threshold') }} then 'unmet'
        when unit != '%' or comparison != '>=' then 'no_data'
        when {{ reaches(value, 'comparison', 'threshold') }} then 'no_data'
        when most is null and {{ reaches('threshold', "'>='", 'scale') }} then 'unmet'
        when not {{ reaches('most', 'comparison', 'threshold') }} then 'unmet'
        else 'no_data'
    end
{%- endmacro %}
