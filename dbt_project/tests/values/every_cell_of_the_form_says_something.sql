-- What is this: a cell of the application form with neither a number nor a text.
-- When does it matter: a blank is read as nothing to report; what is missing must be said.
-- How to resolve: this cannot come from the data; look at fct_form_cell and the view of the table.
select *
from {{ ref('fct_form_cell') }}
where printed_value is null and text is null
