{# An amount as it is printed beside its shortfall: whole amounts whole, of a share four decimals, else two. #}
{% macro printed_amount(amount, unit) -%}
    case
        when {{ amount }} = round({{ amount }}) then format('{:.0f}', {{ amount }})
        when {{ unit }} is null then format('{:.4f}', round({{ amount }}, 4))
        else format('{:.2f}', round({{ amount }}, 2))
    end
{%- endmacro %}

{# What there should be, printed so that it is what there is and what is missing, as both are printed. #}
{% macro printed_required(comparison, actual, shortfall, unit) -%}
    {%- set missing = 'cast(' ~ printed_up(shortfall, unit) ~ ' as double)' -%}
    {%- set there_is = 'cast(' ~ printed_amount(actual, unit) ~ ' as double)' -%}
    {%- set whole = "case when " ~ comparison ~ " = '>=' then " ~ there_is ~ ' + ' ~ missing ~ ' else ' ~ there_is
        ~ ' - ' ~ missing ~ ' end' -%}
    {{ printed_amount('round(' ~ whole ~ ', 9)', unit) }}
{%- endmacro %}
