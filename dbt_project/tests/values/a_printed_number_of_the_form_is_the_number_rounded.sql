-- What is this: a printed number that is farther from its number than rounding to its decimals goes.
-- When does it matter: people read another figure than the one that is judged.
-- How to resolve: this cannot come from the data; look at the macro printed.
select *
from {{ ref('fct_form_cell') }}
where
    (printed_value is null) != (value is null)
    or abs(printed_value::double - value) > 0.5000001 * pow(10, -length(split_part(printed_value, '.', 2)))
