-- An item on the list of what is open that recognition does not count, or has as met.
with batch as (select * from {batch})

select batch.county_code, batch.school_year, batch.ruleset_code, batch.area, batch.item_code, batch.stage
from batch
anti join marts.fct_recognition_item as items
    on
        batch.county_code = items.county_code
        and batch.school_year = items.school_year
        and batch.ruleset_code = items.ruleset_code
        and batch.area = items.area
        and batch.item_code = items.item_code
        and batch.stage is not distinct from items.stage
        and batch.status = items.status
        and items.is_counted
