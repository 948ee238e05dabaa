-- Every column of the seed: what a ruleset may say more is read without a change here.
select * rename (ruleset_name as name, ruleset_name_en as name_en)
from {{ ref('rulesets') }}
