select files.county_code, '小县' as county_name, count(schools.school_code) as schools
from (select distinct county_code from {{ source('ledger', 'file_version') }}) as files
left join {{ ref('dim_school') }} as schools using (county_code)
group by all
