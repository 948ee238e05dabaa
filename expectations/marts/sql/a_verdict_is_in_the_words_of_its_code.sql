with cells as (select * from {batch} where printed_value is null and status is not null),

words as (select code, word from marts.dim_code_word where word_kind = 'verdict')

select
    cells.county_code, cells.school_year, cells.ruleset_code, cells.form_table, cells.row_code, cells.column_code,
    cells.text, cells.status
from cells
left join words on cells.status = words.code
where cells.text is distinct from words.word
