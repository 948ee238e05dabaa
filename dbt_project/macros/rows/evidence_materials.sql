{#
  The materials that may decide on each code and subject: the newest of those whose date is known, and every one without
  a date, which was set aside and may be newer or older. What of it is not readable may be anything. A code that is
  judged by its rating is judged by it alone where one is given. 1 is 达标, 0 is 不达标, null is 待核.
#}
{% macro evidence_materials() -%}
    select
        *,
        max(material_date) over (
            partition by county_code, school_year, indicator_code, grain, subject_code
        ) as newest_date
    from (
        select
            evidence.county_code,
            evidence.school_year,
            evidence.indicator_code,
            subjects.grain,
            case subjects.grain
                when 'town' then {{ town_code('evidence.subject_code') }}
                else evidence.subject_code
            end as subject_code,
            evidence.material_name,
            evidence.material_date,
            evidence.conclusion,
            evidence.rating,
            evidence.file_id,
            evidence.sheet,
            evidence.row_number,
            case
                when indicators.judged_by_rating and evidence.rating is not null then ratings.value
                else conclusions.value
            end as value
        from ({{ with_rows_set_aside('evidence_register') }}) as evidence
        inner join {{ ref('indicators') }} as indicators on evidence.indicator_code = indicators.indicator_code
        left join {{ ref('evidence_subjects') }} as subjects on evidence.subject_type = subjects.subject_type
        left join {{ ref('evidence_words') }} as ratings
            on ratings.word_kind = 'rating' and evidence.rating = ratings.word
        left join {{ ref('evidence_words') }} as conclusions
            on conclusions.word_kind = 'conclusion' and evidence.conclusion = conclusions.word
        left join {{ ref('towns') }} as towns
            on evidence.county_code = towns.county_code and evidence.subject_code = towns.town_name
    )
    qualify material_date is null or material_date = newest_date
{%- endmacro %}
