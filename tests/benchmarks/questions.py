"""What analysts ask of a version; what does not belong here: timing the answers (nation_steps)."""

from __future__ import annotations

OF_A_COUNTY = (
    "select * from marts.fct_recognition where county_code = '{county}'",
    "select * from marts.fct_county_balance where county_code = '{county}' order by all",
    "select * from marts.fct_county_indicator where county_code = '{county}' and status = 'unmet'",
    "select indicator_code, count(*) from marts.fct_school_indicator where county_code = '{county}'"
    " and school_year = 2024 and status = 'unmet' group by all order by 2 desc",
    "select * from marts.fct_shortfall where county_code = '{county}' and school_year = 2024",
    "select department_code, sum(lacking) from marts.fct_shortfall_total where county_code = '{county}'"
    " group by all",
    "select * from marts.dim_school where county_code = '{county}' and school_year = 2024",
    "select stage, avg(value) from marts.fct_school_indicator where county_code = '{county}'"
    " and indicator_code = 'R6' group by all",
    "select school_code, value from marts.fct_school_indicator where county_code = '{county}'"
    " and indicator_code = 'R4' and school_year = 2024 order by value limit 10",
    "select * from marts.fct_recognition_item where county_code = '{county}' and school_year = 2024",
    "select * from marts.fct_open_item where county_code = '{county}'",
    "select * from quality.finding where county_code = '{county}'",
    "select state, count(*) from quality.file_version where county_code = '{county}' group by all",
    "select * from meta.county_build where county_code = '{county}'",
    "select * from marts.fct_satisfaction where county_code = '{county}'",
    "select school_code, count(*) from marts.fct_class where county_code = '{county}' group by all",
    "select * from marts.fct_closing_plan where county_code = '{county}'",
    "select dimension, count(*) from marts.fct_county_indicator where county_code = '{county}' group by all",
    "select measure_code, sum(value) from marts.fct_school_measure where county_code = '{county}'"
    " and school_year = 2024 group by all",
    "select * from marts.fct_verdict_flip where county_code = '{county}' order by all limit 50",
)
"""Twenty questions of an analyst that name a county."""
OF_THE_NATION = (
    "select ruleset_code, school_year, count_if(passes), count(*) from marts.fct_recognition group by all",
    "select indicator_code, school_year, avg(value), quantile_cont(value, 0.5)"
    " from marts.fct_school_indicator group by all",
    "select left(county_code, 4), sum(shortfall) from marts.fct_shortfall where school_year = 2024"
    " group by all",
    "select county_code, avg(cv) from marts.fct_county_balance group by all order by 2 desc limit 20",
    "select measure_code, sum(value) from marts.fct_school_measure where school_year = 2024 group by all",
)
"""Scans of everything."""
OF_THE_LEAGUE = "select * from marts.fct_league where region_code = '{county}' order by all"
"""Asked in the place of the last one where there is such a table."""
