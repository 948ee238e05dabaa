-- What is this: the shares of the stages in the plant of a campus are known in part, or are not one together.
-- When does it matter: the campus would be given away twice, or a part of it to nobody.
-- How to resolve: this cannot come from the data; look at int_split_shares and the weights of the seed `stages`.
select
    county_code,
    school_year,
    school_code,
    sum(share) as shares
from {{ ref('int_split_shares') }}
group by county_code, school_year, school_code
having count(share) not in (0, count(*)) or abs(sum(share) - 1) > 1e-9
