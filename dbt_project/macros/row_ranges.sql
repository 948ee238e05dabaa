{# Numbers of rows, a list in order and each once, as people write them: `5-12,19`; null where there is none. #}
{% macro row_ranges(numbers) -%}
    nullif(array_to_string(list_transform(
        list_zip(
            list_filter(
                list_zip({{ numbers }}, list_prepend(null, {{ numbers }})),
                lambda pair: pair[1] is not null and coalesce(pair[1] != pair[2] + 1, true)
            ),
            list_filter(
                list_zip({{ numbers }}, {{ numbers }}[2:]),
                lambda pair: coalesce(pair[2] != pair[1] + 1, true)
            )
        ),
        lambda span: case
            when span[1][1] = span[2][1] then cast(span[1][1] as text)
            else span[1][1] || '-' || span[2][1]
        end
    ), ','), '')
{%- endmacro %}
