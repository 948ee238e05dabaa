select answering.county_code, answering.indicator_code, answering.department_code
from {batch} as answering
anti join marts.dim_county_department as departments using (county_code, department_code)
