-- What is this: items that are neither met nor unmet nor without data, or a verdict that the counts do not bear
-- out.
-- When does it matter: the county's verdict would contradict its own counts.
-- How to resolve: this cannot come from the data; look at fct_recognition.
select *
from {{ ref('fct_recognition') }}
where
    items_total != items_met + items_unmet + items_no_data
    or (passes and items_met != items_total)
    or (not passes and items_unmet = 0)
    or (passes is null and (items_unmet > 0 or (items_no_data = 0 and items_met > 0)))
