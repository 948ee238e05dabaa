-- school_finance in force: made from the contracts by `make generate`; what is written here by hand is lost.
-- fiscal_year decides, whatever folder the file lies in.
with in_force as ({{ in_force('school_finance') }})

select * exclude (school_year), cast(fiscal_year as integer) as school_year
from in_force
