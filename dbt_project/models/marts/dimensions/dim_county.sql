select county_code, county_name, primary_years, junior_years
from {{ ref('int_counties') }}
