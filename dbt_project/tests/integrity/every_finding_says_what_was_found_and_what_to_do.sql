-- What is this: a finding that does not say what was found, what is expected or what to do.
-- When does it matter: the one who handed the file in is told that something is wrong, but not what or how to mend
-- it.
-- How to resolve: give the rule (column `rule`) all three where it is made: in the contracts or in
-- the model int_findings__* of that rule.
{{ config(severity='warn') }}

select finding_id, rule, found, expected, remedy
from {{ ref('finding') }}
where coalesce(trim(found), '') = '' or coalesce(trim(expected), '') = '' or coalesce(trim(remedy), '') = ''
