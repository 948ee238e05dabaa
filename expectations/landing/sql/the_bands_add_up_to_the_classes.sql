with batch as (select * from {batch}),

summed as (
    select
        *,
        classes_upto_25 + classes_26_30 + classes_31_35 + classes_36_40 + classes_41_45 + classes_46_50
        + classes_51_55 + classes_56_60 + classes_61_65 + classes_66_up as classes_of_bands
    from batch
)

select county_code, school_year, school_code, stage, classes, classes_of_bands
from summed
where classes != classes_of_bands
