{#
  By how much wider an interval is that rests on so many errors: Student's quantile over the normal one, by the first
  terms of their expansion (Cornish and Fisher).
#}
{% macro wider_when_few(times, quantile) -%}
    (
        1
        + ({{ quantile }} ** 2 + 1) / (4 * {{ times }})
        + (5 * {{ quantile }} ** 4 + 16 * {{ quantile }} ** 2 + 3) / (96 * {{ times }} ** 2)
    )
{%- endmacro %}
