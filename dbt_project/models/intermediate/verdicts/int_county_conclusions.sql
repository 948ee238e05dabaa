-- The conclusion of every row of int_county_verdicts in words, as the application form words it: the template of the
-- seed `conclusions` that fits best, with its figures filled in. A figure that is not known is printed as —. Who has
-- sent nothing is said after it unless the template says so itself, as is who is met by a relief alone. A verdict may
-- list its detail rows: {details}.
with figures as (select * from {{ ref('int_conclusion_figures') }}),

-- a county whose material is still to be checked has handed something in
with_material as (
    select distinct county_code, school_year, ruleset_code, indicator_code, true as has_material
    from figures
    where figure = 'evidence'
),

with_relief as (
    select distinct county_code, school_year, ruleset_code, indicator_code, rule_stage
    from figures
    where figure = 'subjects_relieved'
),

verdicts as (
    select
        verdicts.*,
        case
            when verdicts.status = 'not_applicable' then 'not_applicable'
            when verdicts.status = 'no_data' and verdicts.county_method = 'evidence' and with_material.has_material
                then 'pending'
            when verdicts.status != 'no_data' or verdicts.value is not null or verdicts.subjects_total > 0
                then case when verdicts.dimension is null then 'verdict' else 'detail' end
            when verdicts.dimension is null then 'nothing'
            else 'absent'
        end as row_kind
    from {{ ref('int_county_verdicts') }} as verdicts
    left join with_material using (county_code, school_year, ruleset_code, indicator_code)
),

parts as (select * from {{ ref('int_conclusion_parts') }}),

templates as (
    select
        template_id, indicator_code, stage, county_method, row_kind,
        bool_or(figure = 'subjects_no_data') as says_missing
    from parts
    group by template_id, indicator_code, stage, county_method, row_kind
),

wanted as (
    select *, 1 as sentence from verdicts
    union all
    select * replace ('partial' as row_kind), 2 as sentence
    from verdicts
    where subjects_no_data > 0 and row_kind in ('verdict', 'detail')
    union all
    select verdicts.* replace ('relieved' as row_kind), 3 as sentence
    from verdicts
    inner join with_relief
        on
            verdicts.county_code = with_relief.county_code
            and verdicts.school_year = with_relief.school_year
            and verdicts.ruleset_code = with_relief.ruleset_code
            and verdicts.indicator_code = with_relief.indicator_code
            and verdicts.rule_stage is not distinct from with_relief.rule_stage
    where verdicts.row_kind = 'verdict'
),

ranked as (
    select
        wanted.*,
        templates.template_id,
        templates.says_missing,
        row_number() over (
            partition by
                wanted.county_code, wanted.school_year, wanted.ruleset_code, wanted.indicator_code, wanted.rule_stage,
                wanted.stage, wanted.dimension, wanted.sentence
            order by templates.indicator_code is null, templates.stage is null, templates.county_method is null
        ) as choice
    from wanted
    inner join templates
        on
            wanted.row_kind = templates.row_kind
            and (templates.indicator_code is null or wanted.indicator_code = templates.indicator_code)
            and (templates.stage is null or coalesce(wanted.rule_stage = templates.stage, false))
            and (templates.county_method is null or coalesce(wanted.county_method = templates.county_method, false))
),

chosen as (
    select
        *,
        bool_or(says_missing and sentence = 1) over (
            partition by county_code, school_year, ruleset_code, indicator_code, rule_stage, stage, dimension
        ) as says_missing_already
    from ranked
    where choice = 1
    qualify sentence != 2 or not coalesce(says_missing_already, false)
),

filled as (
    select
        chosen.county_code,
        chosen.school_year,
        chosen.ruleset_code,
        chosen.indicator_code,
        chosen.rule_stage,
        chosen.stage,
        chosen.dimension,
        chosen.sentence,
        parts.part_order,
        parts.words || case
            when parts.figure is null then ''
            when parts.figure = 'details' then '{details}'
            when figures.text is not null then figures.text
            when parts.whole is not null
                then coalesce({{ printed('100 * figures.value / nullif(wholes.value, 0)', '1') }}, '—')
            when parts.figure = 'value' then coalesce({{ printed('figures.value', 'chosen.decimals') }}, '—')
            else coalesce({{ printed('figures.value', 'coalesce(parts.decimals, 0)') }}, '—')
        end as part
    from chosen
    inner join parts on chosen.template_id = parts.template_id
    {% for name, figure in [('figures', 'figure'), ('wholes', 'whole')] %}
    left join figures{{ ' as wholes' if name == 'wholes' }}
        on
            chosen.county_code = {{ name }}.county_code
            and chosen.school_year = {{ name }}.school_year
            and chosen.ruleset_code = {{ name }}.ruleset_code
            and chosen.indicator_code = {{ name }}.indicator_code
            and chosen.rule_stage is not distinct from {{ name }}.rule_stage
            and chosen.stage is not distinct from {{ name }}.stage
            and chosen.dimension is not distinct from {{ name }}.dimension
            and parts.{{ figure }} = {{ name }}.figure
    {% endfor %}
),

rendered as (
    select
        county_code, school_year, ruleset_code, indicator_code, rule_stage, stage, dimension,
        string_agg(part, '' order by sentence, part_order) as conclusion
    from filled
    group by county_code, school_year, ruleset_code, indicator_code, rule_stage, stage, dimension
),

lists as (
    select
        rendered.county_code, rendered.school_year, rendered.ruleset_code, rendered.indicator_code, rendered.rule_stage,
        string_agg(
            rendered.conclusion, '；' order by stages.stage_order, subjects.subject_order, rendered.dimension
        ) as conclusions
    from rendered
    left join {{ ref('stages') }} as stages on rendered.stage = stages.stage
    left join {{ ref('monitored_subjects') }} as subjects on rendered.dimension = '学科=' || subjects.subject
    where rendered.dimension is not null
    group by
        rendered.county_code, rendered.school_year, rendered.ruleset_code, rendered.indicator_code, rendered.rule_stage
),

final as (
    select
        rendered.* replace (
            replace(rendered.conclusion, '{details}', coalesce(lists.conclusions, '—')) as conclusion
        )
    from rendered
    left join lists
        on
            rendered.county_code = lists.county_code
            and rendered.school_year = lists.school_year
            and rendered.ruleset_code = lists.ruleset_code
            and rendered.indicator_code = lists.indicator_code
            and rendered.rule_stage is not distinct from lists.rule_stage
)

select * from final
