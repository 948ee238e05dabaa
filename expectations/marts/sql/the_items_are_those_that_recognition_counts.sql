with items as (
    select
        county_code, school_year, ruleset_code, area,
        count_if(status = 'met') as met, count_if(status = 'unmet') as unmet, count_if(status = 'no_data') as no_data
    from {batch}
    where is_counted
    group by county_code, school_year, ruleset_code, area
)

select
    county_code, school_year, ruleset_code, area, items.met, areas.items_met, items.unmet, areas.items_unmet,
    items.no_data, areas.items_no_data
from items
left join marts.fct_recognition as areas using (county_code, school_year, ruleset_code, area)
where
    items.met is distinct from areas.items_met
    or items.unmet is distinct from areas.items_unmet
    or items.no_data is distinct from areas.items_no_data
