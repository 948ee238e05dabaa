-- The templates of the conclusions (the seed `conclusions`) taken apart: one row per part, the text before a figure and
-- the figure named after it. A name stands in braces: `{pupils}` is printed whole, `{pupils:2}` with two decimals,
-- `{part%whole}` as a percentage with one decimal; the last part has no figure.
with templates as (
    select
        *,
        row_number() over (order by indicator_code, stage, county_method, row_kind) as template_id,
        string_split(template, '}') as pieces
    from {{ ref('conclusions') }}
),

parts as (
    select
        * exclude (template, pieces),
        generate_subscripts(pieces, 1) as part_order,
        unnest(pieces) as piece
    from templates
),

split as (
    select
        * exclude (piece),
        string_split(piece, '{')[1] as words,
        string_split(string_split(piece, '{')[2], ':')[1] as expression,
        string_split(string_split(piece, '{')[2], ':')[2]::integer as decimals
    from parts
),

final as (
    select
        * exclude (expression),
        string_split(expression, '%')[1] as figure,
        string_split(expression, '%')[2] as whole
    from split
)

select * from final
