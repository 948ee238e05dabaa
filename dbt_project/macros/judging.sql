{#
  How a value is held against a threshold (standard.md §9): unrounded, equal counts as reached, with a relative
  tolerance of 1e-9 so that binary fractions do not decide; for a strict `<` equal does not pass.
#}
{% macro reaches(value, comparison, threshold) -%}
    case {{ comparison }}
        when '>=' then {{ value }} >= {{ threshold }} - 1e-9 * abs({{ threshold }})
        when '<=' then {{ value }} <= {{ threshold }} + 1e-9 * abs({{ threshold }})
        when '<' then {{ value }} < {{ threshold }} - 1e-9 * abs({{ threshold }})
    end
{%- endmacro %}

{# The verdict word (standard.md §10) for one value that is known to be applicable. #}
{% macro verdict(value, comparison, threshold, floor) -%}
    case
        when {{ value }} is null then 'no_data'
        when {{ threshold }} is null then 'reported'
        when {{ reaches(value, comparison, threshold) }} then 'met'
        when {{ floor }} is not null and {{ reaches(value, "'>='", floor) }} then 'near'
        else 'unmet'
    end
{%- endmacro %}

{#
  Whether the verdict is the same for the least and the most that a value can be; unknown is without bound.
#}
{% macro is_decided(least, most, comparison, threshold, floor) -%}
    (
        {{ verdict("coalesce(" ~ least ~ ", '-infinity'::double)", comparison, threshold, floor) }}
        = {{ verdict("coalesce(" ~ most ~ ", 'infinity'::double)", comparison, threshold, floor) }}
    )
{%- endmacro %}

{# What is missing, rounded up where it is counted in whole things; the tolerance keeps 3.0000000001 teachers at 3. #}
{% macro whole_units_up(amount, is_whole) -%}
    case when {{ is_whole }} then ceil({{ amount }} - 1e-9 * greatest(1, abs({{ amount }}))) else {{ amount }} end
{%- endmacro %}
