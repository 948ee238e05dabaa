{#
  What is missing as it is printed: rounded up, so that making it good reaches the threshold. Whole things whole, of a
  share four decimals, else two. What is whole but for the last bits of a double stays whole.
#}
{% macro printed_up(missing, unit) -%}
    case
        when {{ missing }} = round({{ missing }}) then format('{:.0f}', {{ missing }})
        when {{ unit }} is null then format('{:.4f}', ceil({{ missing }} * 10000 - 1e-6) / 10000)
        else format('{:.2f}', ceil({{ missing }} * 100 - 1e-6) / 100)
    end
{%- endmacro %}
