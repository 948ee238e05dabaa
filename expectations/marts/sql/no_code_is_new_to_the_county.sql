with batch as (
    unpivot (
        select county_code, school_type_code, provider_type_code, urban_rural_code from {batch}
    ) on school_type_code, provider_type_code, urban_rural_code into name code_column value code
),

past as (
    unpivot (
        select county_code, school_type_code, provider_type_code, urban_rural_code from past.{table}
    ) on school_type_code, provider_type_code, urban_rural_code into name code_column value code
)

select distinct batch.county_code, batch.code_column, batch.code
from batch
where
    exists (
        select 1 from past
        where past.county_code = batch.county_code and past.code_column = batch.code_column
    )
    and not exists (
        select 1 from past
        where
            past.county_code = batch.county_code
            and past.code_column = batch.code_column
            and past.code = batch.code
    )
